//! The page of the recount.

mod recount;

pub use recount::recount_page;
