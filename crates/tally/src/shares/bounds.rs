//! Many runs of equal shares at once, between bounds.
//!
//! A completed count asks what is chosen with one unit more for everybody, and one more, and so on,
//! perhaps a million times. Here one run stands for all shares from a least to a largest: of everybody's
//! money only bounds are known, whole numbers with a fixed number of binary places.
//!
//! Why what it answers is what every exact run between the bounds answers:
//!
//! 1. What one point pays for an option, `q(money)`, never grows when somebody has more money. So with `q`
//!    of the largest money rounded down and `q` of the least money rounded up, the true `q` lies between.
//! 2. What is left with somebody afterwards, `max(0, money − points · q)`, grows with the money and falls
//!    with `q`; rounded outwards, the bounds still enclose it.
//! 3. An option is chosen only when its price is below the price of every other for certain, or exactly
//!    equal and earlier in the published order. Prices are exactly known where every supporter who has
//!    money has enough: then it is one over the points. Everything else is [`Round::Unsure`], and the
//!    caller takes narrower bounds, or one exact run.

use super::share::{Supporter, share};
use super::table::Table;
use std::cmp::Ordering;

/// What one round found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Round {
    /// An option was chosen.
    Chosen,
    /// No other can be paid for.
    Finished,
    /// What is chosen costs more than the budget.
    Overspent,
    /// The bounds are too wide to say.
    Unsure,
}

/// What one point pays, times the binary places.
#[derive(Clone, Copy, Debug)]
struct Price {
    least: u128,
    /// Nothing when perhaps it cannot be paid at all.
    most: Option<u128>,
    /// The points of those who pay, when they all pay alike: the price for a unit of the cost is then
    /// exactly one over this.
    even: Option<u64>,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    line: usize,
    cost: u64,
    /// The last price that was found. The true price can only have grown.
    price: Price,
    /// The supporters who may still have money, in [`Bounds::supporters`].
    start: usize,
    end: usize,
    /// Whether the price was found in this round.
    fresh: bool,
}

#[derive(Default)]
pub(super) struct Bounds {
    places: u32,
    low: Vec<u128>,
    high: Vec<u128>,
    candidates: Vec<Candidate>,
    supporters: Vec<Supporter>,
    rich: Vec<Supporter>,
    chosen: usize,
    spent: u64,
}

impl Bounds {
    /// Begins anew, with everybody's share between two numbers of added units, both included.
    pub(super) fn start(&mut self, table: &Table, least: u64, most: u64) {
        self.places = table.places();
        let voters = u128::from(table.voters());
        let groups = table.times.len();
        self.low.clear();
        self.low
            .resize(groups, (table.endowment(least) << self.places) / voters);
        self.high.clear();
        self.high.resize(
            groups,
            (table.endowment(most) << self.places).div_ceil(voters),
        );
        self.supporters.clone_from(&table.supporters);
        self.candidates.clear();
        for (line, row) in table.lines.iter().enumerate() {
            self.candidates.push(Candidate {
                line,
                cost: row.cost,
                price: Price {
                    least: (u128::from(row.cost) << self.places) / u128::from(row.points),
                    most: None,
                    even: Some(row.points),
                },
                start: row.start,
                end: row.end,
                fresh: false,
            });
        }
        self.chosen = 0;
        self.spent = 0;
    }

    /// How many options are chosen.
    pub(super) fn chosen(&self) -> usize {
        self.chosen
    }

    /// Chooses one option, the same at every share between the bounds, or says why not.
    pub(super) fn round(&mut self, table: &Table) -> Round {
        self.candidates.sort_by(|one, other| {
            wide(one.price.least, other.cost).cmp(&wide(other.price.least, one.cost))
        });
        let mut best: Option<Candidate> = None;
        let mut gone = false;
        for at in 0..self.candidates.len() {
            self.candidates[at].fresh = false;
            let before = self.candidates[at];
            if let Some(best) = &best
                && relation(best, &before) == Some(Ordering::Less)
            {
                continue;
            }
            let Some(price) = self.price(table, at) else {
                // Also with the largest money it cannot be paid any more.
                self.candidates[at].end = self.candidates[at].start;
                gone = true;
                continue;
            };
            let candidate = &mut self.candidates[at];
            candidate.price = price;
            candidate.fresh = true;
            if price.most.is_some() && best.is_none_or(|best| likely_below(candidate, &best)) {
                best = Some(*candidate);
            }
        }
        if gone {
            self.candidates
                .retain(|candidate| candidate.start < candidate.end);
        }
        let mut fresh = self.candidates.iter().filter(|candidate| candidate.fresh);
        let Some(best) = best else {
            return if fresh.next().is_some() {
                Round::Unsure
            } else {
                Round::Finished
            };
        };
        if fresh
            .any(|other| other.line != best.line && relation(&best, other) != Some(Ordering::Less))
        {
            return Round::Unsure;
        }
        self.pay(table, &best)
    }

