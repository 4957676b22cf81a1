//! Boards by building: neighbouring buildings with few households stand together, so that nobody can be
//! told from a row.

/// The groups of buildings, as indexes into `households`, the number of households of each in their order.
/// None where all together have fewer than `least`.
pub fn groups(households: &[usize], least: usize) -> Vec<Vec<usize>> {
    let size = |group: &[usize]| -> usize { group.iter().map(|i| households[*i]).sum() };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, number) in households.iter().enumerate() {
        if *number == 0 {
            continue;
        }
        match groups.last_mut() {
            Some(row) if size(row) < least => row.push(index),
            _ => groups.push(vec![index]),
        }
    }
    // What is left over at the end joins the row before it.
    while groups.len() > 1 && groups.last().is_some_and(|row| size(row) < least) {
        let rest = groups.pop().unwrap_or_default();
        if let Some(before) = groups.last_mut() {
            before.extend(rest);
        }
    }
    groups.retain(|group| size(group) >= least);
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_enough_households_and_every_household_a_row() {
        assert_eq!(
            groups(&[4, 3, 5, 3, 3], 5),
            [vec![0, 1], vec![2], vec![3, 4]]
        );
        assert_eq!(groups(&[6, 3], 5), [vec![0, 1]]);
        assert_eq!(groups(&[0, 5, 0], 5), [vec![1]]);
        assert!(groups(&[2, 2], 5).is_empty());
        // Any sizes at all.
        for seed in 0..500_usize {
            let sizes: Vec<usize> = (0..=seed % 9).map(|i| (seed * 7 + i * i * 5) % 8).collect();
            let rows = groups(&sizes, 5);
            let count = |row: &Vec<usize>| row.iter().map(|i| sizes[*i]).sum::<usize>();
            assert!(rows.iter().all(|row| count(row) >= 5), "{sizes:?} {rows:?}");
            let shown: usize = rows.iter().map(count).sum();
            let all: usize = sizes.iter().sum();
            assert!(
                shown == all || (all < 5 && shown == 0),
                "{sizes:?} {rows:?}"
            );
        }
    }
}
