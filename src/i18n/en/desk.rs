use crate::i18n::messages::Desk;

pub(super) const DESK: Desk = Desk {};
