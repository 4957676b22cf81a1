//! Parts of the pages of this feature.

mod booked;
mod calendar;
mod find;
mod held;
mod nearest;
mod rows;
mod share;
mod times;
mod waits;

pub(super) use booked::booked;
pub(super) use find::find;
pub(super) use held::{held, seconds};
pub(super) use nearest::nearest;
pub(super) use times::{Places, times};
pub(super) use waits::waits;
