//! Parts of the menu's pages.

mod payer;
mod question;
mod quota;
mod slots;

pub(super) use payer::{payer_chip, price_line};
pub(super) use question::{Field, PERSON_PHONE, answer_field};
pub(super) use quota::quota_view;
