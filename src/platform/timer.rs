//! Waiting.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Waits for some milliseconds.
pub async fn sleep(ms: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms);
    });
    let _ = JsFuture::from(promise).await;
}

/// A call that comes later, unless the guard is dropped first.
pub struct Timeout {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Timeout {
    fn drop(&mut self) {
        window().clear_timeout_with_handle(self.id);
    }
}

/// Calls once after some milliseconds.
pub fn after(ms: i32, callback: impl FnOnce() + 'static) -> Timeout {
    let callback = Closure::once(callback);
    let id = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            callback.as_ref().unchecked_ref(),
            ms,
        )
        .unwrap_or(0);
    Timeout {
        id,
        _callback: callback,
    }
}
