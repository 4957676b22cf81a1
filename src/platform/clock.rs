//! The time. The server decides deadlines, so its clock is measured and a phone whose clock is
//! wrong by a year still shows the right "yesterday".

use std::cell::Cell;

use linli_contract::Timestamp;

use super::window;
use crate::domain::clock::ServerClock;

thread_local! {
    static CLOCK: Cell<ServerClock> = const { Cell::new(ServerClock::NEW) };
}

/// Now, by the server's clock as far as it is known.
pub fn now() -> Timestamp {
    CLOCK.get().now(device_now())
}

/// Takes over the server's clock from an answer that has just come.
pub fn set_server_time(server: Timestamp) {
    change(|clock, device| clock.told(device, server));
}

/// Takes note that it is not earlier than a kept copy says.
pub fn not_before(server: Timestamp) {
    change(|clock, device| clock.not_before(device, server));
}

fn change(change: impl FnOnce(&mut ServerClock, i64)) {
    let mut clock = CLOCK.get();
    change(&mut clock, device_now());
    CLOCK.set(clock);
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit into 53 bits"
)]
fn device_now() -> i64 {
    js_sys::Date::now() as i64
}

/// Milliseconds since the page began, by a clock that only ever runs forward: setting the device's clock changes nothing.
pub fn running() -> f64 {
    window()
        .performance()
        .map_or(0.0, |performance| performance.now())
}
