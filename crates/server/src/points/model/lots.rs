//! From which lots points are taken: what expires first, and then what was earned first.

/// What is left of a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lot {
    /// The entry that gave it.
    pub id: String,
    /// What is left of it.
    pub remaining: i64,
}

/// Takes points from lots, the first one first. `None` where there is less.
pub fn take(lots: &[Lot], points: i64) -> Option<Vec<Lot>> {
    let mut left = points;
    let mut uses = Vec::new();
    for lot in lots {
        let part = left.min(lot.remaining);
        if part > 0 {
            uses.push(Lot {
                id: lot.id.clone(),
                remaining: part,
            });
            left -= part;
        }
    }
    (left == 0).then_some(uses)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lots(sizes: &[i64]) -> Vec<Lot> {
        (0..)
            .zip(sizes)
            .map(|(index, remaining): (i32, &i64)| Lot {
                id: index.to_string(),
                remaining: *remaining,
            })
            .collect()
    }

    #[test]
    fn the_first_lot_is_spent_first_and_nothing_is_made_up() {
        let taken = |sizes: &[i64], points| {
            take(&lots(sizes), points).map(|uses| {
                uses.into_iter()
                    .map(|lot| (lot.id, lot.remaining))
                    .collect::<Vec<_>>()
            })
        };
        let of = |id: &str, points| (id.to_owned(), points);
        assert_eq!(taken(&[5, 0, 7], 6), Some(vec![of("0", 5), of("2", 1)]));
        assert_eq!(taken(&[5, 7], 12), Some(vec![of("0", 5), of("1", 7)]));
        assert_eq!(taken(&[5, 7], 13), None);
        assert_eq!(taken(&[], 0), Some(vec![]));
    }
}
