//! From the ids of options to their places, quickly: a large file asks some million times.

use std::collections::BTreeMap;

/// Ids that are numbers below this, without leading zeros, are found at once.
const SMALL: usize = 1 << 16;

#[derive(Clone, Debug, Default)]
pub(super) struct Ids {
    /// The place of each small number, plus one; 0 where there is none.
    numbers: Vec<u32>,
    others: BTreeMap<Vec<u8>, u32>,
}

impl Ids {
    /// Remembers an id; false when it was there.
    pub(super) fn insert(&mut self, id: &[u8], place: u32) -> bool {
        match small(id) {
            Some(number) => {
                if self.numbers.len() <= number {
                    self.numbers.resize(number + 1, 0);
                }
                let new = self.numbers[number] == 0;
                self.numbers[number] = place + 1;
                new
            }
            None => self.others.insert(id.to_vec(), place).is_none(),
        }
    }

    /// The place of an id.
    pub(super) fn place(&self, id: &[u8]) -> Option<u32> {
        match small(id) {
            Some(number) => self.numbers.get(number)?.checked_sub(1),
            None => self.others.get(id).copied(),
        }
    }
}

fn small(id: &[u8]) -> Option<usize> {
    if id.is_empty() || id.len() > 5 || (id[0] == b'0' && id.len() > 1) {
        return None;
    }
    let mut number = 0;
    for byte in id {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + usize::from(byte - b'0');
    }
    (number < SMALL).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::Ids;

    #[test]
    fn every_id_is_found_by_its_own_spelling() {
        let all = [
            "7",
            "07",
            "65535",
            "65536",
            "0",
            "00",
            "a",
            "é",
            "99999999999",
        ];
        let mut ids = Ids::default();
        for (place, id) in (0..).zip(all) {
            assert!(ids.insert(id.as_bytes(), place), "{id}");
        }
        for (place, id) in (0..).zip(all) {
            assert_eq!(ids.place(id.as_bytes()), Some(place), "{id}");
            assert!(!ids.clone().insert(id.as_bytes(), 1), "{id}");
        }
        for other in ["", "8", "007", "b", "65534", "7 "] {
            assert_eq!(ids.place(other.as_bytes()), None, "{other}");
        }
    }
}
