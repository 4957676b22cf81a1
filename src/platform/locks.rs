//! One sender among several tabs, through Web Locks.

use std::cell::RefCell;
use std::future::Future;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use super::window;

/// Runs the work if no other tab runs work of this name, and says whether it ran. A browser
/// without Web Locks runs it always: the idempotency keys keep that harmless.
pub async fn exclusively(name: &str, work: impl Future<Output = ()> + 'static) -> bool {
    let navigator = window().navigator();
    // `web-sys` has no stable binding for Web Locks, so the calls are made by name.
    let locks = Reflect::get(&navigator, &"locks".into()).unwrap_or_default();
    let request = Reflect::get(&locks, &"request".into())
        .ok()
        .and_then(|request| request.dyn_into::<Function>().ok());
    let Some(request) = request else {
        work.await;
        return true;
    };
    let work = RefCell::new(Some(work));
    let ran = std::rc::Rc::new(std::cell::Cell::new(false));
    let ran_inside = ran.clone();
    let granted = Closure::<dyn FnMut(JsValue) -> Promise>::new(move |lock: JsValue| {
        match work.borrow_mut().take() {
            Some(work) if lock.is_truthy() => {
                ran_inside.set(true);
                future_to_promise(async move {
                    work.await;
                    Ok(JsValue::UNDEFINED)
                })
            }
            _ => Promise::resolve(&JsValue::UNDEFINED),
        }
    });
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    if let Ok(promise) = request.call3(&locks, &name.into(), &options, granted.as_ref()) {
        let _ = JsFuture::from(promise.unchecked_into::<Promise>()).await;
    }
    ran.get()
}
