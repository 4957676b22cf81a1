//! The trend chart: bars over and under a line, in whole units, so that every browser draws the same.

use linli_contract::TrendMonth;

/// The chart is so wide for each month.
pub(in crate::features::points) const STEP: i64 = 100;
/// The chart is so high.
pub(in crate::features::points) const HEIGHT: i64 = 400;
/// Left and right of a bar.
const GAP: i64 = 18;
/// The least height of a bar that is not nothing.
const LEAST: i64 = 6;

/// A bar. What is below the line goes down from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::points) struct Bar {
    pub(in crate::features::points) x: i64,
    pub(in crate::features::points) y: i64,
    pub(in crate::features::points) width: i64,
    pub(in crate::features::points) height: i64,
    /// Whether it goes down.
    pub(in crate::features::points) below: bool,
}

/// The whole drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::points) struct Chart {
    /// How wide it is.
    pub(in crate::features::points) width: i64,
    /// Where the line of zero lies.
    pub(in crate::features::points) zero: i64,
    /// The highest value, if any is above zero.
    pub(in crate::features::points) most: i64,
    /// The lowest, if any is below.
    pub(in crate::features::points) least: i64,
    /// A bar for each month; none for a month that moved nothing.
    pub(in crate::features::points) bars: Vec<Option<Bar>>,
}

/// Draws how the standing moved, month by month.
pub(in crate::features::points) fn chart(months: &[TrendMonth]) -> Chart {
    let values = || months.iter().map(|month| month.standing);
    let most = values().max().unwrap_or_default().max(0);
    let least = values().min().unwrap_or_default().min(0);
    // Sums of an unkind server must not overflow.
    let span = i128::from(most) - i128::from(least);
    let scaled = |value: i64| -> i64 {
        let part = i128::from(value.unsigned_abs()) * i128::from(HEIGHT);
        part.checked_div(span)
            .and_then(|part| i64::try_from(part).ok())
            .unwrap_or_default()
    };
    let zero = if span == 0 { HEIGHT } else { scaled(most) };
    let bars = values()
        .zip(0_i64..)
        .map(|(value, place)| {
            let height = scaled(value).max(LEAST);
            (value != 0).then(|| Bar {
                x: place * STEP + GAP,
                y: if value > 0 { zero - height } else { zero },
                width: STEP - 2 * GAP,
                height,
                below: value < 0,
            })
        })
        .collect();
    Chart {
        width: i64::try_from(months.len()).unwrap_or_default() * STEP,
        zero,
        most,
        least,
        bars,
    }
}

/// The year and the month of `YYYY-MM`.
pub(in crate::features::points) fn parse_month(text: &str) -> Option<(u16, u8)> {
    let (year, month) = text.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some((year, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(values: &[i64]) -> Vec<TrendMonth> {
        let month = |(standing, place): (&i64, usize)| TrendMonth {
            month: format!("2026-{:02}", place + 1),
            standing: *standing,
            earned: 0,
            spent: 0,
            entries: 1,
        };
        values.iter().zip(0..).map(month).collect()
    }

    #[test]
    fn bars_stand_on_the_line_and_those_that_take_hang_from_it() {
        let drawn = chart(&months(&[30, 0, -10]));
        assert_eq!((drawn.width, drawn.zero), (300, 300));
        assert_eq!((drawn.most, drawn.least), (30, -10));
        let [Some(up), None, Some(down)] = drawn.bars.as_slice() else {
            panic!("a month that moved nothing has no bar: {drawn:?}");
        };
        assert_eq!((up.y, up.height, up.below), (0, 300, false));
        assert_eq!((down.y, down.height, down.below), (300, 100, true));
        assert_eq!(up.x, GAP);
        assert_eq!(down.x + down.width, 300 - GAP);
    }

    #[test]
    fn a_point_beside_a_thousand_is_still_seen() {
        let drawn = chart(&months(&[1000, 1]));
        let small = drawn.bars[1].map(|bar| (bar.height, bar.y));
        assert_eq!(small, Some((LEAST, HEIGHT - LEAST)));
    }

    #[test]
    fn nothing_at_all_is_a_line_at_the_foot() {
        let drawn = chart(&months(&[0, 0]));
        assert_eq!((drawn.zero, drawn.most, drawn.least), (HEIGHT, 0, 0));
        assert!(drawn.bars.iter().all(Option::is_none));
        assert_eq!(chart(&[]).width, 0);
    }

    #[test]
    fn no_number_is_too_large() {
        let drawn = chart(&months(&[i64::MAX, i64::MIN]));
        for bar in drawn.bars.iter().flatten() {
            assert!((0..=HEIGHT).contains(&bar.height) && (0..=HEIGHT).contains(&bar.y));
        }
    }

    #[test]
    fn months_are_read_or_refused() {
        assert_eq!(parse_month("2026-11"), Some((2026, 11)));
        for wrong in ["2026", "2026-13", "2026-00", "11-2026-1", "x-1", ""] {
            assert_eq!(parse_month(wrong), None, "{wrong}");
        }
    }
}
