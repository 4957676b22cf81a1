use crate::i18n::messages::Services;

pub(super) const SERVICES: Services = Services {};
