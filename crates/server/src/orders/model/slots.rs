//! Bookable times. They follow from a weekly pattern, so that the next days always have some and
//! nothing must be added at night; the database only counts the places that are taken.

use linli_contract::Timestamp;

use super::words::weekday;
use crate::clock::{day_of, instant_of};

/// For how many days ahead times can be booked.
pub const SLOT_DAYS: i64 = 14;

/// One line of a weekly pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The weekday, Monday being 0.
    pub weekday: i64,
    /// When it begins, in minutes after midnight.
    pub start_minute: i64,
    /// How long it lasts, in minutes.
    pub minutes: i64,
    /// How many orders fit.
    pub capacity: i64,
}

/// A time that can be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Its id: the service and the minute of its beginning.
    pub id: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// How many orders fit.
    pub capacity: i64,
}

/// The id of a service's time.
pub fn slot_id(service_id: &str, starts_at: Timestamp) -> String {
    format!("{service_id}_{}", starts_at.0 / 60_000)
}

/// The openings of a service that begin after `now`, over `days` calendar days from today on, in
/// order of time.
pub fn openings(service_id: &str, pattern: &[Pattern], now: Timestamp, days: i64) -> Vec<Opening> {
    let today = day_of(now);
    let mut openings = Vec::new();
    for ahead in 0..days {
        let date = today.plus_days(ahead);
        let on = i64::try_from(weekday(date)).unwrap_or(0);
        for line in pattern.iter().filter(|line| line.weekday == on) {
            let starts_at = instant_of(date, line.start_minute);
            if starts_at > now {
                openings.push(Opening {
                    id: slot_id(service_id, starts_at),
                    starts_at,
                    ends_at: starts_at.plus_minutes(line.minutes),
                    capacity: line.capacity,
                });
            }
        }
    }
    openings.sort_by_key(|opening| opening.starts_at);
    openings.dedup_by_key(|opening| opening.starts_at);
    openings
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn pattern() -> Vec<Pattern> {
        [(0, 600), (0, 540), (5, 540)]
            .into_iter()
            .map(|(weekday, start_minute)| Pattern {
                weekday,
                start_minute,
                minutes: 60,
                capacity: 2,
            })
            .collect()
    }

    #[test]
    fn the_next_fourteen_days_have_their_weekly_times_in_order() {
        // A Sunday in the community.
        let now: Timestamp = "2026-11-22T02:00:00Z".parse().unwrap();
        let openings = openings("legal-advice", &pattern(), now, 14);
        let starts: Vec<_> = openings.iter().map(|o| o.starts_at.to_string()).collect();
        assert_eq!(
            starts,
            [
                "2026-11-23T01:00:00.000Z",
                "2026-11-23T02:00:00.000Z",
                "2026-11-28T01:00:00.000Z",
                "2026-11-30T01:00:00.000Z",
                "2026-11-30T02:00:00.000Z",
                "2026-12-05T01:00:00.000Z",
            ]
        );
        assert_eq!(openings[0].ends_at, openings[1].starts_at);
    }

    #[test]
    fn a_time_that_has_begun_cannot_be_booked() {
        let now: Timestamp = "2026-11-23T01:00:00Z".parse().unwrap();
        let openings = openings("legal-advice", &pattern(), now, 1);
        assert_eq!(openings.len(), 1);
        assert_eq!(
            openings[0].starts_at.to_string(),
            "2026-11-23T02:00:00.000Z"
        );
    }

    #[test]
    fn the_same_time_keeps_its_id_from_day_to_day() {
        let first: Timestamp = "2026-11-22T02:00:00Z".parse().unwrap();
        let today = openings("a", &pattern(), first, 14);
        let tomorrow = openings("a", &pattern(), first.plus_days(1), 14);
        let later = today.iter().filter(|o| tomorrow.contains(o)).count();
        assert_eq!(later, 4, "the rest lies before or on the next morning");
    }
}
