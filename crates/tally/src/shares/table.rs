//! What every run of equal shares starts from: who supports what, made once.

use super::share::Supporter;
use crate::election::Election;

/// An option that can be paid for: it has votes and a cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Its place in the published order.
    pub(super) option: usize,
    pub(super) cost: u64,
    /// The points of all supporters together.
    pub(super) points: u64,
    /// Its supporters, in [`Table::supporters`].
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Table {
    /// In the published order.
    pub(super) lines: Vec<Line>,
    pub(super) supporters: Vec<Supporter>,
    /// How often each of the different votes was cast.
    pub(super) times: Vec<u32>,
    /// Options that cost nothing and have votes.
    pub(super) free: Vec<usize>,
    pub(super) budget: u64,
    voters: u64,
    unit: u64,
    most_points: u32,
}

impl Table {
    pub(super) fn new(election: &Election) -> Self {
        let options = election.options();
        let mut counts = vec![0_usize; options.len()];
        let mut most_points = 1;
        for (marks, _) in election.votes().groups() {
            for mark in marks {
                counts[mark.option as usize] += 1;
                most_points = most_points.max(mark.points);
            }
        }
        let points = election.points();
        let mut lines = Vec::new();
        let mut free = Vec::new();
        // Where the next supporter of each option goes; nothing for options that are not paid for.
        let mut places: Vec<Option<usize>> = vec![None; options.len()];
        let mut end = 0;
        for (option, choice) in options.iter().enumerate() {
            if choice.withdrawn || points[option] == 0 {
                continue;
            }
            if choice.cost == 0 {
                free.push(option);
                continue;
            }
            let start = end;
            end += counts[option];
            places[option] = Some(start);
            lines.push(Line {
                option,
                cost: choice.cost,
                points: points[option],
                start,
                end,
            });
        }
        let nobody = Supporter {
            group: 0,
            points: 0,
        };
        let mut supporters = vec![nobody; end];
        let mut times = Vec::with_capacity(election.votes().group_number());
        for (group, (marks, often)) in (0_u32..).zip(election.votes().groups()) {
            times.push(often);
            for mark in marks {
                if let Some(place) = &mut places[mark.option as usize] {
                    supporters[*place] = Supporter {
                        group,
                        points: mark.points,
                    };
                    *place += 1;
                }
            }
        }
        Self {
            lines,
            supporters,
            times,
            free,
            budget: election.budget(),
            voters: u64::from(election.votes().number()).max(1),
            unit: election.currency_unit(),
            most_points,
        }
    }

    pub(super) fn voters(&self) -> u64 {
        self.voters
    }

    /// Everybody's share with so many units of the currency added, times the number of voters: a whole
    /// number of minor units.
    pub(super) fn endowment(&self, added: u64) -> u128 {
        u128::from(self.budget)
            + u128::from(self.voters) * u128::from(self.unit) * u128::from(added)
    }

    fn all_costs(&self) -> u128 {
        self.lines.iter().map(|line| u128::from(line.cost)).sum()
    }

    /// So many units added give everybody enough to pay for all options alone: nothing changes beyond.
    pub(super) fn most_added(&self) -> u64 {
        let wanted = u128::from(self.voters) * self.all_costs();
        let step = u128::from(self.voters) * u128::from(self.unit);
        let added = wanted
            .saturating_sub(u128::from(self.budget))
            .div_ceil(step);
        u64::try_from(added).unwrap_or(u64::MAX)
    }

    /// How many binary places amounts can have so that 128 bits hold every sum and every multiple by
    /// points of all the money that is ever there.
    ///
    /// Votes are fewer than 2²⁴, costs together below 2⁶⁴ and points below 2²⁰, so this is never below 0.
    pub(super) fn places(&self) -> u32 {
        let most = self
            .endowment(self.most_added())
            .max(self.all_costs())
            .saturating_mul(u128::from(self.most_points));
        most.leading_zeros().saturating_sub(1)
    }
}
