use crate::i18n::messages::Account;

pub(super) const ACCOUNT: Account = Account {};
