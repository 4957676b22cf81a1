//! What only a browser can show: storage, network, dates, photos, the way back, and the two ways to
//! the server's data above them. `cargo xtask test browser` runs these in a headless Chromium.
//!
//! The tests run one after another in one page, so each one cleans up what it needs clean.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a test may fail loudly, and so may what it calls"
)]

#[path = "web/ahead.rs"]
mod ahead;
#[path = "web/db.rs"]
mod db;
#[path = "web/device.rs"]
mod device;
#[path = "web/file.rs"]
mod file;
#[path = "web/history.rs"]
mod history;
#[path = "web/intl.rs"]
mod intl;
#[path = "web/keys.rs"]
mod keys;
#[path = "web/network.rs"]
mod network;
#[path = "web/outbox.rs"]
mod outbox;
#[path = "web/page.rs"]
mod page;
#[path = "web/photo.rs"]
mod photo;
#[path = "web/query.rs"]
mod query;
#[path = "web/template.rs"]
mod template;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
