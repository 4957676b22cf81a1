use crate::i18n::messages::Votes;

pub(in crate::i18n) static VOTES: Votes = Votes {
    ballot: "表决",
    result: "表决结果",
    receipt: "查回执",
};
