//! Numbers of kiosks that a community may set otherwise.

/// The numbers.
#[derive(Clone, Debug)]
pub struct Rules {
    /// A screen's request to become a kiosk waits for so many minutes.
    pub pairing_minutes: i64,
    /// The shortest time between two of its polls, in seconds.
    pub pairing_interval: u32,
    /// So many screens may wait at once.
    pub pairings_at_once: i64,
    /// A sign-in waits for a phone for so many minutes.
    pub sign_in_minutes: i64,
    /// The shortest time between two of its polls, in seconds: somebody stands there.
    pub sign_in_interval: u32,
    /// So many wrong codes somebody may type on their phone …
    pub tries: i64,
    /// … within so many minutes.
    pub tries_minutes: i64,
    /// A session at a kiosk ends after so many seconds of silence …
    pub session_idle_seconds: i64,
    /// … and after so many minutes at the latest.
    pub session_minutes: i64,
    /// After so many seconds without a touch the screen asks whether somebody is there.
    pub idle_seconds: u32,
    /// The same in forms and results.
    pub form_idle_seconds: u32,
    /// It asks for so many seconds.
    pub warning_seconds: u32,
    /// The attract screen comes after so many seconds on the first page.
    pub attract_seconds: u32,
    /// Iterations of PBKDF2 between the staff PIN and what is kept of it.
    pub pin_iterations: u32,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            pairing_minutes: 10,
            pairing_interval: 3,
            pairings_at_once: 100,
            sign_in_minutes: 5,
            sign_in_interval: 2,
            tries: 5,
            tries_minutes: 5,
            session_idle_seconds: 180,
            session_minutes: 30,
            idle_seconds: 60,
            form_idle_seconds: 120,
            warning_seconds: 30,
            attract_seconds: 30,
            pin_iterations: 600_000,
        }
    }
}
