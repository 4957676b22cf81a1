//! The Method of Equal Shares, completed.
//!
//! # Definition
//!
//! There are n votes, a budget B, and options with costs. A vote gives an option points: 1 when it approves
//! of it, 0 otherwise. A *run* with share β goes like this:
//!
//! 1. Everybody gets β. Options without cost that have a vote are chosen at once, in the published order.
//! 2. For every option p not yet chosen, ρ(p) is the smallest number with
//!    `Σ min(money of i, ρ · points of i for p · cost of p) = cost of p`, over all votes i; it does not exist
//!    when those who gave p points have, together, less than it costs. (The utility of an option is its
//!    cost, times the points where a ballot has them: "cost utilities". So who pays in full pays in
//!    proportion to the points, and for approvals everybody pays alike.)
//! 3. Of the options whose ρ exists, the one with the smallest is chosen, of several the first in the
//!    published order. Everybody pays `min(money, ρ · points · cost)` for it. Again from 2, until ρ exists for
//!    no option.
//!
//! Completion: the run with β = B / n is within the budget, because nobody pays more than the share. Then
//! come the runs with β = B / n + 1 unit, + 2 units, and so on, where **one unit is one unit of the currency
//! in which the costs are written**: one yuan for costs in fen ([`Election::currency_unit`]), and "1" in a
//! file, whether or not costs there have decimals. The outcome is that of the last run before the first
//! that would spend more than B; where everything that has votes fits into B, the first run that chooses
//! all of it. Nothing is filled up afterwards. (Going on until a run would overspend is what the cities
//! do that use the method; the first exhaustive outcome is another rule.)
//!
//! Sources: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive
//! Utilities", 2021 (arXiv:2008.13276); the completion is "Add1" on equalshares.net.
//!
//! # How the runs are saved
//!
//! The runs are as many as units of money, perhaps millions. `bounds.rs` takes many shares at once and
//! either proves that all their runs choose the same, or says that it cannot; then the search takes fewer
//! at once, and at last one single run that is exact. No run is left out: each is either made or proven
//! equal. The outcome itself always comes from an exact run.

mod bounds;
mod exact;
mod share;
mod table;

use crate::big::Big;
use crate::course::{Completion, Fate, NotChosen, Outcome, Payment, Step};
use crate::election::Election;
use crate::fraction::Fraction;
use bounds::{Bounds, Round};
use exact::Exact;
use table::Table;

/// A count by equal shares, one round of one run a step.
pub(crate) struct Shares<'e> {
    election: &'e Election,
    table: Table,
    completed: bool,
    bounds: Bounds,
    stage: Stage,
    /// The number of units with which the search goes on.
    next: u64,
    /// How many more numbers are tried together with it.
    width: u64,
}

enum Stage {
    /// Runs between bounds, with units from `next` to this number.
    Between {
        most: u64,
    },
    /// One exact run, with `next` units.
    Single(Exact),
    /// The run that is the outcome.
    Last {
        added: u64,
        run: Exact,
        stopped: bool,
    },
    /// The run after it, which overspends: only to tell what it would have chosen.
    After {
        added: u64,
        last: Exact,
        run: Exact,
    },
    Done(Done),
}

struct Done {
    added: u64,
    last: Exact,
    after: Vec<usize>,
}

impl<'e> Shares<'e> {
    pub(crate) fn new(election: &'e Election, completed: bool) -> Self {
        let table = Table::new(election);
        let mut shares = Self {
            election,
            completed,
            bounds: Bounds::default(),
            stage: Stage::Between { most: 0 },
            next: 0,
            width: 0,
            table,
        };
        if completed {
            shares.begin();
        } else {
            shares.last(0, false);
        }
        shares
    }

    /// How many units of the currency are known not to overspend.
    pub(crate) fn progress(&self) -> u64 {
        self.next
    }

