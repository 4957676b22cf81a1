//! Exact fractions, as equal shares gives them, and how they are written for people.

use crate::big::Big;
use std::cmp::Ordering;

/// A number that is not negative, exact.
#[derive(Clone, Debug)]
pub struct Fraction {
    above: Big,
    below: Big,
}

impl Fraction {
    /// A fraction; the lower number is not zero.
    pub(crate) fn new(above: Big, below: Big) -> Self {
        Self { above, below }
    }

    /// The whole part, or the largest number of 128 bits.
    pub fn whole(&self) -> u128 {
        self.above.divide(&self.below).0.saturating()
    }

    /// The next whole number that is not below it, or the largest of 128 bits.
    pub fn whole_up(&self) -> u128 {
        let (whole, rest) = self.above.divide(&self.below);
        whole
            .saturating()
            .saturating_add(u128::from(!rest.is_zero()))
    }

    /// Written with so many decimals, the rest cut off: what is shown is never more than what is.
    pub fn decimal(&self, places: u8) -> String {
        let (whole, mut rest) = self.above.divide(&self.below);
        let mut text = whole.saturating().to_string();
        if places > 0 {
            text.push('.');
        }
        for _ in 0..places {
            rest.scale(10);
            let (digit, left) = rest.divide(&self.below);
            text.push_str(&digit.saturating().to_string());
            rest = left;
        }
        text
    }

    /// A whole number divided by this one: a cost by what one supporter pays is the number of supporters
    /// that the option had in effect. Nothing when this is zero.
    pub fn divides(&self, number: u64) -> Option<Self> {
        (!self.above.is_zero()).then(|| Self::new(self.below.times(number), self.above.clone()))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        let ours = self.above.product(&other.below);
        ours.cmp(&other.above.product(&self.below))
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Fraction {}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(above: u64, below: u64) -> Fraction {
        Fraction::new(Big::from(above), Big::from(below))
    }

    #[test]
    fn it_is_written_with_what_is_left_cut_off() {
        assert_eq!(fraction(2, 3).decimal(4), "0.6666");
        assert_eq!(fraction(200, 3).decimal(2), "66.66");
        assert_eq!(fraction(5, 1).decimal(2), "5.00");
        assert_eq!(fraction(1, 100).decimal(2), "0.01");
        assert_eq!(fraction(7, 2).decimal(0), "3");
        assert_eq!((fraction(7, 2).whole(), fraction(7, 2).whole_up()), (3, 4));
        assert_eq!((fraction(8, 2).whole(), fraction(8, 2).whole_up()), (4, 4));
    }

    #[test]
    fn fractions_are_compared_by_value() {
        assert_eq!(fraction(2, 6), fraction(1, 3));
        assert!(fraction(1, 3) < fraction(34, 100));
        assert_eq!(fraction(2, 3).divides(10), Some(fraction(15, 1)));
        assert_eq!(fraction(0, 3).divides(10), None);
    }
}
