//! Ballots (表决): voting, results, receipts.

mod model;
mod pages;

pub use pages::{ballot_page, receipt_page, result_page};
