//! The rules of points that the screen needs. They know nothing of the screen, so that the desk can
//! have them, too.

pub(super) mod chart;
pub(super) mod ledger;
pub(super) mod wanted;

use linli_contract::{Band, Date, Expiry, Indicator, IndicatorKind, Reward};

/// An objection has at least and at most so many characters.
pub(super) const OBJECTION: (usize, usize) = (1, 500);
/// A chosen name has at least and at most so many characters.
pub(super) const NAME: (usize, usize) = (2, 20);

/// How far a standing is on its way through its band, in thousandths; the lowest band begins at zero
/// for the eye, wherever it begins for the rules.
pub(super) fn band_progress(points: i64, band: &Band, next: &Band) -> i64 {
    let from = band.from.max(0).min(next.from);
    let way = next.from.saturating_sub(from);
    let gone = points.saturating_sub(from).clamp(0, way.max(0));
    gone.saturating_mul(1000).checked_div(way).unwrap_or(1000)
}

/// How many days are left of a last day that still counts: 1 on the day itself, 0 or less after it.
pub(super) fn days_left(last_day: Date, today: Date) -> i64 {
    last_day.days() - today.days() + 1
}

/// The lots that are near enough to be announced, and how many points they are together.
pub(super) fn announced(expiries: &[Expiry]) -> u64 {
    expiries
        .iter()
        .filter(|lot| lot.notice)
        .map(|lot| u64::from(lot.points))
        .sum()
}

/// Why a reward cannot be had now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WhyNot {
    /// None is left.
    SoldOut,
    /// My household has had as many as it may.
    Limit,
    /// So many points are missing.
    Missing(i64),
}

/// Whether my household can have a reward now, with what it can spend. The server decides; this only
/// spares a question whose answer is known.
pub(super) fn why_not(reward: &Reward, spendable: Option<i64>) -> Option<WhyNot> {
    if reward.stock == 0 {
        return Some(WhyNot::SoldOut);
    }
    if reward.left == Some(0) {
        return Some(WhyNot::Limit);
    }
    let missing = i64::from(reward.cost).saturating_sub(spendable?);
    (missing > 0).then_some(WhyNot::Missing(missing))
}

/// A pick-up code in two groups of four, as it is read aloud.
pub(super) fn grouped(code: &str) -> Vec<String> {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(4).map(|four| four.iter().collect()).collect()
}

/// The indicators that give and those that take, each in the server's order. What a newer server
/// calls otherwise stands by the sign of its points.
pub(super) fn by_kind(all: &[Indicator]) -> (Vec<&Indicator>, Vec<&Indicator>) {
    all.iter().partition(|one| match one.kind {
        IndicatorKind::Earn => true,
        IndicatorKind::Penalty => false,
        IndicatorKind::Other(_) => one.standing >= 0 && one.spendable >= 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(from: i64) -> Band {
        Band {
            code: "b".into(),
            name: "三星家庭".into(),
            from,
            hint: String::new(),
        }
    }

    fn reward(cost: u32, stock: u32, left: Option<u32>) -> Reward {
        Reward {
            id: "rice".into(),
            title: "大米".into(),
            about: None,
            cost,
            stock,
            limit: left.map(|left| left.max(1)),
            left,
            place: "服务点".into(),
            until: None,
        }
    }

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date { year, month, day }
    }

    #[test]
    fn a_band_is_walked_through_from_its_beginning_to_the_next() {
        assert_eq!(band_progress(120, &band(120), &band(220)), 0);
        assert_eq!(band_progress(135, &band(120), &band(220)), 150);
        assert_eq!(band_progress(400, &band(120), &band(220)), 1000);
        assert_eq!(band_progress(10, &band(-100_000), &band(20)), 500);
        assert_eq!(band_progress(-30, &band(-100_000), &band(20)), 0);
        assert_eq!(band_progress(5, &band(20), &band(20)), 1000);
        assert_eq!(band_progress(i64::MIN, &band(i64::MIN), &band(i64::MAX)), 0);
    }

    #[test]
    fn the_last_day_itself_still_counts() {
        assert_eq!(days_left(date(2026, 11, 30), date(2026, 11, 30)), 1);
        assert_eq!(days_left(date(2026, 12, 1), date(2026, 11, 30)), 2);
        assert_eq!(days_left(date(2026, 11, 29), date(2026, 11, 30)), 0);
    }

    #[test]
    fn only_lots_that_are_near_are_announced() {
        let lot = |points, notice| Expiry {
            last_day: date(2026, 11, 30),
            points,
            notice,
        };
        let lots = [lot(u32::MAX, true), lot(1, true), lot(120, false)];
        assert_eq!(announced(&lots), u64::from(u32::MAX) + 1);
        assert_eq!(announced(&[]), 0);
    }

    #[test]
    fn what_is_sold_out_says_so_before_it_says_what_is_missing() {
        assert_eq!(
            why_not(&reward(120, 0, Some(0)), Some(0)),
            Some(WhyNot::SoldOut)
        );
        assert_eq!(
            why_not(&reward(120, 1, Some(0)), Some(0)),
            Some(WhyNot::Limit)
        );
        assert_eq!(
            why_not(&reward(120, 1, None), Some(119)),
            Some(WhyNot::Missing(1))
        );
        assert_eq!(why_not(&reward(120, 1, Some(1)), Some(120)), None);
        // Without the balance nobody is told that it is too small.
        assert_eq!(why_not(&reward(120, 1, None), None), None);
    }

    #[test]
    fn a_code_is_read_in_groups_of_four() {
        assert_eq!(grouped("7KQ3MZ8P"), ["7KQ3", "MZ8P"]);
        assert_eq!(grouped("7KQ3M"), ["7KQ3", "M"]);
        assert_eq!(grouped(""), Vec::<String>::new());
    }
}
