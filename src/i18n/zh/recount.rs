use crate::i18n::messages::Recount;

pub(in crate::i18n) static RECOUNT: Recount = Recount {
    title: "重新计票"
};