    /// The price of a candidate now; nothing when it can certainly not be paid.
    fn price(&mut self, table: &Table, at: usize) -> Option<Price> {
        let Candidate {
            start, end, cost, ..
        } = self.candidates[at];
        // Who has nothing left pays nothing ever after.
        let mut kept = start;
        for place in start..end {
            let supporter = self.supporters[place];
            if self.high[supporter.group as usize] > 0 {
                self.supporters[kept] = supporter;
                kept += 1;
            }
        }
        self.candidates[at].end = kept;
        let supporters = &self.supporters[start..kept];
        let cost = u128::from(cost) << self.places;
        let dear = share(cost, supporters, &table.times, &self.low, &mut self.rich);
        if let Some(dear) = &dear
            && dear.even
        {
            return Some(Price {
                least: dear.rest / u128::from(dear.points),
                most: Some(dear.rest.div_ceil(u128::from(dear.points))),
                even: Some(dear.points),
            });
        }
        let cheap = share(cost, supporters, &table.times, &self.high, &mut self.rich)?;
        Some(Price {
            least: cheap.rest / u128::from(cheap.points),
            most: dear.map(|dear| dear.rest.div_ceil(u128::from(dear.points))),
            even: None,
        })
    }

    fn pay(&mut self, table: &Table, best: &Candidate) -> Round {
        let Some(most) = best.price.most else {
            return Round::Unsure;
        };
        for supporter in &self.supporters[best.start..best.end] {
            let points = u128::from(supporter.points);
            let low = &mut self.low[supporter.group as usize];
            *low = low.saturating_sub(most.saturating_mul(points));
            let high = &mut self.high[supporter.group as usize];
            *high = high.saturating_sub(best.price.least * points);
        }
        self.candidates
            .retain(|candidate| candidate.line != best.line);
        self.chosen += 1;
        self.spent += best.cost;
        if self.spent > table.budget {
            Round::Overspent
        } else {
            Round::Chosen
        }
    }
}

/// Which of two has the lower price for one unit of the cost, where that is certain; when the prices are
/// exactly equal, the published order decides.
fn relation(one: &Candidate, other: &Candidate) -> Option<Ordering> {
    if let (Some(ours), Some(theirs)) = (one.price.even, other.price.even) {
        // An old price of the other is a lower bound: with fewer points it is dearer for certain.
        if other.fresh && one.fresh {
            return Some(theirs.cmp(&ours).then(one.line.cmp(&other.line)));
        }
        if theirs < ours || (theirs == ours && one.line < other.line) {
            return Some(Ordering::Less);
        }
        return None;
    }
    let certainly = |this: &Candidate, that: &Candidate| {
        this.price
            .most
            .is_some_and(|most| wide(most, that.cost) < wide(that.price.least, this.cost))
    };
    if certainly(one, other) {
        Some(Ordering::Less)
    } else if certainly(other, one) {
        Some(Ordering::Greater)
    } else {
        None
    }
}

/// Whether one seems to have the lower price: only for choosing what the others are compared with.
fn likely_below(one: &Candidate, other: &Candidate) -> bool {
    match relation(one, other) {
        Some(order) => order.is_lt(),
        None => {
            wide(one.price.most.unwrap_or(u128::MAX), other.cost)
                < wide(other.price.most.unwrap_or(u128::MAX), one.cost)
        }
    }
}

/// A product of 192 bits, the upper part first.
fn wide(amount: u128, factor: u64) -> (u128, u64) {
    const LOW: u128 = u64::MAX as u128;
    let factor = u128::from(factor);
    let low = (amount & LOW) * factor;
    let high = (amount >> 64) * factor + (low >> 64);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the lower half is asked for"
    )]
    let low = low as u64;
    (high, low)
}

#[cfg(test)]
mod tests {
    use super::wide;

    #[test]
    fn a_wide_product_has_all_its_bits() {
        assert_eq!(wide(u128::MAX, u64::MAX), (u128::MAX - (1 << 64), 1));
        assert_eq!(wide(1 << 64, 3), (3, 0));
        assert_eq!(wide(5, 7), (0, 35));
    }
}
