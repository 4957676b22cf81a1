use crate::i18n::messages::Orders;

pub(super) const ORDERS: Orders = Orders {};
