use crate::i18n::messages::Votes;

pub(in crate::i18n) static VOTES: Votes = Votes {
    ballot: "Ballot",
    result: "Result",
    receipt: "Check a receipt",
};
