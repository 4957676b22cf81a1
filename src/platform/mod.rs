//! The only door to the browser: no other module sees `web_sys`, `js_sys` or `wasm_bindgen`.
//!
//! Every ability is one file. What can fail says so; what needs cleaning up returns a guard.

pub mod ahead;
pub mod clock;
pub mod db;
pub mod digest;
pub mod document;
pub mod envelope;
pub mod file;
pub mod history;
pub mod http;
pub mod intl;
pub mod keys;
pub mod leave;
pub mod locale;
pub mod locks;
pub mod mode;
pub mod network;
pub mod photo;
pub mod pin;
pub mod random;
pub mod slices;
pub mod speech;
pub mod storage;
pub mod task;
pub mod timer;
pub mod watch;

use wasm_bindgen::JsCast as _;

/// The window. The app runs in a page and nowhere else, so its absence is a fault of the build.
pub(crate) fn window() -> web_sys::Window {
    js_sys::global().unchecked_into()
}
