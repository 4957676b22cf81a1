//! Instants and calendar days, without a time-zone database: the wire has UTC only, and the app
//! shows Asia/Shanghai through the browser's `Intl`.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An instant, in milliseconds since 1970-01-01T00:00:00Z. On the wire: `2026-11-21T09:30:00.000Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

/// A day of the Gregorian calendar. On the wire: `2026-11-21`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, 1 to 9999.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// The text is not a date or an instant of the contract's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeError;

impl fmt::Display for TimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "expected a date such as 2026-11-21 or an instant such as 2026-11-21T09:30:00.000Z",
        )
    }
}

impl std::error::Error for TimeError {}

const DAY_MS: i64 = 86_400_000;

impl Date {
    /// The day with these numbers, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self { year, month, day };
        let valid = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && day >= 1
            && Self::from_days(date.days()) == Some(date);
        valid.then_some(date)
    }

    /// Days since 1970-01-01 (Howard Hinnant's era arithmetic: exact, no tables).
    pub fn days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that lies `days` after 1970-01-01, if its year is between 1 and 9999.
    pub fn from_days(days: i64) -> Option<Self> {
        let shifted = days.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        if !(1..=9999).contains(&year) {
            return None;
        }
        Some(Self {
            year: u16::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// This day plus a number of days, saturating at the calendar's ends.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self::from_days(self.days().saturating_add(days)).unwrap_or(self)
    }
}

impl Timestamp {
    /// The day on which this instant falls at a fixed offset from UTC, in minutes
    /// (Asia/Shanghai: 480). `None` outside the years 1 to 9999.
    pub fn date_at_offset(self, offset_minutes: i64) -> Option<Date> {
        Date::from_days((self.0.checked_add(offset_minutes * 60_000)?).div_euclid(DAY_MS))
    }

    /// The instant `minutes` later, saturating.
    #[must_use]
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// The instant `days` times 24 hours later, saturating.
    #[must_use]
    pub const fn plus_days(self, days: i64) -> Self {
        Self(self.0.saturating_add(days.saturating_mul(DAY_MS)))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_day = self.0.rem_euclid(DAY_MS);
        let date = Date::from_days(self.0.div_euclid(DAY_MS)).unwrap_or(Date {
            year: 9999,
            month: 12,
            day: 31,
        });
        let (seconds, ms) = (in_day / 1000, in_day % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(f, "{date}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
    }
}

/// Reads exactly `N` decimal digits from the front of `text`.
fn digits<const N: usize>(text: &[u8]) -> Result<(u32, &[u8]), TimeError> {
    let (head, rest) = text.split_at_checked(N).ok_or(TimeError)?;
    let mut number = 0;
    for byte in head {
        if !byte.is_ascii_digit() {
            return Err(TimeError);
        }
        number = number * 10 + u32::from(byte - b'0');
    }
    Ok((number, rest))
}

fn literal(text: &[u8], byte: u8) -> Result<&[u8], TimeError> {
    match text.split_first() {
        Some((first, rest)) if first.eq_ignore_ascii_case(&byte) => Ok(rest),
        _ => Err(TimeError),
    }
}

fn date(text: &[u8]) -> Result<(Date, &[u8]), TimeError> {
    let (year, text) = digits::<4>(text)?;
    let (month, text) = digits::<2>(literal(text, b'-')?)?;
    let (day, text) = digits::<2>(literal(text, b'-')?)?;
    let number = |n: u32| u8::try_from(n).map_err(|_| TimeError);
    let date = Date::new(
        u16::try_from(year).map_err(|_| TimeError)?,
        number(month)?,
        number(day)?,
    );
    Ok((date.ok_or(TimeError)?, text))
}

impl FromStr for Date {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        match date(text.as_bytes())? {
            (date, []) => Ok(date),
            _ => Err(TimeError),
        }
    }
}

impl FromStr for Timestamp {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let (date, text) = date(text.as_bytes())?;
        let (hour, text) = digits::<2>(literal(text, b'T')?)?;
        let (minute, text) = digits::<2>(literal(text, b':')?)?;
        let (second, mut text) = digits::<2>(literal(text, b':')?)?;
        if hour > 23 || minute > 59 || second > 60 {
            return Err(TimeError);
        }
        let mut ms = 0;
        if let [b'.', rest @ ..] = text {
            let end = rest
                .iter()
                .position(|byte| !byte.is_ascii_digit())
                .ok_or(TimeError)?;
            if end == 0 {
                return Err(TimeError);
            }
            // Digits beyond the millisecond are cut, as the contract allows any number of them.
            for index in 0..3 {
                ms = ms * 10
                    + rest
                        .get(index)
                        .filter(|_| index < end)
                        .map_or(0, |b| i64::from(b - b'0'));
            }
            text = &rest[end..];
        }
        if !literal(text, b'Z')?.is_empty() {
            return Err(TimeError);
        }
        let seconds = i64::from(hour * 3600 + minute * 60 + second);
        Ok(Self(date.days() * DAY_MS + seconds * 1000 + ms))
    }
}

impl linli_json::Read for Date {
    fn read(value: linli_json::Value<'_>, wrong: &mut bool) -> Self {
        value.text(wrong).parse().unwrap_or_else(|_| {
            *wrong = true;
            Self {
                year: 1970,
                month: 1,
                day: 1,
            }
        })
    }
}

impl linli_json::Write for Date {
    fn write(&self, out: &mut linli_json::Out) {
        out.text(&self.to_string());
    }
}

impl linli_json::Read for Timestamp {
    fn read(value: linli_json::Value<'_>, wrong: &mut bool) -> Self {
        value.text(wrong).parse().unwrap_or_else(|_| {
            *wrong = true;
            Self(0)
        })
    }
}

impl linli_json::Write for Timestamp {
    fn write(&self, out: &mut linli_json::Out) {
        out.text(&self.to_string());
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_survives_writing_and_reading() {
        for text in [
            "2026-11-21T09:30:00.000Z",
            "1970-01-01T00:00:00.000Z",
            "1969-12-31T23:59:59.999Z",
            "2024-02-29T12:00:00.120Z",
        ] {
            assert_eq!(text.parse::<Timestamp>().unwrap().to_string(), text);
        }
        assert_eq!(
            "2026-11-21T09:30:00Z".parse::<Timestamp>().unwrap().0 % 1000,
            0
        );
        assert_eq!(
            "2026-11-21T09:30:00.1234567Z"
                .parse::<Timestamp>()
                .unwrap()
                .0
                % 1000,
            123
        );
    }

    #[test]
    fn nonsense_is_refused_without_a_panic() {
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "0000-01-01",
            "2026-11-21T24:00:00Z",
            "2026-11-21T09:30:00",
            "2026-11-21T09:30:00.Z",
            "2026-11-21T09:30:00+08:00",
            "２０２６-11-21",
            "2026-11-2１",
        ] {
            assert!(text.parse::<Timestamp>().is_err(), "{text}");
        }
        assert!("2026-02-29".parse::<Date>().is_err());
        assert!("2026-11-21x".parse::<Date>().is_err());
    }

    #[test]
    fn the_day_changes_at_midnight_in_shanghai() {
        let late: Timestamp = "2026-11-21T15:59:59.999Z".parse().unwrap();
        assert_eq!(late.date_at_offset(480).unwrap().to_string(), "2026-11-21");
        assert_eq!(
            Timestamp(late.0 + 1)
                .date_at_offset(480)
                .unwrap()
                .to_string(),
            "2026-11-22"
        );
    }

    #[test]
    fn every_day_of_four_centuries_has_one_number() {
        let mut day = Date::new(1900, 1, 1).unwrap();
        for number in day.days()..day.days() + 146_097 {
            assert_eq!(day.days(), number);
            day = day.plus_days(1);
        }
        assert_eq!(day, Date::new(2300, 1, 1).unwrap());
    }

    #[test]
    fn extreme_instants_do_not_panic() {
        for ms in [i64::MIN, i64::MAX, 0] {
            let _ = Timestamp(ms).to_string();
            let _ = Timestamp(ms).date_at_offset(480);
            let _ = Timestamp(ms).plus_days(1);
        }
    }
}
