//! Encrypting for one reader by the browser's own `WebCrypto`, before anything leaves the device.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use linli_contract::{NewEnvelope, PublicKey};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::window;
use crate::domain::text::base64url;

/// A text that only the owner of the key can read: by a new AES-256-GCM key, which is wrapped by
/// RSA-OAEP with SHA-256. `None` where the browser cannot do that (on plain http outside this machine, and
/// in old web views), or the key is none.
pub async fn seal(text: &str, reader: &PublicKey) -> Option<NewEnvelope> {
    let crypto = window().crypto().ok()?;
    let subtle = crypto.subtle();
    if subtle.is_undefined() || subtle.is_null() {
        return None;
    }
    let (mut secret, mut nonce) = ([0_u8; 32], [0_u8; 12]);
    crypto.get_random_values_with_u8_array(&mut secret).ok()?;
    crypto.get_random_values_with_u8_array(&mut nonce).ok()?;

    let wrapping = object(&[("name", "RSA-OAEP".into()), ("hash", "SHA-256".into())]);
    let jwk = object(&[
        ("kty", "RSA".into()),
        ("n", reader.modulus.as_str().into()),
        ("e", reader.exponent.as_str().into()),
    ]);
    let public = import(&subtle, "jwk", &jwk, &wrapping).await?;
    let bytes = Uint8Array::from(secret.as_slice());
    let cipher = object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce.as_slice()).into()),
    ]);
    let key = import(&subtle, "raw", bytes.as_ref(), &cipher).await?;

    let text = encrypt(&subtle, &cipher, &key, text.as_bytes()).await?;
    let wrapped = encrypt(&subtle, &wrapping, &public, &secret).await?;
    Some(NewEnvelope {
        key_id: reader.id.clone(),
        wrapped_key: base64url(&wrapped),
        iv: base64url(&nonce),
        ciphertext: base64url(&text),
    })
}

fn object(entries: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in entries {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object
}

async fn import(
    subtle: &SubtleCrypto,
    format: &str,
    data: &Object,
    algorithm: &Object,
) -> Option<CryptoKey> {
    let uses = Array::of1(&"encrypt".into());
    let promise: Promise = subtle
        .import_key_with_object(format, data, algorithm, false, &uses)
        .ok()?
        .unchecked_into();
    JsFuture::from(promise).await.ok()?.dyn_into().ok()
}

async fn encrypt(
    subtle: &SubtleCrypto,
    algorithm: &Object,
    key: &CryptoKey,
    data: &[u8],
) -> Option<Vec<u8>> {
    let promise: Promise = subtle
        .encrypt_with_object_and_u8_array(algorithm, key, data)
        .ok()?
        .unchecked_into();
    let sealed = JsFuture::from(promise).await.ok()?;
    Some(Uint8Array::new(&sealed).to_vec())
}
