//! By votes: the option with the most votes first, as long as the money reaches.

use crate::course::{Fate, NotChosen, Outcome, Step};
use crate::election::Election;
use crate::rule::Misfit;
use std::cmp::Reverse;

/// A count by votes, one option a step.
pub(crate) struct Greedy<'e> {
    election: &'e Election,
    misfit: Misfit,
    /// The options by votes, those with as many in the published order.
    order: Vec<usize>,
    next: usize,
    stopped_by: Option<usize>,
    outcome: Outcome,
}

impl<'e> Greedy<'e> {
    pub(crate) fn new(election: &'e Election, misfit: Misfit, floor: u64) -> Self {
        let votes = election.points();
        let mut order: Vec<usize> = Vec::with_capacity(votes.len());
        let fates = election
            .options()
            .iter()
            .zip(&votes)
            .enumerate()
            .map(|(option, (choice, votes))| {
                Fate::Not(if choice.withdrawn {
                    NotChosen::Withdrawn
                } else if *votes < floor {
                    NotChosen::BelowFloor {
                        lacks: floor - votes,
                    }
                } else {
                    order.push(option);
                    // Stands until the option's turn comes.
                    NotChosen::NoVotes
                })
            })
            .collect();
        // Sorting keeps the published order among those with as many votes.
        order.sort_by_key(|option| Reverse(votes[*option]));
        Self {
            election,
            misfit,
            order,
            next: 0,
            stopped_by: None,
            outcome: Outcome {
                steps: Vec::new(),
                fates,
                votes,
                spent: 0,
                left: election.budget(),
                completion: None,
            },
        }
    }

    /// How many options have had their turn, and how many there are.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (self.next, self.order.len())
    }

    /// The turn of one option; false when all have had theirs.
    pub(crate) fn step(&mut self) -> bool {
        let Some(option) = self.order.get(self.next).copied() else {
            return false;
        };
        self.next += 1;
        let outcome = &mut self.outcome;
        let (votes, cost, left) = (
            outcome.votes[option],
            self.election.options()[option].cost,
            outcome.left,
        );
        outcome.fates[option] = if let Some(stopped_by) = self.stopped_by {
            Fate::Not(NotChosen::AfterStop { stopped_by })
        } else if cost <= left {
            outcome.spent += cost;
            outcome.left -= cost;
            outcome.steps.push(Step::Chosen {
                option,
                votes,
                cost,
                left: outcome.left,
                payment: None,
            });
            Fate::Chosen {
                step: outcome.steps.len() - 1,
            }
        } else {
            outcome.steps.push(match self.misfit {
                Misfit::Skip => Step::Skipped {
                    option,
                    votes,
                    cost,
                    left,
                },
                Misfit::Stop => {
                    self.stopped_by = Some(option);
                    Step::Stopped {
                        option,
                        votes,
                        cost,
                        left,
                    }
                }
            });
            Fate::Not(if cost > self.election.budget() {
                NotChosen::DearerThanBudget {
                    by: cost - self.election.budget(),
                }
            } else {
                NotChosen::DoesNotFit {
                    left,
                    short_by: cost - left,
                }
            })
        };
        self.next < self.order.len()
    }

    pub(crate) fn finish(mut self) -> Outcome {
        while self.step() {}
        self.outcome
    }
}
