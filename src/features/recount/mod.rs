//! Counting a ballot again, in the reader's own browser.

mod api;
mod components;
mod model;
mod pages;
mod run;
mod words;

pub use pages::recount_page;
