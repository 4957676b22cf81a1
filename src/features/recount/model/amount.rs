//! Numbers of a ballot file as texts, without rounding.

use linli_tally::pb::decimal_text;
use linli_tally::{Choice, Fraction};

/// An amount in minor units; without decimals where it is whole.
pub(in crate::features::recount) fn text(minor: u64, decimals: u8) -> String {
    let unit = 10_u64.checked_pow(u32::from(decimals)).unwrap_or(u64::MAX);
    if minor.is_multiple_of(unit) {
        (minor / unit).to_string()
    } else {
        decimal_text(minor, decimals)
    }
}

/// A fraction of minor units with four decimals of the unit, or as many as the minor unit has; the rest
/// is cut off, so that nobody is said to pay more than they do.
pub(in crate::features::recount) fn share(minor: &Fraction, decimals: u8) -> String {
    let places = usize::from(decimals.max(4));
    let digits: String = minor
        .decimal(4_u8.saturating_sub(decimals))
        .replace('.', "");
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    match part.trim_end_matches('0') {
        "" => whole.to_owned(),
        part => format!("{whole}.{part}"),
    }
}

/// Reads a number of points as a person types it, in units of so many decimals; `None` when it is no
/// number, or has more decimals.
pub(in crate::features::recount) fn points(typed: &str, decimals: u8) -> Option<u64> {
    let (whole, part) = typed.trim().split_once('.').unwrap_or((typed.trim(), ""));
    let digits = whole.chars().chain(part.chars());
    if whole.is_empty() || !digits.clone().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let missing = usize::from(decimals).checked_sub(part.len())?;
    let number: String = digits.chain(std::iter::repeat_n('0', missing)).collect();
    number.parse().ok()
}

/// Whether the options are places to fill rather than things to buy: each costs one, as in the files of
/// ballots that choose one or some.
pub(in crate::features::recount) fn are_seats(options: &[Choice], unit: u64, budget: u64) -> bool {
    let filled = options.iter().filter(|option| !option.withdrawn);
    !options.is_empty()
        && budget.is_multiple_of(unit)
        && filled.into_iter().all(|option| option.cost == unit)
}

#[cfg(test)]
mod tests {
    use linli_tally::{BallotBox, Election, Rule, Step, count};

    use super::*;

    #[test]
    fn amounts_keep_every_digit() {
        assert_eq!(text(12_000_000, 2), "120000");
        assert_eq!(text(12_000_050, 2), "120000.50");
        assert_eq!(text(7, 0), "7");
        assert_eq!(text(1_005, 3), "1.005");
        assert_eq!(text(0, 9), "0");
    }

    #[test]
    fn typed_points_are_exact_or_refused() {
        assert_eq!(points(" 12 ", 0), Some(12));
        assert_eq!(points("12.5", 1), Some(125));
        assert_eq!(points("12", 2), Some(1200));
        for wrong in [
            "",
            ".5",
            "-1",
            "1,5",
            "1.25",
            "x",
            "99999999999999999999999",
        ] {
            assert_eq!(points(wrong, 1), None, "{wrong}");
        }
    }

    #[test]
    fn a_share_is_cut_off_and_never_rounded_up() {
        // Three voters, a budget of 2.00: each has 0.666….
        let mut votes = BallotBox::new();
        for _ in 0..3 {
            votes.approve([0]).unwrap_or_default();
        }
        for (decimals, unit, expected) in [(0, 1, "0.6666"), (2, 100, "0.6666")] {
            let options = vec![Choice::new("a", "", 2 * unit)];
            let Ok(election) = Election::new(options, 2 * unit, decimals, votes.clone().close())
            else {
                panic!("a ballot");
            };
            let outcome = count(&election, Rule::EqualShares { completed: false });
            let Some(Step::Chosen {
                payment: Some(payment),
                ..
            }) = outcome.steps.first()
            else {
                panic!("chosen");
            };
            assert_eq!(share(&payment.share, decimals), expected);
        }
    }

    #[test]
    fn options_that_cost_one_are_places_to_fill() {
        let one = |id: &str| Choice::new(id, "", 100);
        assert!(are_seats(&[one("a"), one("b")], 100, 500));
        assert!(!are_seats(&[one("a"), Choice::new("b", "", 200)], 100, 500));
        assert!(!are_seats(&[one("a")], 100, 550));
        assert!(!are_seats(&[], 100, 500));
    }
}
