//! Ballots (表决): voting, results, receipts.

mod api;
mod components;
mod form;
mod model;
mod pages;
mod words;

pub use pages::{ballot_page, receipt_page, result_page};
