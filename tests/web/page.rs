//! What the tests share: scripts in the page, a server that says what it is told, and a root for
//! signals.

use js_sys::Promise;
use leptos::prelude::Owner;
use linli::platform::timer;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Runs a script in the page and waits for its promise, if it gives one.
pub(crate) async fn run(script: &str) -> JsValue {
    let value = js_sys::eval(script).unwrap_or_else(|error| panic!("{script}: {error:?}"));
    match value.dyn_into::<Promise>() {
        Ok(promise) => JsFuture::from(promise)
            .await
            .unwrap_or_else(|error| panic!("{script}: {error:?}")),
        Err(value) => value,
    }
}

/// As [`run`], for scripts that end in a text.
pub(crate) async fn text(script: &str) -> String {
    run(script).await.as_string().expect("a text")
}

/// Undoes a change of the page when it is dropped. A test that fails ends without dropping
/// anything, so that only its first failure counts.
pub(crate) struct Undo(pub(crate) &'static str);

impl Drop for Undo {
    fn drop(&mut self) {
        let _ = js_sys::eval(self.0);
    }
}

/// Lets a script answer for a property of the window, until the guard is dropped.
pub(crate) async fn instead(property: &str, getter: &str) -> Undo {
    run(&format!(
        "window.replaced = ['{property}', Object.getOwnPropertyDescriptor(window, '{property}')];
         Object.defineProperty(window, '{property}', {{ configurable: true, get() {{ {getter} }} }})"
    ))
    .await;
    Undo("Object.defineProperty(window, ...replaced)")
}

/// Waits until something is so, and fails after five seconds.
pub(crate) async fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..250 {
        if so() {
            return;
        }
        timer::sleep(20).await;
    }
    panic!("it never came: {what}");
}

/// An owner for signals, as a page or a store has one, and what is made under it.
pub(crate) fn owned<T>(make: impl FnOnce() -> T) -> (Owner, T) {
    // The first mount starts the executor of Leptos; more of them do no harm.
    leptos::mount::mount_to_body(|| ());
    let owner = Owner::new();
    let value = owner.with(make);
    (owner, value)
}

/// As [`owned`], for what lives as long as the app.
pub(crate) fn lasting<T>(make: impl FnOnce() -> T) -> T {
    let (owner, value) = owned(make);
    std::mem::forget(owner);
    value
}

/// Stands where `fetch` is, and answers in order what it was told. Without an answer the network
/// is gone.
pub(crate) struct Server;

#[expect(
    clippy::unused_self,
    reason = "the stand-in is in the page; its guard says when it may be told something"
)]
impl Server {
    pub(crate) fn start() -> Self {
        js_sys::eval(
            r#"
            window.standIn = { real: window.fetch, seen: [], answers: [] };
            window.fetch = (url, init = {}) => {
              const header = (name) => init.headers ? init.headers.get(name) || "" : "";
              const body = init.body === undefined ? "" : typeof init.body === "string" ? init.body : `${init.body.length} bytes`;
              const method = init.method || "GET";
              standIn.seen.push([method, url, header("idempotency-key"), header("content-type"), body].join(" ").trim());
              const answer = standIn.answers.shift();
              return new Promise((resolve, reject) => {
                if (init.signal) init.signal.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
                if (!answer) return reject(new TypeError("Failed to fetch"));
                if (answer.never) return;
                setTimeout(() => resolve(new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers: answer.headers })), answer.delay);
              });
            };
            "#,
        )
        .expect("the stand-in");
        Self
    }

    /// The next answer, after some milliseconds.
    pub(crate) fn after(&self, delay: i32, status: u16, media_type: &str, body: &str) {
        let text = |text: &str| -> String {
            js_sys::JSON::stringify(&JsValue::from_str(text))
                .expect("a text is JSON")
                .into()
        };
        js_sys::eval(&format!(
            "standIn.answers.push({{ status: {status}, body: {}, delay: {delay}, headers: {{ 'content-type': {}, etag: '\"v1\"' }} }})",
            text(body),
            text(media_type)
        ))
        .expect("an answer");
    }

    /// The next answer: JSON, at once.
    pub(crate) fn say(&self, status: u16, body: &str) {
        self.after(0, status, "application/json", body);
    }

    /// The next request is lost.
    pub(crate) fn lose(&self) {
        js_sys::eval("standIn.answers.push(null)").expect("an answer");
    }

    /// The next request is never answered.
    pub(crate) fn hang(&self) {
        js_sys::eval("standIn.answers.push({ never: true })").expect("an answer");
    }

    /// What was asked: method, address, key, media type and body.
    pub(crate) fn seen(&self) -> Vec<String> {
        let seen = js_sys::eval("standIn.seen.join('\\n')").expect("what was seen");
        let seen = seen.as_string().unwrap_or_default();
        seen.lines().map(str::to_owned).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = js_sys::eval("window.fetch = standIn.real");
    }
}
