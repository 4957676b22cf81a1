//! Parts of the pages about orders.

mod asks;
mod cancel;
mod cards;
mod complain;
mod facts;
mod outbox;
mod rate;

pub(super) use asks::{asks, waiting};
pub(super) use cancel::cancel_dialog;
pub(super) use cards::{order_card, pending_card};
pub(super) use complain::complain_form;
pub(super) use facts::{holder, reason, visit};
pub(super) use outbox::{entries, kind_word, take_back};
