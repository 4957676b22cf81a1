//! The server's clock. Handlers never ask the system for the time, so that journeys can jump days.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use linli_contract::{Date, Timestamp};

/// The community's offset from UTC in minutes. Asia/Shanghai has had no other since 1991.
pub const OFFSET_MINUTES: i64 = 480;

/// Tells the time, moved by a number of milliseconds that a file may hold (tests only).
#[derive(Clone, Debug, Default)]
pub struct Clock {
    offset_file: Option<PathBuf>,
}

impl Clock {
    /// The system's clock, or one moved by the content of `offset_file`, read every time.
    pub const fn new(offset_file: Option<PathBuf>) -> Self {
        Self { offset_file }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        let since_epoch = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let now = i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX);
        Timestamp(now.saturating_add(self.offset()))
    }

    /// The community's calendar day.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }

    fn offset(&self) -> i64 {
        self.offset_file
            .as_ref()
            .and_then(|path| std::fs::read_to_string(path).ok())
            .and_then(|text| text.trim().parse().ok())
            .unwrap_or(0)
    }
}

/// The community's calendar day at an instant.
pub fn day_of(instant: Timestamp) -> Date {
    instant.date_at_offset(OFFSET_MINUTES).unwrap_or(Date {
        year: 9999,
        month: 12,
        day: 31,
    })
}

/// The instant of a time of day, in minutes after midnight, on a day of the community.
pub fn instant_of(day: Date, minute_of_day: i64) -> Timestamp {
    Timestamp(day.days().saturating_mul(86_400_000)).plus_minutes(minute_of_day - OFFSET_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_in_the_community_is_four_in_the_afternoon_utc_of_the_day_before() {
        let day = Date {
            year: 2026,
            month: 11,
            day: 22,
        };
        let midnight = instant_of(day, 0);
        assert_eq!(midnight.to_string(), "2026-11-21T16:00:00.000Z");
        assert_eq!(day_of(midnight), day);
        assert_eq!(day_of(Timestamp(midnight.0 - 1)), day.plus_days(-1));
    }

    #[test]
    fn a_file_moves_the_clock_and_nonsense_in_it_does_not() {
        let path = std::env::temp_dir().join(format!("linli-clock-{}", std::process::id()));
        let clock = Clock::new(Some(path.clone()));
        let write = |text: &str| assert!(std::fs::write(&path, text).is_ok());
        write("86400000\n");
        let ahead = clock.now().0 - Clock::default().now().0;
        assert!((86_300_000..86_500_000).contains(&ahead), "{ahead}");
        write("soon");
        assert!((clock.now().0 - Clock::default().now().0).abs() < 60_000);
        assert!(std::fs::remove_file(&path).is_ok());
    }
}
