//! Leaving at once, so that neither the screen nor the way back shows what was there.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::{document, history, timer, window};

/// A browser that does not tell of having gone back is not waited for longer.
const PATIENCE_MS: i32 = 400;

/// Leaves for another of our own pages. The screen is empty at once. The entries of our pages go from
/// the browser's history: the first one becomes the home page, and what came after it is cut off by
/// the new one. The new page is loaded whole, which drops everything that was in memory.
pub fn leave_for(path: &'static str) {
    document::clear();
    never_come_back();
    let gone = Rc::new(Cell::new(false));
    let go = move || {
        if !gone.replace(true) {
            if let Ok(history) = window().history() {
                let _ = history.replace_state_with_url(&JsValue::NULL, "", Some("/"));
            }
            let _ = window().location().assign(path);
        }
    };
    let before = history::pages_before();
    let back = window()
        .history()
        .and_then(|history| history.go_with_delta(-before));
    if before == 0 || back.is_err() {
        return go();
    }
    // From here on nothing else hears that the address changed.
    let late = go.clone();
    let popped = Closure::<dyn Fn()>::new(go);
    window().set_onpopstate(Some(popped.as_ref().unchecked_ref()));
    popped.forget();
    super::task::spawn(async move {
        timer::sleep(PATIENCE_MS).await;
        late();
    });
}

/// A page that the browser kept as it was left is loaded anew when it is brought back.
fn never_come_back() {
    let shown = Closure::<dyn Fn()>::new(document::reload);
    let _ = window().add_event_listener_with_callback("pageshow", shown.as_ref().unchecked_ref());
    shown.forget();
}
