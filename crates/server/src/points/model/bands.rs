//! Bands of the standing, and how a household stands among all without a list of names.

use linli_contract::Band;

/// The band of a standing, and the next one. `bands` are sorted from the lowest; below it, the lowest.
pub fn of(bands: &[Band], standing: i64) -> (Band, Option<Band>) {
    let above = bands.iter().position(|band| band.from > standing);
    let index = above.unwrap_or(bands.len()).saturating_sub(1);
    let band = bands.get(index).cloned().unwrap_or_else(|| Band {
        code: "none".to_owned(),
        name: "—".to_owned(),
        from: 0,
        hint: String::new(),
    });
    (band, bands.get(index + 1).cloned())
}

/// The share of all households that a standing is among, in percent, rounded up to tens: `None` below the
/// middle, which nobody needs to be told, and among fewer than `least`.
pub fn top_percent(all: &[i64], standing: i64, least: usize) -> Option<u32> {
    if all.len() < least || all.is_empty() || standing <= 0 {
        return None;
    }
    let place = 1 + all.iter().filter(|other| **other > standing).count();
    let percent = (place * 100).div_ceil(all.len()).div_ceil(10) * 10;
    u32::try_from(percent).ok().filter(|share| *share <= 50)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn band(from: i64) -> Band {
        Band {
            code: from.to_string(),
            name: String::new(),
            from,
            hint: String::new(),
        }
    }

    #[test]
    fn a_band_begins_with_its_first_point() {
        let bands = [band(0), band(20), band(60)];
        for (standing, code, next) in [
            (-5, "0", Some("20")),
            (19, "0", Some("20")),
            (20, "20", Some("60")),
            (60, "60", None),
            (9000, "60", None),
        ] {
            let (found, after) = of(&bands, standing);
            assert_eq!(found.code, code);
            assert_eq!(after.map(|band| band.code).as_deref(), next);
        }
        assert_eq!(of(&[], 7).0.code, "none");
    }

    #[test]
    fn a_share_is_told_above_the_middle_only_and_never_among_few() {
        let all: Vec<i64> = (1..=40).collect();
        assert_eq!(top_percent(&all, 40, 5), Some(10));
        assert_eq!(top_percent(&all, 33, 5), Some(20));
        assert_eq!(top_percent(&all, 21, 5), Some(50));
        assert_eq!(top_percent(&all, 20, 5), None);
        assert_eq!(top_percent(&[9, 1, 1, 1], 9, 5), None);
        assert_eq!(top_percent(&[0; 40], 0, 5), None);
    }
}
