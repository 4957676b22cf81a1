//! Numbers of appointments that a community may set otherwise.

use linli_contract::Timestamp;

use crate::clock::{day_of, instant_of};

/// The numbers. What differs from kind to kind is data of the kind.
#[derive(Clone, Debug)]
pub struct Rules {
    /// A chosen time is held for so many minutes.
    pub hold_minutes: i64,
    /// A hold can be extended until so many minutes after it began.
    pub hold_most_minutes: i64,
    /// A client warns so many seconds before a hold ends.
    pub warn_seconds: u32,
    /// An offer of the waiting list is open for so many minutes.
    pub offer_minutes: i64,
    /// Offers begin and end between these minutes after midnight: at night nobody looks for one.
    pub offer_day: (i64, i64),
    /// A request that nobody confirms lapses after so many minutes.
    pub request_minutes: i64,
    /// Whoever asks for a call is called within so many minutes.
    pub call_minutes: i64,
    /// What they left is deleted after so many days at the latest.
    pub call_days: i64,
    /// The name and phone of a booking are deleted so many days after it.
    pub name_days: i64,
    /// An envelope is deleted so many days after its booking took place.
    pub envelope_days: i64,
    /// An appointment is announced on the first screen so many minutes before.
    pub remind_minutes: i64,
    /// Requests with a code, per minute of one address: a building may share one.
    pub codes_per_minute: u32,
    /// Self-checks that are not offered, because the operator has no licence for their text.
    pub without_sheets: Vec<String>,
}

impl Rules {
    /// Until when an offer is open that is made now. Only the hours of the day count: one made at night is as
    /// long in the morning, and one made in the evening goes on then.
    pub(super) fn offer_until(&self, now: Timestamp) -> Timestamp {
        let (begins, ends) = self.offer_day;
        let mut left = self.offer_minutes;
        let today = day_of(now);
        // Hours that leave no day would have no end.
        if begins >= ends {
            return now.plus_minutes(left);
        }
        let mut from = now.max(instant_of(today, begins));
        for days in 0.. {
            let night = instant_of(today.plus_days(days), ends);
            let open = (night.0 - from.0).div_euclid(60_000).max(0);
            if left <= open {
                break;
            }
            left -= open;
            from = instant_of(today.plus_days(days + 1), begins);
        }
        from.plus_minutes(left)
    }
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            hold_minutes: 10,
            hold_most_minutes: 60,
            warn_seconds: 60,
            offer_minutes: 120,
            offer_day: (8 * 60, 20 * 60),
            request_minutes: 24 * 60,
            call_minutes: 24 * 60,
            call_days: 30,
            name_days: 90,
            envelope_days: 7,
            remind_minutes: 24 * 60,
            codes_per_minute: 300,
            without_sheets: Vec::new(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_is_open_for_two_hours_of_the_day() {
        let rules = Rules::default();
        let at = |day: &str, minutes| instant_of(day.parse().unwrap(), minutes);
        let (today, tomorrow) = ("2026-11-26", "2026-11-27");
        for (made, until) in [
            (at(today, 10 * 60), at(today, 12 * 60)),
            (at(today, 18 * 60), at(today, 20 * 60)),
            // Half of it this evening, and the rest in the morning.
            (at(today, 19 * 60), at(tomorrow, 9 * 60)),
            (at(today, 23 * 60), at(tomorrow, 10 * 60)),
            (at(today, 3 * 60), at(today, 10 * 60)),
        ] {
            assert_eq!(rules.offer_until(made), until, "made at {made}");
        }
        let always = Rules {
            offer_day: (0, 0),
            ..Rules::default()
        };
        assert_eq!(always.offer_until(at(today, 60)), at(today, 180));
        let long = Rules {
            offer_minutes: 24 * 60,
            ..Rules::default()
        };
        assert_eq!(
            long.offer_until(at(today, 10 * 60)),
            at("2026-11-28", 10 * 60)
        );
    }
}
