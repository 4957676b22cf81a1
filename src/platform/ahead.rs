//! Requests that are begun before the code that wants their answers is there: by `public/shell.js`,
//! for the page at whose address the app is opened, and for one whose code is still on its way.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::AbortController;

use super::window;

/// Begins what the page at a path asks for first.
pub fn begin(path: &str) {
    call("begin", path);
}

/// A request that was begun.
pub(super) struct Begun {
    /// Its response, on its way or there.
    pub(super) answer: Promise,
    /// What gives it up.
    pub(super) stop: AbortController,
}

/// The request begun for an address; it is handed out once.
pub(super) fn take(url: &str) -> Option<Begun> {
    let request = call("take", url)?;
    let part = |name: &str| Reflect::get(&request, &name.into()).ok();
    Some(Begun {
        answer: part("answer")?.dyn_into().ok()?,
        stop: part("stop")?.dyn_into().ok()?,
    })
}

/// Drops all that nobody has taken: after a write it may be wrong, or somebody else's.
pub(super) fn forget() {
    call("forget", "");
}

/// Lets the device keep the first screen and the numbers to call for a time without a network, or takes
/// back what it kept.
pub fn keep(wanted: bool) {
    call("keep", if wanted { "yes" } else { "" });
}

/// The script may be missing, as in tests and where a page of its own embeds the app.
fn call(name: &str, argument: &str) -> Option<JsValue> {
    let shell = Reflect::get(&window(), &"linli".into()).ok()?;
    let function: Function = Reflect::get(&shell, &name.into()).ok()?.dyn_into().ok()?;
    function.call1(&shell, &argument.into()).ok()
}
