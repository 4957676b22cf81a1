//! Shares of a whole that must be reached or passed, and how much is missing.
//!
//! A threshold is data: the page that shows a result names the rule that a ballot follows, and the
//! numbers come from there. Everything is cross-multiplied in whole numbers of 128 bits, so nothing is
//! ever rounded.

/// A share of a whole, and whether reaching it is enough.
///
/// In the words of Chinese law 以上 includes the bound ("two thirds or more") and 过半 does not ("more
/// than half").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The number above the line of the fraction.
    pub numerator: u32,
    /// The number below it; a zero is never reached.
    pub denominator: u32,
    /// Whether the bound itself is enough.
    pub bound: Bound,
}

/// Whether the bound itself is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// 以上: the share itself is enough.
    Included,
    /// 过: it must be passed.
    Excluded,
}

/// 三分之二以上: two thirds or more.
pub const TWO_THIRDS: Threshold = Threshold::at_least(2, 3);
/// 四分之三以上: three quarters or more.
pub const THREE_QUARTERS: Threshold = Threshold::at_least(3, 4);
/// 过半数: more than half.
pub const MORE_THAN_HALF: Threshold = Threshold::more_than(1, 2);

impl Threshold {
    /// A share that is enough when it is reached.
    pub const fn at_least(numerator: u32, denominator: u32) -> Self {
        Self {
            numerator,
            denominator,
            bound: Bound::Included,
        }
    }

    /// A share that must be passed.
    pub const fn more_than(numerator: u32, denominator: u32) -> Self {
        Self {
            numerator,
            denominator,
            bound: Bound::Excluded,
        }
    }

    /// The least part of this whole that is enough. Of nothing, nothing is ever enough, so that a vote in
    /// which nobody took part decides nothing; the answer is then 1.
    ///
    /// # Examples
    ///
    /// ```
    /// use linli_tally::threshold::{MORE_THAN_HALF, TWO_THIRDS};
    /// assert_eq!(TWO_THIRDS.needed(90), 60);
    /// assert_eq!(TWO_THIRDS.needed(91), 61);
    /// assert_eq!(MORE_THAN_HALF.needed(90), 46);
    /// ```
    pub fn needed(self, whole: u64) -> u128 {
        if self.denominator == 0 {
            return u128::MAX;
        }
        let product = u128::from(whole) * u128::from(self.numerator);
        let below = u128::from(self.denominator);
        let least = match self.bound {
            Bound::Included => product.div_ceil(below),
            Bound::Excluded => product / below + 1,
        };
        if whole == 0 { least.max(1) } else { least }
    }

    /// This part of a whole against the threshold.
    pub fn bar(self, part: u64, whole: u64) -> Bar {
        Bar {
            part,
            whole,
            threshold: self,
        }
    }
}

/// One bar of a result: a part of a whole against a threshold. The unit is the caller's (0.01 m², heads).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// What was reached.
    pub part: u64,
    /// Of how much.
    pub whole: u64,
    /// The share that is asked for.
    pub threshold: Threshold,
}

impl Bar {
    /// Whether the part is enough.
    pub fn met(self) -> bool {
        u128::from(self.part) >= self.threshold.needed(self.whole)
    }

    /// How much more is needed, in the unit of the part; 0 when it is enough.
    pub fn short_by(self) -> u128 {
        self.threshold
            .needed(self.whole)
            .saturating_sub(u128::from(self.part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn or_more_includes_the_bound_and_more_than_half_does_not() {
        for (threshold, whole, enough) in [
            (TWO_THIRDS, 3, 2),
            (TWO_THIRDS, 300, 200),
            (TWO_THIRDS, 301, 201),
            (THREE_QUARTERS, 400, 300),
            (THREE_QUARTERS, 401, 301),
            (MORE_THAN_HALF, 100, 51),
            (MORE_THAN_HALF, 101, 51),
        ] {
            assert!(threshold.bar(enough, whole).met(), "{threshold:?} {whole}");
            let below = threshold.bar(enough - 1, whole);
            assert!(!below.met(), "{threshold:?} {whole}");
            assert_eq!(below.short_by(), 1);
        }
    }

    #[test]
    fn nothing_of_nothing_is_never_enough() {
        for threshold in [TWO_THIRDS, THREE_QUARTERS, MORE_THAN_HALF] {
            assert!(!threshold.bar(0, 0).met());
            assert_eq!(threshold.bar(0, 0).short_by(), 1);
        }
    }

    #[test]
    fn the_largest_numbers_do_not_overflow() {
        let bar = THREE_QUARTERS.bar(u64::MAX, u64::MAX);
        assert!(bar.met());
        assert!(!Threshold::at_least(1, 0).bar(u64::MAX, 1).met());
        assert!(
            !Threshold::more_than(u32::MAX, 1)
                .bar(u64::MAX, u64::MAX)
                .met()
        );
    }
}
