//! Counting a ballot again, in the reader's own browser.

mod pages;

pub use pages::recount_page;
