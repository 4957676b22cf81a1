//! One exchange over the network: `fetch` with a time limit. What it means is `api`'s to say.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::{ahead, timer, window};

/// What is sent.
pub struct Outgoing<'a> {
    /// The method.
    pub method: &'a str,
    /// The address.
    pub url: &'a str,
    /// Names and values of headers.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body and how to read it.
    pub body: Payload<'a>,
    /// After this many milliseconds the exchange is given up.
    pub timeout_ms: i32,
    /// Whether cookies go to another origin, too.
    pub credentials: bool,
}

/// A body.
pub enum Payload<'a> {
    /// None.
    Empty,
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// What came back, whatever its status.
pub struct Incoming {
    /// The HTTP status.
    pub status: u16,
    /// The media type, lower case.
    pub content_type: String,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Retry-After` header, in seconds.
    pub retry_after: Option<i64>,
    /// The body as text.
    pub body: String,
}

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No network, no server, or a connection that broke.
    Network,
    /// It took too long.
    Timeout,
}

/// Sends and waits. A reading that was begun ahead is waited for only.
pub async fn exchange(outgoing: Outgoing<'_>) -> Result<Incoming, Failure> {
    let reads = outgoing.method == "GET";
    let begun = if reads {
        ahead::take(outgoing.url)
    } else {
        None
    };
    let controller = match &begun {
        Some(begun) => begun.stop.clone(),
        None => web_sys::AbortController::new().map_err(|_| Failure::Network)?,
    };
    let late = Rc::new(Cell::new(false));
    let timeout = {
        let (late, controller) = (late.clone(), controller.clone());
        timer::after(outgoing.timeout_ms, move || {
            late.set(true);
            controller.abort();
        })
    };
    let incoming = match begun {
        Some(begun) => receive(begun.answer).await,
        None => Err(JsValue::UNDEFINED),
    };
    let incoming = match incoming {
        Ok(incoming) => Ok(incoming),
        // Also after one begun ahead that failed; out of time, this fails at once.
        Err(_) => fetch(&outgoing, &controller.signal()).await,
    };
    drop(timeout);
    if !reads {
        ahead::forget();
    }
    incoming.map_err(|_| {
        if late.get() {
            Failure::Timeout
        } else {
            Failure::Network
        }
    })
}

async fn fetch(
    outgoing: &Outgoing<'_>,
    signal: &web_sys::AbortSignal,
) -> Result<Incoming, JsValue> {
    let init = web_sys::RequestInit::new();
    init.set_method(outgoing.method);
    init.set_signal(Some(signal));
    if outgoing.credentials {
        init.set_credentials(web_sys::RequestCredentials::Include);
    }
    match outgoing.body {
        Payload::Empty => {}
        Payload::Text(text) => init.set_body(&JsValue::from_str(text)),
        Payload::Bytes(bytes) => init.set_body(&Uint8Array::from(bytes)),
    }
    // No header at all must be sent where there is none: only then does the request match what
    // `index.html` preloads, and asks other origins without a question before.
    if !outgoing.headers.is_empty() {
        let headers = web_sys::Headers::new()?;
        for (name, value) in outgoing.headers {
            headers.set(name, value)?;
        }
        init.set_headers(&headers);
    }
    let promise = window().fetch_with_str_and_init(outgoing.url, &init);
    receive(promise).await
}

async fn receive(answer: js_sys::Promise) -> Result<Incoming, JsValue> {
    let response: web_sys::Response = JsFuture::from(answer).await?.unchecked_into();
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let (content_type, etag, retry_after) = (
        header("content-type"),
        header("etag"),
        header("retry-after"),
    );
    let status = response.status();
    let body = JsFuture::from(response.text()?)
        .await?
        .as_string()
        .unwrap_or_default();
    Ok(Incoming {
        status,
        content_type: content_type.unwrap_or_default().to_ascii_lowercase(),
        etag,
        retry_after: retry_after.and_then(|seconds| seconds.parse().ok()),
        body,
    })
}
