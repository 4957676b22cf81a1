//! Leaving at once, so that neither the screen nor the way back shows what was there.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::{document, history, mode, timer, window};

/// A browser that does not tell of having gone back is not waited for longer.
const PATIENCE_MS: i32 = 400;

thread_local! {
    /// The address of what is given back when the page goes; none before there ever was one.
    static OWED: RefCell<Option<String>> = const { RefCell::new(None) };
    static LISTENS: Cell<bool> = const { Cell::new(false) };
}

/// Names what the server takes back when the page goes, left at once or closed: the address to `DELETE`.
pub fn give_back_when_gone(url: Option<String>) {
    if url.is_some() && !LISTENS.replace(true) {
        let hidden = Closure::<dyn Fn(JsValue)>::new(|event: JsValue| {
            // A page that the browser keeps as it is may be brought back, with what it has.
            let kept = Reflect::get(&event, &"persisted".into()).is_ok_and(|kept| kept.is_truthy());
            if !kept {
                give_back();
            }
        });
        let _ =
            window().add_event_listener_with_callback("pagehide", hidden.as_ref().unchecked_ref());
        hidden.forget();
    }
    OWED.set(url);
}

/// The request outlives the page. Nobody is there any more to read its answer.
fn give_back() {
    let Some(url) = OWED.take() else { return };
    let init = web_sys::RequestInit::new();
    init.set_method("DELETE");
    let _ = Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE);
    let asked = window().fetch_with_str_and_init(&url, &init);
    super::task::spawn(async move {
        let _ = wasm_bindgen_futures::JsFuture::from(asked).await;
    });
}

/// Leaves for another of our own pages. The screen is empty at once. The entries of our pages go from
/// the browser's history: the first one becomes the home page, and what came after it is cut off by
/// the new one. The new page is loaded whole, which drops everything that was in memory.
pub fn leave_for(path: &'static str) {
    document::clear();
    give_back();
    never_come_back();
    if mode::is_kiosk() {
        return begin_anew("/");
    }
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

/// Loads a page whole, in place of this one. What was in memory is gone with it.
pub fn begin_anew(path: &str) {
    let _ = window().location().replace(path);
}
