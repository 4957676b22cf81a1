//! The time. The server decides deadlines, so its clock is measured and a phone whose clock is
//! wrong by a year still shows the right "yesterday".

use std::cell::Cell;

use linli_contract::Timestamp;

thread_local! {
    static OFFSET: Cell<i64> = const { Cell::new(0) };
}

/// Now, by the server's clock as far as it is known.
pub fn now() -> Timestamp {
    Timestamp(device_now() + OFFSET.get())
}

/// Takes over the server's clock. Differences below two minutes are the network's.
pub fn set_server_time(server: Timestamp) {
    let offset = server.0 - device_now();
    OFFSET.set(if offset.abs() > 120_000 { offset } else { 0 });
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit into 53 bits"
)]
fn device_now() -> i64 {
    js_sys::Date::now() as i64
}
