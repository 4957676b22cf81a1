//! Numbers of appointments that a community may set otherwise.

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

impl Default for Rules {
    fn default() -> Self {
        Self {
            hold_minutes: 10,
            hold_most_minutes: 60,
            warn_seconds: 60,
            offer_minutes: 120,
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
