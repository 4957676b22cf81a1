//! Parts of the pages of points.

mod balance;
mod ledger;
mod life;
mod objection;
mod rewards;
mod row;
mod soon;
mod taking_part;
mod trend;

pub(super) use balance::balance;
pub(super) use ledger::ledger;
pub(super) use life::life;
pub(super) use objection::objection;
pub(super) use rewards::{question, rewards, wanted};
pub(super) use row::{amounts, entries};
pub(super) use soon::{expiring, pending};
pub(super) use taking_part::taking_part;
pub(super) use trend::trend;
