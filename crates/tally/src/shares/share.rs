//! What everybody pays for one option: the heart of equal shares.

use crate::big::Big;

/// Those who cast one of the different votes, as supporters of one option.
#[derive(Clone, Copy, Debug)]
pub(super) struct Supporter {
    /// Which of the different votes.
    pub(super) group: u32,
    /// The points it gives the option.
    pub(super) points: u32,
}

/// An amount of money that supporters have: bounded by 128 bits, or exact.
pub(super) trait Amount: Clone + Ord + From<u64> {
    /// Adds another as often as said.
    fn add_times(&mut self, other: &Self, times: u32);
    /// Takes another away; what would be negative is zero.
    fn take(&mut self, other: &Self);
    /// A multiple.
    fn times(&self, factor: u64) -> Self;
    /// A part of so many, rounded up.
    fn part_up(&self, parts: u64) -> Self;
}

impl Amount for u128 {
    fn add_times(&mut self, other: &Self, times: u32) {
        // Most votes differ from all others, and a product of 128 bits is slow in a browser.
        *self += if times == 1 {
            *other
        } else {
            *other * u128::from(times)
        };
    }

    fn take(&mut self, other: &Self) {
        *self = self.saturating_sub(*other);
    }

    fn times(&self, factor: u64) -> Self {
        *self * Self::from(factor)
    }

    fn part_up(&self, parts: u64) -> Self {
        self.div_ceil(Self::from(parts))
    }
}

impl Amount for Big {
    fn add_times(&mut self, other: &Self, times: u32) {
        if times == 1 {
            self.add(other);
        } else {
            self.add(&other.times(u64::from(times)));
        }
    }

    fn take(&mut self, other: &Self) {
        Self::take(self, other);
    }

    fn times(&self, factor: u64) -> Self {
        Self::times(self, factor)
    }

    fn part_up(&self, parts: u64) -> Self {
        let (mut part, rest) = self.divide_small(parts);
        if rest > 0 {
            part.add(&Self::from(1_u64));
        }
        part
    }
}

/// What one point of support pays, as a fraction: `rest / points`.
#[derive(Clone, Debug)]
pub(super) struct Share<A> {
    /// What those pay together who have enough.
    pub(super) rest: A,
    /// The points they give, together.
    pub(super) points: u64,
    /// Whether nobody had less than a share.
    pub(super) even: bool,
}

/// The smallest q with `Σ times · min(money, points · q) = cost`; nothing when all money together is too
/// little.
///
/// Supporters are sorted out who have less than their share of what is left to pay; they give all they
/// have, which makes the share of the others larger, until nobody is sorted out any more. It is Newton's
/// method on a concave function with corners, so it takes few rounds; the share only grows, so nobody
/// comes back.
///
/// `rich` is only memory that is used again and again.
pub(super) fn share<A: Amount>(
    cost: A,
    supporters: &[Supporter],
    times: &[u32],
    money: &[A],
    rich: &mut Vec<Supporter>,
) -> Option<Share<A>> {
    rich.clear();
    rich.extend_from_slice(supporters);
    let weight = |supporter: &Supporter| {
        u64::from(times[supporter.group as usize]) * u64::from(supporter.points)
    };
    let mut found = Share {
        rest: cost,
        points: supporters.iter().map(weight).sum(),
        even: true,
    };
    while found.points > 0 {
        // Money is a whole number: it is below the share when it is below the share rounded up.
        let limit = found.rest.part_up(found.points);
        let mut given = A::from(0);
        let mut left = found.points;
        rich.retain(|supporter| {
            let has = &money[supporter.group as usize];
            let enough = if supporter.points == 1 {
                *has >= limit
            } else {
                *has >= found
                    .rest
                    .times(u64::from(supporter.points))
                    .part_up(found.points)
            };
            if !enough {
                given.add_times(has, times[supporter.group as usize]);
                left -= weight(supporter);
            }
            enough
        });
        if left == found.points {
            return Some(found);
        }
        // Each of them gave less than a share, so something is left to pay.
        found.rest.take(&given);
        found.points = left;
        found.even = false;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supporters(points: &[u32]) -> Vec<Supporter> {
        let group = 0_u32..;
        group
            .zip(points)
            .map(|(group, points)| Supporter {
                group,
                points: *points,
            })
            .collect()
    }

    fn both(cost: u64, points: &[u32], times: &[u32], money: &[u64]) -> Option<(u128, u64, bool)> {
        let supporters = supporters(points);
        let bounded: Vec<u128> = money.iter().map(|money| u128::from(*money)).collect();
        let exact: Vec<Big> = money.iter().map(|money| Big::from(*money)).collect();
        let bounded = share(
            u128::from(cost),
            &supporters,
            times,
            &bounded,
            &mut Vec::new(),
        );
        let exact = share(Big::from(cost), &supporters, times, &exact, &mut Vec::new());
        let plain = bounded.map(|found| (found.rest, found.points, found.even));
        let other = exact.map(|found| (found.rest.saturating(), found.points, found.even));
        assert_eq!(plain, other, "both kinds of amounts find the same");
        plain
    }

    #[test]
    fn who_has_enough_pays_alike() {
        assert_eq!(
            both(30, &[1, 1, 1], &[1, 1, 1], &[10, 10, 50]),
            Some((30, 3, true))
        );
        assert_eq!(both(30, &[1, 1], &[1, 2], &[10, 10]), Some((30, 3, true)));
    }

    #[test]
    fn who_has_less_gives_all_and_the_others_pay_the_rest() {
        // 2 + 5 + 23, and not 10 each.
        assert_eq!(
            both(30, &[1, 1, 1], &[1, 1, 1], &[2, 5, 50]),
            Some((23, 1, false))
        );
        // Twice 2, and 13 for each of the two others.
        assert_eq!(both(30, &[1, 1], &[2, 2], &[2, 20]), Some((26, 2, false)));
    }

    #[test]
    fn points_are_paid_in_proportion() {
        // 3 points and 1 point: 30 and 10.
        assert_eq!(both(40, &[3, 1], &[1, 1], &[30, 30]), Some((40, 4, true)));
        // The first has only 29, so the second pays 11.
        assert_eq!(both(40, &[3, 1], &[1, 1], &[29, 30]), Some((11, 1, false)));
    }

    #[test]
    fn too_little_money_pays_nothing() {
        assert_eq!(both(30, &[1, 1], &[1, 1], &[10, 19]), None);
        assert_eq!(both(30, &[1, 1], &[1, 1], &[11, 19]), Some((19, 1, false)));
        assert_eq!(both(30, &[], &[], &[]), None);
    }
}
