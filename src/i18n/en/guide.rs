use crate::i18n::messages::Guide;

pub(super) const GUIDE: Guide = Guide {};
