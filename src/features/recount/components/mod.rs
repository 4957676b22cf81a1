//! Parts of the page of the recount.

mod choose;
mod closed;
mod compare;
mod facts;
mod failure;
mod matters;
mod notes;
mod outcome;
mod progress;
mod proves;
mod rows;
mod rules;
mod totals;

pub(super) use choose::choose;
pub(super) use closed::closed;
pub(super) use compare::{of_matters, of_options};
pub(super) use facts::facts;
pub(super) use failure::failure;
pub(super) use matters::{adopted, not_adopted};
pub(super) use notes::notes;
pub(super) use outcome::{left_out, winners};
pub(super) use progress::progress;
pub(super) use proves::proves;
pub(super) use rules::{definitions, rules};
pub(super) use totals::totals;
