//! The rules of ballots, pure: what a vote may hold, what the terms say, what stands in the way of opening,
//! and the count.

pub mod check;
pub mod choices;
pub mod count;
mod matters;
pub mod terms;

pub use matters::thresholds;
