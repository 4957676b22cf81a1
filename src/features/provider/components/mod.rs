//! Parts of the pages of this feature.

mod booking;
mod days;
mod frame;
mod opening;
mod pause;

pub(super) use booking::{Step, booking_card, span};
pub(super) use days::Days;
pub(super) use frame::{Access, For, access, frame, reads};
pub(super) use opening::opening;
pub(super) use pause::Pause;
