//! SHA-256 by the browser's own `WebCrypto`.

use js_sys::{Promise, Uint8Array};
use std::fmt::Write as _;
use wasm_bindgen_futures::JsFuture;

use super::window;

/// The SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits. `None` where the browser offers
/// none: on plain http outside this machine, and in old web views.
pub async fn sha256(text: &str) -> Option<String> {
    let subtle = window().crypto().ok()?.subtle();
    if subtle.is_undefined() || subtle.is_null() {
        return None;
    }
    let promise: Promise = subtle
        .digest_with_str_and_u8_array("SHA-256", text.as_bytes())
        .ok()?;
    let bytes = Uint8Array::new(&JsFuture::from(promise).await.ok()?);
    let mut hex = String::with_capacity(64);
    for byte in bytes.to_vec() {
        let _ = write!(hex, "{byte:02x}");
    }
    Some(hex)
}
