//! Ballots counted, in the server and in the reader's browser by the same code.
//!
//! | what | where |
//! | --- | --- |
//! | votes, options, money; votes that are alike stand together | [`Election`], [`BallotBox`] |
//! | yes, no, abstention | [`matter`] |
//! | owners' decisions, by area and by heads | [`article278`], [`threshold`] |
//! | choose one, choose up to k | [`Rule::MostVotes`] |
//! | a budget, by votes or by equal shares | [`Rule::Greedy`], [`shares`] |
//! | counting, at once or in slices | [`count`], [`Count`] |
//! | what happened, step by step, and why an option was not chosen | [`course`] |
//! | Pabulib files, and the comparison with what they say | [`pb`] |
//!
//! There are no floats anywhere. Money is whole minor units, area is 0.01 m², shares are exact fractions.
//! Ties are broken by the published order: the order of the options in the ballot. What is too large to
//! be reckoned is refused where it comes in ([`Invalid`], [`pb::Problem`]); within those limits nothing
//! overflows, and the release profile checks that too.
pub mod article278;
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
mod runs;
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
