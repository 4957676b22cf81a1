//! Parts of the day, codes as they are typed, and how long a time is still held.

use linli_contract::{AppointmentSlot, Timestamp};

/// Minutes from UTC in the community's zone; its offset never changes.
pub(super) const CENTRE_OFFSET: i64 = 8 * 60;

/// Times that are older than this are asked for again.
const FRESH_MS: i64 = 60_000;

/// How many letters and digits a code has.
pub(super) const CODE_LENGTH: usize = 8;

/// What a code is made of: nothing that looks like something else.
const CODE_ALPHABET: &str = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Morning,
    Afternoon,
    Evening,
}

/// The part of the day in which a time begins.
pub(super) const fn part_of(at: Timestamp) -> Part {
    let hour = at.plus_minutes(CENTRE_OFFSET).0.rem_euclid(86_400_000) / 3_600_000;
    match hour {
        0..=11 => Part::Morning,
        12..=17 => Part::Afternoon,
        _ => Part::Evening,
    }
}

/// The times of a part of the day, the earliest first.
pub(super) fn in_part(slots: &[AppointmentSlot], part: Part) -> Vec<&AppointmentSlot> {
    slots
        .iter()
        .filter(|slot| part_of(slot.starts_at) == part)
        .collect()
}

/// Whether times that were asked for then are too old to choose from.
pub(super) const fn is_old(asked: Timestamp, now: Timestamp) -> bool {
    now.0 - asked.0 > FRESH_MS
}

/// By how much the server's clock is ahead of this device's, from a hold of known length that was just
/// answered. Nearer than a phone's clock ever is, so that the count-down ends when the hold does.
pub(super) const fn ahead(expires: Timestamp, answered: Timestamp, minutes: u32) -> i64 {
    expires.0 - answered.plus_minutes(minutes as i64).0
}

/// The minutes and seconds until a hold ends; none when it has.
pub(super) const fn left(expires: Timestamp, now: Timestamp, ahead: i64) -> Option<(i64, i64)> {
    let ms = expires.0 - now.0 - ahead;
    if ms <= 0 {
        return None;
    }
    let seconds = (ms + 999) / 1000;
    Some((seconds / 60, seconds % 60))
}

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeError {
    /// Not as many letters and digits.
    Length,
    /// A letter or sign that no code has.
    Letters,
}

/// The code in what somebody typed: small letters, spaces and dashes are fine.
pub(super) fn read_code(typed: &str) -> Result<String, CodeError> {
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '·'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    if code.chars().count() != CODE_LENGTH {
        return Err(CodeError::Length);
    }
    if !code.chars().all(|c| CODE_ALPHABET.contains(c)) {
        return Err(CodeError::Letters);
    }
    Ok(code)
}

/// A code for the eye, in two halves.
pub(super) fn halves(code: &str) -> (&str, &str) {
    code.split_at_checked(CODE_LENGTH / 2).unwrap_or((code, ""))
}

#[cfg(test)]
mod tests {
    use linli_contract::AppointmentMode;

    use super::*;

    fn slot(starts_at: &str) -> AppointmentSlot {
        let starts_at = starts_at.parse().unwrap_or(Timestamp(0));
        AppointmentSlot {
            id: "s".into(),
            kind_id: "k1".into(),
            centre_id: "c1".into(),
            provider_id: None,
            starts_at,
            ends_at: starts_at.plus_minutes(50),
            modes: vec![AppointmentMode::InPerson],
            capacity: 1,
            remaining: 1,
        }
    }

    #[test]
    fn parts_of_the_day_are_those_of_the_town() {
        let slots = [
            slot("2026-11-26T01:00:00Z"),
            slot("2026-11-26T03:59:00Z"),
            slot("2026-11-26T04:00:00Z"),
            slot("2026-11-26T09:59:00Z"),
            slot("2026-11-26T10:00:00Z"),
            slot("2026-11-26T15:30:00Z"),
        ];
        let of = |part| in_part(&slots, part).len();
        assert_eq!(
            [Part::Morning, Part::Afternoon, Part::Evening].map(of),
            [2, 2, 2]
        );
    }

    #[test]
    fn times_are_old_after_a_minute() {
        assert!(!is_old(Timestamp(0), Timestamp(60_000)));
        assert!(is_old(Timestamp(0), Timestamp(60_001)));
    }

    #[test]
    fn a_hold_counts_down_to_its_end_whatever_the_phones_clock_says() {
        // The phone is five minutes slow: the hold of ten minutes seems to have fifteen.
        let answered = Timestamp(0);
        let expires = Timestamp(15 * 60_000);
        let ahead = ahead(expires, answered, 10);
        assert_eq!(ahead, 5 * 60_000);
        assert_eq!(left(expires, answered, ahead), Some((10, 0)));
        assert_eq!(
            left(expires, Timestamp(9 * 60_000 + 1), ahead),
            Some((1, 0))
        );
        assert_eq!(
            left(expires, Timestamp(10 * 60_000 - 1), ahead),
            Some((0, 1))
        );
        assert_eq!(left(expires, Timestamp(10 * 60_000), ahead), None);
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        for typed in ["K7MW3XQ9", " k7mw 3xq9 ", "K7MW-3XQ9", "k7mw—3xq9"] {
            assert_eq!(read_code(typed), Ok("K7MW3XQ9".to_owned()), "{typed}");
        }
        for typed in ["", "K7MW3XQ", "K7MW3XQ99"] {
            assert_eq!(read_code(typed), Err(CodeError::Length), "{typed}");
        }
        for typed in [
            "K7MW3XQ0",
            "K7MW3XQO",
            "K7MW3XQ1",
            "K7MW3XQI",
            "K7MW3XQ水",
            "K7MW3XQ/",
        ] {
            assert_eq!(read_code(typed), Err(CodeError::Letters), "{typed}");
        }
        assert_eq!(halves("K7MW3XQ9"), ("K7MW", "3XQ9"));
        assert_eq!(halves("K7"), ("K7", ""));
    }
}
