//! Parts of the pages of wishes.

mod card;
mod second;
mod waiting;

pub(super) use card::{card, meter, result};
pub(super) use second::second;
pub(super) use waiting::waiting;
