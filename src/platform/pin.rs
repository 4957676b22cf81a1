//! Whether a PIN is the right one, without asking anybody: PBKDF2 by the browser's own `WebCrypto`.

use js_sys::{Array, Promise, Uint8Array};
use linli_contract::PinCheck;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use wasm_bindgen::JsCast as _;

use super::envelope::{object, subtle};

/// More work than this is no check but a fault.
const MOST_ITERATIONS: u32 = 5_000_000;

/// Whether the PIN is right. `None` where the browser cannot tell: on plain http outside this machine, and in old web
/// views.
pub async fn is_right(check: &PinCheck, pin: &str) -> Option<bool> {
    let subtle = subtle()?;
    let (salt, key) = (bytes(&check.salt)?, bytes(&check.key)?);
    if key.len() != 32 || !(1..=MOST_ITERATIONS).contains(&check.iterations) {
        return None;
    }
    let usages = Array::of1(&"deriveBits".into());
    let raw = Uint8Array::from(pin.as_bytes());
    let base: Promise = subtle
        .import_key_with_str("raw", &raw, "PBKDF2", false, &usages)
        .ok()?;
    let base: CryptoKey = JsFuture::from(base).await.ok()?.dyn_into().ok()?;
    let how = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("salt", Uint8Array::from(salt.as_slice()).into()),
        ("iterations", JsValue::from(check.iterations)),
    ]);
    let derived: Promise = subtle.derive_bits_with_object(&how, &base, 256).ok()?;
    let derived = Uint8Array::new(&JsFuture::from(derived).await.ok()?);
    Some(derived.to_vec() == key)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if !hex.is_ascii() || !hex.len().is_multiple_of(2) {
        return None;
    }
    let pairs = (0..hex.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_from_digits_or_not_at_all() {
        assert_eq!(bytes("00ff10"), Some(vec![0, 255, 16]));
        assert_eq!(bytes(""), Some(Vec::new()));
        for wrong in ["0", "0g", "é0", "００"] {
            assert_eq!(bytes(wrong), None, "{wrong}");
        }
    }
}
