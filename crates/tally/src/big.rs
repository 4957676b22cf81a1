//! Whole numbers of any size, as far as exact shares need them.
//!
//! The app downloads every byte of this crate, and a general library of big numbers costs more than all
//! the rest. Equal shares multiplies and divides by small numbers alone; only showing a fraction divides
//! by a large one.

use std::cmp::Ordering;

/// A whole number, not negative: limbs of 32 bits, the least first, without zeros at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Big(Vec<u32>);

impl Big {
    pub(crate) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = 0_u64;
        for (at, limb) in self.0.iter_mut().enumerate() {
            if carry == 0 && at >= other.0.len() {
                return;
            }
            let sum = u64::from(*limb) + u64::from(other.limb(at)) + carry;
            *limb = low(sum);
            carry = sum >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
    }

    /// Takes another away; what would be negative is zero.
    pub(crate) fn take(&mut self, other: &Self) {
        if *self <= *other {
            self.0.clear();
            return;
        }
        let mut borrow = 0_u64;
        for (at, limb) in self.0.iter_mut().enumerate() {
            if borrow == 0 && at >= other.0.len() {
                break;
            }
            let taken = u64::from(other.limb(at)) + borrow;
            borrow = u64::from(u64::from(*limb) < taken);
            *limb = low(u64::from(*limb) + (borrow << 32) - taken);
        }
        self.trim();
    }

    /// Multiplies by a number of 64 bits.
    pub(crate) fn scale(&mut self, factor: u64) {
        let (high, small) = (low(factor >> 32), low(factor));
        if high == 0 {
            self.scale_limb(small);
            return;
        }
        let mut upper = self.clone();
        upper.scale_limb(high);
        if !upper.is_zero() {
            upper.0.insert(0, 0);
        }
        self.scale_limb(small);
        self.add(&upper);
    }

    fn scale_limb(&mut self, factor: u32) {
        let mut carry = 0_u64;
        for limb in &mut self.0 {
            let product = u64::from(*limb) * u64::from(factor) + carry;
            *limb = low(product);
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(low(carry));
        }
        self.trim();
    }

    pub(crate) fn times(&self, factor: u64) -> Self {
        let mut product = self.clone();
        product.scale(factor);
        product
    }

    pub(crate) fn product(&self, other: &Self) -> Self {
        let mut product = Self::default();
        for limb in other.0.iter().rev() {
            if !product.is_zero() {
                product.0.insert(0, 0);
            }
            let mut part = self.clone();
            part.scale_limb(*limb);
            product.add(&part);
        }
        product
    }

    /// Quotient, rounded down, and rest of a division by a number of 64 bits; by zero it is zero.
    pub(crate) fn divide_small(&self, divisor: u64) -> (Self, u64) {
        if divisor == 0 {
            return (Self::default(), 0);
        }
        let mut quotient = self.clone();
        let mut rest = 0_u64;
        for limb in quotient.0.iter_mut().rev() {
            // Divisions of 128 bits are slow in a browser, and hardly ever needed.
            if divisor >> 32 == 0 {
                let dividend = (rest << 32) | u64::from(*limb);
                *limb = low(dividend / divisor);
                rest = dividend % divisor;
            } else {
                let dividend = (u128::from(rest) << 32) | u128::from(*limb);
                *limb = low(low64(dividend / u128::from(divisor)));
                rest = low64(dividend % u128::from(divisor));
            }
        }
        quotient.trim();
        (quotient, rest)
    }

    /// Quotient, rounded down, and rest, bit by bit: only for showing. By zero it is zero.
    pub(crate) fn divide(&self, divisor: &Self) -> (Self, Self) {
        let mut quotient = Self(vec![0; self.0.len()]);
        let mut rest = Self::default();
        if divisor.is_zero() {
            return (rest.clone(), rest);
        }
        for bit in (0..self.0.len() * 32).rev() {
            rest.scale_limb(2);
            if self.limb(bit / 32) >> (bit % 32) & 1 == 1 {
                rest.add(&Self(vec![1]));
            }
            if rest >= *divisor {
                rest.take(divisor);
                quotient.0[bit / 32] |= 1 << (bit % 32);
            }
        }
        quotient.trim();
        (quotient, rest)
    }

