//! Months and periods of points, in days of the community.

use linli_contract::{Date, PointsPeriod};

use crate::http::Lang;

/// The month of a day, `2026-11`.
pub fn month(day: Date) -> String {
    format!("{:04}-{:02}", day.year, day.month)
}

/// The first day of the month that lies so many months after that of a day.
pub fn first_of(day: Date, months: i64) -> Date {
    let index = i64::from(day.year) * 12 + i64::from(day.month) - 1 + months;
    let parts = (
        u16::try_from(index.div_euclid(12)),
        u8::try_from(index.rem_euclid(12) + 1),
    );
    match parts {
        (Ok(year), Ok(month)) => Date::new(year, month, 1).unwrap_or(day),
        _ => day,
    }
}

/// The last day on which points can be spent that were earned on a day: the end of the month so many
/// months later, so that there are few such days to remember.
pub fn last_day(earned: Date, months: i64) -> Date {
    first_of(earned, months + 1).plus_days(-1)
}

/// The months of a period; what does not divide a year counts as a year.
fn length(months: u8) -> u8 {
    if (1..=12).contains(&months) && 12 % months == 0 {
        months
    } else {
        12
    }
}

/// The period in which a day lies.
pub fn period(day: Date, months: u8, lang: Lang) -> PointsPeriod {
    let months = length(months);
    let past = (day.month - 1) % months;
    let starts_on = first_of(day, -i64::from(past));
    let ends_on = first_of(starts_on, i64::from(months)).plus_days(-1);
    let name = if months == 12 {
        lang.pick(format!("{}年", day.year), day.year.to_string())
    } else {
        lang.pick(
            format!("{}年{}月至{}月", day.year, starts_on.month, ends_on.month),
            format!("{} to {}", month(starts_on), month(ends_on)),
        )
    };
    PointsPeriod {
        code: code(starts_on, months),
        name,
        starts_on,
        ends_on,
    }
}

/// The code of the period in which a day lies.
pub fn period_code(day: Date, months: u8) -> String {
    let months = length(months);
    let past = (day.month - 1) % months;
    code(first_of(day, -i64::from(past)), months)
}

fn code(starts_on: Date, months: u8) -> String {
    if months == 12 {
        format!("{:04}", starts_on.year)
    } else {
        month(starts_on)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn points_can_be_spent_until_the_end_of_a_month() {
        for (earned, months, last) in [
            ("2026-11-22", 24, "2028-11-30"),
            ("2024-02-29", 24, "2026-02-28"),
            ("2026-12-01", 1, "2027-01-31"),
            ("2026-12-31", 0, "2026-12-31"),
        ] {
            assert_eq!(last_day(day(earned), months), day(last));
        }
        assert_eq!(first_of(day("2026-01-31"), -1), day("2025-12-01"));
    }

    #[test]
    fn a_period_is_a_year_or_a_part_of_one() {
        for (on, months, code, starts, ends) in [
            ("2026-11-22", 12, "2026", "2026-01-01", "2026-12-31"),
            ("2026-11-22", 6, "2026-07", "2026-07-01", "2026-12-31"),
            ("2026-03-31", 3, "2026-01", "2026-01-01", "2026-03-31"),
            ("2026-03-31", 7, "2026", "2026-01-01", "2026-12-31"),
        ] {
            let found = period(day(on), months, Lang::Zh);
            assert_eq!((found.starts_on, found.ends_on), (day(starts), day(ends)));
            assert_eq!(found.code, code);
            assert_eq!(period_code(day(on), months), code);
        }
    }
}
