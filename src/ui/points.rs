//! Points and their days in words.

use linli_contract::{Date, Timestamp};

use crate::i18n::{self, Style, grouped};
use crate::platform::clock;

/// The community's zone, in minutes.
const ZONE: i64 = 480;

/// Points as they stand in an account: `1,280`.
pub fn points(points: i64) -> String {
    let sign = if points < 0 { "−" } else { "" };
    format!("{sign}{}", grouped(points.unsigned_abs()))
}

/// Points that come or go: `+10`, `−120`.
pub fn signed(change: i64) -> String {
    if change > 0 {
        format!("+{}", points(change))
    } else {
        points(change)
    }
}

/// The community's day.
pub fn today() -> Option<Date> {
    clock::now().date_at_offset(ZONE)
}

/// A moment in words, with its time; of another year, its day with the year.
pub fn when(at: Timestamp) -> String {
    instant(at, Style::DayTime)
}

/// A day in words, with the year where that is another one: entries live for years.
pub fn day(date: Date) -> String {
    // Noon in Asia/Shanghai is 04:00 UTC of the same day.
    day_of(Timestamp(date.days() * 86_400_000 + 4 * 3_600_000))
}

/// The day of a moment in words, with the year where that is another one.
pub fn day_of(at: Timestamp) -> String {
    instant(at, Style::Day)
}

fn instant(at: Timestamp, style: Style) -> String {
    let year = at.date_at_offset(ZONE).map(|date| date.year);
    let now = today().map(|date| date.year);
    i18n::instant(at, if year == now { style } else { Style::LongDay })
}
