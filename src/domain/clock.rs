//! What time it is, by what the server has told and what the device believes.

use linli_contract::Timestamp;

/// Smaller differences are the network's delay.
const DELAY_MS: i64 = 120_000;

/// How far the server's clock is ahead of the device's. Times of the device are milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default)]
pub struct ServerClock {
    ahead: i64,
    heard: i64,
}

impl ServerClock {
    /// Nothing has been told yet.
    pub const NEW: Self = Self { ahead: 0, heard: 0 };

    /// Now.
    pub const fn now(self, device: i64) -> Timestamp {
        Timestamp(device.saturating_add(self.ahead))
    }

    /// An answer that has just come tells the time. The same one looked at again is as old as it is, and
    /// tells nothing.
    pub const fn told(&mut self, device: i64, server: Timestamp) {
        if server.0 != self.heard {
            self.heard = server.0;
            self.follow(device, server);
        }
    }

    /// A copy of an answer tells only that it is later now: three days later, perhaps.
    pub const fn not_before(&mut self, device: i64, server: Timestamp) {
        if server.0 > self.now(device).0 {
            self.follow(device, server);
        }
    }

    const fn follow(&mut self, device: i64, server: Timestamp) {
        let ahead = server.0.saturating_sub(device);
        self.ahead = if ahead.saturating_abs() > DELAY_MS {
            ahead
        } else {
            0
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;
    const NOW: i64 = 20_000 * DAY;

    #[test]
    fn a_fresh_answer_tells_the_time_and_the_networks_delay_does_not() {
        let mut clock = ServerClock::NEW;
        clock.told(NOW - 365 * DAY, Timestamp(NOW));
        assert_eq!(clock.now(NOW - 365 * DAY + 5), Timestamp(NOW + 5));
        clock.told(NOW + 90_000, Timestamp(NOW + 1));
        assert_eq!(clock.now(NOW + 90_000), Timestamp(NOW + 90_000));
    }

    #[test]
    fn a_kept_copy_does_not_set_the_clock_back() {
        let mut clock = ServerClock::NEW;
        clock.not_before(NOW, Timestamp(NOW - 3 * DAY));
        assert_eq!(clock.now(NOW), Timestamp(NOW));
    }

    #[test]
    fn a_device_that_lives_before_its_own_copy_is_wrong() {
        let mut clock = ServerClock::NEW;
        clock.not_before(0, Timestamp(NOW));
        assert_eq!(clock.now(10), Timestamp(NOW + 10));
    }

    #[test]
    fn an_answer_looked_at_again_hours_later_tells_nothing() {
        let mut clock = ServerClock::NEW;
        clock.told(NOW, Timestamp(NOW));
        clock.told(NOW + DAY, Timestamp(NOW));
        assert_eq!(clock.now(NOW + DAY), Timestamp(NOW + DAY));
    }
}