    /// One round; false when the outcome is known.
    pub(crate) fn step(&mut self) -> bool {
        match std::mem::replace(&mut self.stage, Stage::Between { most: 0 }) {
            Stage::Between { most } => {
                self.stage = Stage::Between { most };
                match self.bounds.round(&self.table) {
                    Round::Chosen => {}
                    Round::Finished => self.within(most, self.bounds.chosen()),
                    Round::Overspent => self.overspent(),
                    Round::Unsure if most == self.next => {
                        self.stage = Stage::Single(Exact::new(&self.table, self.next));
                    }
                    Round::Unsure => {
                        self.width = (most - self.next) / 2;
                        self.begin();
                    }
                }
            }
            Stage::Single(mut run) => {
                let more = run.round(&self.table);
                if run.spent() > self.table.budget {
                    self.overspent();
                } else if more {
                    self.stage = Stage::Single(run);
                } else {
                    self.within(self.next, run.chosen().len());
                }
            }
            Stage::Last {
                added,
                mut run,
                stopped,
            } => {
                self.stage = if run.round(&self.table) {
                    Stage::Last {
                        added,
                        run,
                        stopped,
                    }
                } else if stopped {
                    Stage::After {
                        added,
                        last: run,
                        run: Exact::new(&self.table, added + 1),
                    }
                } else {
                    Stage::Done(Done {
                        added,
                        last: run,
                        after: Vec::new(),
                    })
                };
            }
            Stage::After {
                added,
                last,
                mut run,
            } => {
                self.stage = if run.round(&self.table) {
                    Stage::After { added, last, run }
                } else {
                    let chosen = run.chosen().iter();
                    let after = chosen
                        .map(|(line, _)| self.table.lines[*line].option)
                        .collect();
                    Stage::Done(Done { added, last, after })
                };
            }
            Stage::Done(done) => self.stage = Stage::Done(done),
        }
        !matches!(self.stage, Stage::Done(_))
    }

    /// Begins runs between bounds, at the next number of units.
    fn begin(&mut self) {
        let most = self
            .next
            .saturating_add(self.width)
            .min(self.table.most_added().max(self.next));
        self.bounds.start(&self.table, self.next, most);
        self.stage = Stage::Between { most };
    }

    /// All runs from the next number of units to this one choose so many options, within the budget.
    fn within(&mut self, most: u64, chosen: usize) {
        if chosen == self.table.lines.len() {
            self.last(self.next, false);
        } else {
            // Twice as many the next time; where it was too many, they were made fewer before.
            self.width = (most - self.next).saturating_mul(2).saturating_add(1);
            self.next = most + 1;
            self.begin();
        }
    }

    /// The run with the next number of units overspends.
    fn overspent(&mut self) {
        // The run with nothing added never does.
        self.last(self.next.saturating_sub(1), true);
    }

    fn last(&mut self, added: u64, stopped: bool) {
        self.stage = Stage::Last {
            added,
            run: Exact::new(&self.table, added),
            stopped,
        };
    }

    pub(crate) fn finish(mut self) -> Outcome {
        while self.step() {}
        let Stage::Done(Done { added, last, after }) = self.stage else {
            // `step` answers false in this stage alone.
            return Outcome::nothing(self.election);
        };
        let table = &self.table;
        let mut outcome = Outcome::nothing(self.election);
        for (option, fate) in outcome.fates.iter_mut().enumerate() {
            let choice = &self.election.options()[option];
            if choice.withdrawn {
                *fate = Fate::Not(NotChosen::Withdrawn);
            } else if outcome.votes[option] > 0 && choice.cost > table.budget {
                *fate = Fate::Not(NotChosen::DearerThanBudget {
                    by: choice.cost - table.budget,
                });
            }
        }
        for (line, row) in table.lines.iter().enumerate() {
            if row.cost <= table.budget {
                let have = last.left_with_supporters(table, line);
                outcome.fates[row.option] = Fate::Not(NotChosen::SupportersCannotPay {
                    have,
                    short_by: row.cost.saturating_sub(have),
                });
            }
        }
        for option in &table.free {
            outcome.choose(self.election, *option, None);
        }
        for (line, payment) in last.into_chosen() {
            outcome.choose(self.election, table.lines[line].option, Some(payment));
        }
        outcome.completion = self.completed.then(|| Completion {
            added,
            share: Fraction::new(Big::from(table.endowment(added)), Big::from(table.voters())),
            next: after,
        });
        outcome
    }
}

impl Outcome {
    /// Nothing chosen yet.
    fn nothing(election: &Election) -> Self {
        Self {
            steps: Vec::new(),
            fates: vec![Fate::Not(NotChosen::NoVotes); election.options().len()],
            votes: election.points(),
            spent: 0,
            left: election.budget(),
            completion: None,
        }
    }

    fn choose(&mut self, election: &Election, option: usize, payment: Option<Payment>) {
        let cost = election.options()[option].cost;
        self.fates[option] = Fate::Chosen {
            step: self.steps.len(),
        };
        self.spent += cost;
        self.left = self.left.saturating_sub(cost);
        self.steps.push(Step::Chosen {
            option,
            votes: self.votes[option],
            cost,
            left: self.left,
            payment,
        });
    }
}