    /// The number, or the largest of 128 bits.
    pub(crate) fn saturating(&self) -> u128 {
        if self.0.len() > 4 {
            return u128::MAX;
        }
        (0..4).fold(0, |sum, at| sum | u128::from(self.limb(at)) << (32 * at))
    }

    fn limb(&self, at: usize) -> u32 {
        self.0.get(at).copied().unwrap_or(0)
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the lower half is asked for"
)]
fn low(wide: u64) -> u32 {
    wide as u32
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "the lower half is asked for"
)]
fn low64(wide: u128) -> u64 {
    wide as u64
}

impl From<u128> for Big {
    fn from(number: u128) -> Self {
        let mut big = Self(Vec::with_capacity(4));
        let mut rest = number;
        while rest > 0 {
            big.0.push(low(low64(rest)));
            rest >>= 32;
        }
        big
    }
}

impl From<u64> for Big {
    fn from(number: u64) -> Self {
        Self::from(u128::from(number))
    }
}

impl Ord for Big {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0
            .len()
            .cmp(&other.0.len())
            .then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Big {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::Big;
    use proptest::prelude::*;

    /// The number whose limbs are these halves, by arithmetic of 128 bits.
    fn big(number: u128) -> Big {
        Big::from(number)
    }

    proptest! {
        #[test]
        fn small_numbers_are_reckoned_as_the_machine_does(
            a in any::<u128>(), b in any::<u128>(), f in any::<u64>(), d in 1_u64..,
            shift_a in 0_u32..128, shift_b in 1_u32..128, shift_d in 0_u32..64,
        ) {
            let (a, b) = (a >> shift_a, b >> shift_b);
            let mut sum = big(a >> 1);
            sum.add(&big(b));
            prop_assert_eq!(sum.saturating(), (a >> 1) + b);
            let mut less = big(a);
            less.take(&big(b));
            prop_assert_eq!(less.saturating(), a.saturating_sub(b));
            prop_assert_eq!(big(a >> 64).times(f).saturating(), (a >> 64) * u128::from(f));
            prop_assert_eq!(big(a).cmp(&big(b)), a.cmp(&b));
            let wide = big(a >> 64).product(&big(b >> 64));
            prop_assert_eq!(wide.saturating(), (a >> 64) * (b >> 64));
            let d = (d >> shift_d).max(1);
            let (quotient, rest) = big(a).divide_small(d);
            prop_assert_eq!((quotient.saturating(), u128::from(rest)), (a / u128::from(d), a % u128::from(d)));
            if b > 0 {
                let (quotient, rest) = big(a).divide(&big(b));
                prop_assert_eq!((quotient.saturating(), rest.saturating()), (a / b, a % b));
            }
        }

        #[test]
        fn what_is_multiplied_up_divides_back(start in any::<u128>(), factors in prop::collection::vec(1_u32.., 0..40)) {
            let mut number = big(start);
            let mut divisor = big(1);
            for factor in &factors {
                number.scale(u64::from(*factor));
                divisor.scale(u64::from(*factor));
            }
            let (quotient, rest) = number.divide(&divisor);
            prop_assert_eq!(quotient, big(start));
            prop_assert!(rest.is_zero());
            for factor in factors.iter().rev() {
                let (smaller, rest) = number.divide_small(u64::from(*factor));
                prop_assert_eq!(rest, 0);
                number = smaller;
            }
            prop_assert_eq!(number, big(start));
        }
    }

    #[test]
    fn division_by_zero_is_zero_and_nothing_is_below_zero() {
        assert!(big(5).divide_small(0).0.is_zero());
        assert!(big(5).divide(&big(0)).0.is_zero());
        let mut none = big(3);
        none.take(&big(4));
        assert!(none.is_zero());
        assert_eq!(big(u128::MAX).times(2).saturating(), u128::MAX);
    }
}
