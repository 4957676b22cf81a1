use crate::i18n::messages::Wishes;

pub(super) const WISHES: Wishes = Wishes {};
