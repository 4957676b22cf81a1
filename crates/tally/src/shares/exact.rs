//! One run of equal shares, exact.
//!
//! All money is a whole number of equal parts of a minor unit. At first there are as many parts as
//! voters; when a share cannot be written in them, all are cut smaller. So nothing is ever rounded, and
//! amounts are added and compared as whole numbers.

use super::share::{Share, Supporter, share};
use super::table::Table;
use crate::big::Big;
use crate::course::Payment;
use crate::fraction::Fraction;
use std::cmp::Ordering;

/// An option that may still be chosen, with the last price that was found: it can only have grown.
struct Candidate {
    line: usize,
    price: Share<Big>,
    /// Its supporters have too little left for it, for ever.
    gone: bool,
}

pub(super) struct Exact {
    /// In how many parts the minor unit is cut.
    parts: Big,
    /// What each of those has who cast one of the different votes, in parts.
    money: Vec<Big>,
    candidates: Vec<Candidate>,
    rich: Vec<Supporter>,
    chosen: Vec<(usize, Payment)>,
    spent: u64,
}

impl Exact {
    /// Everybody has the budget's share and so many units of the currency.
    pub(super) fn new(table: &Table, added: u64) -> Self {
        let parts = Big::from(table.voters());
        let candidates = (0..)
            .zip(&table.lines)
            .map(|(line, row)| Candidate {
                line,
                price: Share {
                    rest: parts.times(row.cost),
                    points: row.points,
                    even: true,
                },
                gone: false,
            })
            .collect();
        Self {
            money: vec![Big::from(table.endowment(added)); table.times.len()],
            parts,
            candidates,
            rich: Vec::new(),
            chosen: Vec::new(),
            spent: 0,
        }
    }

    /// The chosen lines in their order, with how they are paid.
    pub(super) fn chosen(&self) -> &[(usize, Payment)] {
        &self.chosen
    }

    pub(super) fn into_chosen(self) -> Vec<(usize, Payment)> {
        self.chosen
    }

    /// What the chosen options cost together.
    pub(super) fn spent(&self) -> u64 {
        self.spent
    }

    /// What the supporters of a line have left together, in minor units, rounded down.
    pub(super) fn left_with_supporters(&self, table: &Table, line: usize) -> u64 {
        let row = table.lines[line];
        let mut sum = Big::default();
        for supporter in &table.supporters[row.start..row.end] {
            let group = supporter.group as usize;
            sum.add(&self.money[group].times(u64::from(table.times[group])));
        }
        u64::try_from(sum.divide(&self.parts).0.saturating()).unwrap_or(u64::MAX)
    }

    /// Chooses one option; false when no other can be paid for.
    pub(super) fn round(&mut self, table: &Table) -> bool {
        self.candidates
            .sort_by(|one, other| cheaper(table, one, other));
        let mut best: Option<usize> = None;
        for at in 0..self.candidates.len() {
            // What cost more before costs no less now, and so do all that come after it.
            if let Some(best) = best
                && cheaper(table, &self.candidates[best], &self.candidates[at]).is_lt()
            {
                break;
            }
            let row = table.lines[self.candidates[at].line];
            let price = share(
                self.parts.times(row.cost),
                &table.supporters[row.start..row.end],
                &table.times,
                &self.money,
                &mut self.rich,
            );
            let Some(price) = price else {
                self.candidates[at].gone = true;
                continue;
            };
            self.candidates[at].price = price;
            if best.is_none_or(|best| {
                cheaper(table, &self.candidates[at], &self.candidates[best]).is_lt()
            }) {
                best = Some(at);
            }
        }
        let best = best.map(|best| self.candidates.remove(best));
        self.candidates.retain(|candidate| !candidate.gone);
        let Some(best) = best else {
            return false;
        };
        self.pay(table, best);
        true
    }

    fn pay(&mut self, table: &Table, best: Candidate) {
        let row = table.lines[best.line];
        let points = best.price.points;
        // The parts are cut so small that one point pays a whole number of them.
        let (_, over) = best.price.rest.divide_small(points);
        let cut = points / greatest_common(points, over);
        if cut > 1 {
            self.parts.scale(cut);
            for money in &mut self.money {
                money.scale(cut);
            }
            for candidate in &mut self.candidates {
                candidate.price.rest.scale(cut);
            }
        }
        let (each, _) = best.price.rest.times(cut).divide_small(points);
        let mut payment = Payment {
            share: Fraction::new(each.clone(), self.parts.clone()),
            rate: Fraction::new(each.clone(), self.parts.times(row.cost)),
            in_full: 0,
            in_part: 0,
            nothing: 0,
        };
        for supporter in &table.supporters[row.start..row.end] {
            let group = supporter.group as usize;
            let money = &mut self.money[group];
            let asked = each.times(u64::from(supporter.points));
            let number = if money.is_zero() {
                &mut payment.nothing
            } else if *money < asked {
                &mut payment.in_part
            } else {
                &mut payment.in_full
            };
            *number += table.times[group];
            money.take(&asked);
        }
        self.spent += row.cost;
        self.chosen.push((best.line, payment));
    }
}

/// By price for one unit of the cost and one point, then by the published order.
fn cheaper(table: &Table, one: &Candidate, other: &Candidate) -> Ordering {
    let against = |this: &Candidate, that: &Candidate| {
        let mut product = this.price.rest.times(that.price.points);
        product.scale(table.lines[that.line].cost);
        product
    };
    against(one, other)
        .cmp(&against(other, one))
        .then(one.line.cmp(&other.line))
}

fn greatest_common(one: u64, other: u64) -> u64 {
    let (mut larger, mut smaller) = (one, other);
    while smaller > 0 {
        (larger, smaller) = (smaller, larger % smaller);
    }
    larger
}
