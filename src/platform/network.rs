//! Whether there may be a network, and when to look again.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::window;

/// What the browser believes. `true` proves nothing; `false` is reliable.
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Calls for the rest of the app's life whenever the browser finds or loses the network, or the
/// page becomes visible again.
pub fn on_change(callback: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn()>::new(callback);
    let target = callback.as_ref().unchecked_ref();
    let window = window();
    for event in ["online", "offline", "pageshow"] {
        let _ = window.add_event_listener_with_callback(event, target);
    }
    if let Some(document) = window.document() {
        let _ = document.add_event_listener_with_callback("visibilitychange", target);
    }
    // It lives as long as the app.
    callback.forget();
}
