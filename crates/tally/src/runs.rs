//! Sorting while things come in, so that no long sort is left for the end: a page that reads a file in
//! slices must not stand still when it has read the last one.

use std::cmp::Ordering;

/// The shortest run that is sorted.
const SHORTEST: usize = 1 << 10;

/// Items in sorted runs, each of which is at most half as long as the one before, and some that are not
/// sorted yet. What is left to do at the end takes two comparisons for each item.
#[derive(Clone, Debug)]
pub(crate) struct Runs<T> {
    items: Vec<T>,
    /// Where each run begins.
    starts: Vec<usize>,
    /// Where the last run ends.
    sorted: usize,
    spare: Vec<T>,
}

impl<T> Default for Runs<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            starts: Vec::new(),
            sorted: 0,
            spare: Vec::new(),
        }
    }
}

impl<T: Copy> Runs<T> {
    /// Takes an item. The order must be the same every time.
    pub(crate) fn push(&mut self, item: T, order: impl Fn(&T, &T) -> Ordering) {
        self.items.push(item);
        if self.items.len() - self.sorted < SHORTEST {
            return;
        }
        self.close_run(&order);
        while let [.., before, last] = self.starts[..]
            && self.sorted - last >= last - before
        {
            self.merge_last(&order);
        }
    }

    /// All items, sorted.
    pub(crate) fn into_sorted(mut self, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
        if self.sorted < self.items.len() {
            self.close_run(&order);
        }
        while self.starts.len() > 1 {
            self.merge_last(&order);
        }
        self.items
    }

    /// Makes a run of what is not sorted yet.
    fn close_run(&mut self, order: &impl Fn(&T, &T) -> Ordering) {
        self.items[self.sorted..].sort_unstable_by(order);
        self.starts.push(self.sorted);
        self.sorted = self.items.len();
    }

    /// Makes one run of the last two.
    fn merge_last(&mut self, order: &impl Fn(&T, &T) -> Ordering) {
        let Some(middle) = self.starts.pop() else {
            return;
        };
        let start = self.starts.last().copied().unwrap_or(0);
        let (mut left, mut right) = self.items[start..self.sorted].split_at(middle - start);
        self.spare.clear();
        while let ([one, ..], [other, ..]) = (left, right) {
            if order(other, one).is_lt() {
                self.spare.push(*other);
                right = &right[1..];
            } else {
                self.spare.push(*one);
                left = &left[1..];
            }
        }
        self.spare.extend_from_slice(left);
        self.spare.extend_from_slice(right);
        self.items[start..self.sorted].copy_from_slice(&self.spare);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn any_number_of_items_comes_out_sorted() {
        for number in [0, 1, 2, 1023, 1024, 1025, 4095, 9000, 50_000] {
            let mut runs = Runs::default();
            let mut state = 1_u32;
            let mut expected = Vec::new();
            for _ in 0..number {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                runs.push(state >> 20, u32::cmp);
                expected.push(state >> 20);
            }
            expected.sort_unstable();
            assert_eq!(runs.into_sorted(u32::cmp), expected, "{number}");
        }
    }

    #[test]
    fn little_is_left_for_the_end() {
        let looks = Cell::new(0_usize);
        let order = |one: &u32, other: &u32| {
            looks.set(looks.get() + 1);
            one.cmp(other)
        };
        let number = 100_000_u32;
        let mut runs = Runs::default();
        for item in 0..number {
            runs.push(item.wrapping_mul(2_654_435_761), order);
        }
        looks.set(0);
        assert_eq!(runs.into_sorted(order).len(), number as usize);
        assert!(
            looks.get() < 2 * number as usize + 20 * SHORTEST,
            "{}",
            looks.get()
        );
    }
}
