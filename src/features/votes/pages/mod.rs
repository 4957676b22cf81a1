//! The pages of ballots.

mod ballot;
mod receipt;
mod result;

pub use ballot::ballot_page;
pub use receipt::receipt_page;
pub use result::result_page;
