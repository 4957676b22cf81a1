//! Ballots counted.
pub mod article278;
pub mod ballot;
mod big;
mod count;
pub mod course;
mod election;
mod fraction;
mod greedy;
pub mod matter;
mod most;
pub mod pb;
mod rule;
pub mod shares;
pub mod threshold;

pub use count::{Count, Progress, count};
pub use course::{Fate, NotChosen, Outcome, Step};
pub use election::{
    BallotBox, Choice, Election, Invalid, MOST_MONEY, MOST_OPTIONS, MOST_POINTS, MOST_VOTES, Mark,
    Votes,
};
pub use fraction::Fraction;
pub use rule::{Misfit, Rule};
