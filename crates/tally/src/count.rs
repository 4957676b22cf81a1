//! Counting, all at once or in slices.

use crate::course::Outcome;
use crate::election::Election;
use crate::greedy::Greedy;
use crate::most::most_votes;
use crate::rule::Rule;
use crate::shares::Shares;

/// A count that can be interrupted after every step, so that a page stays alive meanwhile.
///
/// # Examples
///
/// ```
/// use linli_tally::{BallotBox, Choice, Count, Election, Rule};
///
/// let mut votes = BallotBox::new();
/// votes.approve([0, 1])?;
/// votes.approve([1])?;
/// let options = vec![Choice::new("a", "长椅", 300_00), Choice::new("b", "路灯", 800_00)];
/// let election = Election::new(options, 1_000_00, 2, votes.close())?;
///
/// let mut count = Count::new(&election, Rule::GREEDY);
/// while count.step() { /* let the page breathe */ }
/// assert_eq!(count.finish().chosen().collect::<Vec<_>>(), [1]);
/// # Ok::<(), linli_tally::Invalid>(())
/// ```
pub struct Count<'e>(State<'e>);

enum State<'e> {
    Greedy(Greedy<'e>),
    Shares(Box<Shares<'e>>),
    Ready(Outcome),
}

/// How far a count is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many options of so many have had their turn.
    Options {
        /// How many have.
        done: usize,
        /// How many there are.
        all: usize,
    },
    /// Equal shares: so many units of the currency were added to everybody's share. How many there will be
    /// is not known before the end.
    Units {
        /// How many.
        added: u64,
    },
}

impl<'e> Count<'e> {
    /// Begins a count.
    pub fn new(election: &'e Election, rule: Rule) -> Self {
        Self(match rule {
            Rule::Greedy { misfit, floor } => State::Greedy(Greedy::new(election, misfit, floor)),
            Rule::EqualShares { completed } => {
                State::Shares(Box::new(Shares::new(election, completed)))
            }
            Rule::MostVotes { seats } => State::Ready(most_votes(election, seats)),
        })
    }

    /// Does one step, which takes at most as long as it takes to look at every vote a few times. False
    /// when all is done; further steps then do nothing.
    pub fn step(&mut self) -> bool {
        match &mut self.0 {
            State::Greedy(greedy) => greedy.step(),
            State::Shares(shares) => shares.step(),
            State::Ready(_) => false,
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        match &self.0 {
            State::Greedy(greedy) => {
                let (done, all) = greedy.progress();
                Progress::Options { done, all }
            }
            State::Shares(shares) => Progress::Units {
                added: shares.progress(),
            },
            State::Ready(outcome) => Progress::Options {
                done: outcome.fates.len(),
                all: outcome.fates.len(),
            },
        }
    }

    /// Does what is left to do, and gives the outcome.
    pub fn finish(self) -> Outcome {
        match self.0 {
            State::Greedy(greedy) => greedy.finish(),
            State::Shares(shares) => shares.finish(),
            State::Ready(outcome) => outcome,
        }
    }
}

/// Counts at once.
pub fn count(election: &Election, rule: Rule) -> Outcome {
    Count::new(election, rule).finish()
}
