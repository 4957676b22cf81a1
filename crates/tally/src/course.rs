//! The course of a count: what happened step by step, and what became of every option, so that a page can
//! say why one was chosen and another was not.
//!
//! Everything is data. Options are named by their place in the published order, from 0; money is in the
//! election's minor units; votes are points where the ballot gives points.

use crate::fraction::Fraction;

/// What came out of a count, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What happened, in its order.
    pub steps: Vec<Step>,
    /// What became of each option, in the published order.
    pub fates: Vec<Fate>,
    /// The votes, or points, of each option, in the published order.
    pub votes: Vec<u64>,
    /// What the chosen options cost together.
    pub spent: u64,
    /// What was left of the budget.
    pub left: u64,
    /// What equal shares added to everybody's share; nothing by other rules.
    pub completion: Option<Completion>,
}

impl Outcome {
    /// The chosen options in the order in which they were chosen.
    pub fn chosen(&self) -> impl Iterator<Item = usize> {
        self.steps.iter().filter_map(|step| match step {
            Step::Chosen { option, .. } => Some(*option),
            Step::Skipped { .. } | Step::Stopped { .. } => None,
        })
    }
}

/// One step of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// An option was chosen.
    Chosen {
        /// Which.
        option: usize,
        /// Its votes.
        votes: u64,
        /// What it costs.
        cost: u64,
        /// What is left of the budget after it.
        left: u64,
        /// Who pays for it; only by equal shares.
        payment: Option<Payment>,
    },
    /// An option no longer fitted, and the count went on to the next.
    Skipped {
        /// Which.
        option: usize,
        /// Its votes.
        votes: u64,
        /// What it costs.
        cost: u64,
        /// What was left of the budget when its turn came.
        left: u64,
    },
    /// An option no longer fitted, and the rule ends there.
    Stopped {
        /// Which.
        option: usize,
        /// Its votes.
        votes: u64,
        /// What it costs.
        cost: u64,
        /// What was left of the budget when its turn came.
        left: u64,
    },
}

/// How an option is paid by those who voted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// What one of them pays who has enough, in minor units; where the ballot gives points, for each point.
    pub share: Fraction,
    /// What this is for one unit of the cost (and one point): the ρ by which equal shares chooses.
    pub rate: Fraction,
    /// How many pay the whole share.
    pub in_full: u32,
    /// How many have less, and give all they have left.
    pub in_part: u32,
    /// How many have nothing left.
    pub nothing: u32,
}

/// How equal shares came to the share that everybody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// How many units of the currency were added to everybody's share.
    pub added: u64,
    /// The share with what was added, in minor units.
    pub share: Fraction,
    /// What would be chosen with one unit more, and is too dear; empty when no step could overspend.
    pub next: Vec<usize>,
}

/// What became of an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was chosen, in this step.
    Chosen {
        /// The place in [`Outcome::steps`].
        step: usize,
    },
    /// It was not.
    Not(NotChosen),
}

/// Why an option was not chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotChosen {
    /// It was taken back after the vote.
    Withdrawn,
    /// It has fewer votes than the ballot asks for.
    BelowFloor {
        /// How many it lacks.
        lacks: u64,
    },
    /// It costs more than the whole budget.
    DearerThanBudget {
        /// By how much.
        by: u64,
    },
    /// When its turn came, less was left than it costs.
    DoesNotFit {
        /// What was left.
        left: u64,
        /// How much was missing.
        short_by: u64,
    },
    /// The count had ended at an option with more votes that did not fit.
    AfterStop {
        /// That option.
        stopped_by: usize,
    },
    /// Nobody voted for it.
    NoVotes,
    /// Those who voted for it had, together, less left of their shares than it costs.
    SupportersCannotPay {
        /// What they had, rounded down.
        have: u64,
        /// How much was missing.
        short_by: u64,
    },
    /// It has fewer votes than every chosen option.
    FewerVotes {
        /// The votes of the last option that was chosen.
        needed: u64,
    },
    /// It has as many votes as the last chosen option, which stands before it in the published order.
    LostTie {
        /// That option.
        to: usize,
    },
}
