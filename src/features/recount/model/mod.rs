//! What a recount is made of, without a browser.

pub(super) mod amount;
pub(super) mod compare;
pub(super) mod kept;
pub(super) mod matters;
pub(super) mod rule;
pub(super) mod table;
