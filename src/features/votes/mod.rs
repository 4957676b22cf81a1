//! Ballots (表决): voting, results, receipts.

mod pages;

pub use pages::{ballot_page, receipt_page, result_page};
