//! What is done at a screen that is everybody's: touches, keys, and coming back into sight. All of these are heard for
//! the rest of the page's life, before anything else hears them.

use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use super::{document, window};

fn listen(event: &str, callback: impl Fn(web_sys::Event) + 'static) {
    let callback = Closure::<dyn Fn(web_sys::Event)>::new(callback);
    let target = callback.as_ref().unchecked_ref();
    let _ = window().add_event_listener_with_callback_and_bool(event, target, true);
    callback.forget();
}

/// Calls at every touch and key, with the time of it by the clock of [`super::clock::running`]. Only what a person did
/// counts, and when they did it, however late a busy page hears of it.
pub fn on_touch(callback: impl Fn(f64) + Clone + 'static) {
    for event in ["pointerdown", "keydown", "wheel", "touchmove"] {
        let callback = callback.clone();
        listen(event, move |event| callback(event.time_stamp()));
    }
}

/// Calls when the page may have been asleep: it comes back into sight, or from the browser's own keeping.
pub fn on_return(callback: impl Fn() + Clone + 'static) {
    for event in ["visibilitychange", "pageshow", "focus", "resume"] {
        let callback = callback.clone();
        listen(event, move |_| callback());
    }
}

/// Calls at every key that goes down, with its name and time. Where the callback says so, the key does nothing else.
pub fn on_key(callback: impl Fn(&str, f64) -> bool + 'static) {
    listen("keydown", move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        let plain = !(key.ctrl_key() || key.alt_key() || key.meta_key() || key.is_composing());
        if plain && callback(&key.key(), event.time_stamp()) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
}

/// What a field held at a time.
#[derive(Clone)]
pub struct Held {
    field: web_sys::Element,
    value: JsValue,
}

impl Held {
    /// What the field with the focus holds; none where what is typed goes nowhere.
    pub fn now() -> Option<Self> {
        let field = window().document()?.active_element()?;
        if !matches!(field.tag_name().as_str(), "INPUT" | "TEXTAREA") {
            return None;
        }
        let value = Reflect::get(&field, &"value".into()).ok()?;
        Some(Self { field, value })
    }

    /// Puts it back, and tells whoever listens to the field.
    pub fn put_back(&self) {
        let now = Reflect::get(&self.field, &"value".into()).ok();
        if now.as_ref() == Some(&self.value) {
            return;
        }
        let _ = Reflect::set(&self.field, &"value".into(), &self.value);
        let about = web_sys::EventInit::new();
        about.set_bubbles(true);
        if let Ok(event) = web_sys::Event::new_with_event_init_dict("input", &about) {
            let _ = self.field.dispatch_event(&event);
        }
    }
}

/// A page that the browser kept as it was left is never shown again.
pub fn never_bring_back() {
    listen("pageshow", |event| {
        if Reflect::get(&event, &"persisted".into()).is_ok_and(|kept| kept.is_truthy()) {
            document::clear();
            document::reload();
        }
    });
}
