//! Encrypting for one reader by the browser's own `WebCrypto`, before anything leaves the device, and
//! opening it again.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use linli_contract::{Envelope, NewEnvelope, PublicKey};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use super::window;
use crate::domain::text::{base64url, from_base64url};

/// A text that only the owner of the key can read: by a new AES-256-GCM key, which is wrapped by
/// RSA-OAEP with SHA-256. `None` where the browser cannot do that (on plain http outside this machine, and
/// in old web views), or the key is none.
pub async fn seal(text: &str, reader: &PublicKey) -> Option<NewEnvelope> {
    let crypto = window().crypto().ok()?;
    let subtle = subtle()?;
    let (mut secret, mut nonce) = ([0_u8; 32], [0_u8; 12]);
    crypto.get_random_values_with_u8_array(&mut secret).ok()?;
    crypto.get_random_values_with_u8_array(&mut nonce).ok()?;

    let wrapping = wrapping();
    let jwk = object(&[
        ("kty", "RSA".into()),
        ("n", reader.modulus.as_str().into()),
        ("e", reader.exponent.as_str().into()),
    ]);
    let public = import(&subtle, "jwk", &jwk, (&wrapping, "encrypt")).await?;
    let bytes = Uint8Array::from(secret.as_slice());
    let cipher = cipher(&nonce);
    let key = import(&subtle, "raw", bytes.as_ref(), (&cipher, "encrypt")).await?;

    let text = encrypt(&subtle, &cipher, &key, text.as_bytes()).await?;
    let wrapped = encrypt(&subtle, &wrapping, &public, &secret).await?;
    Some(NewEnvelope {
        key_id: reader.id.clone(),
        wrapped_key: base64url(&wrapped),
        iv: base64url(&nonce),
        ciphertext: base64url(&text),
    })
}

/// Why an envelope stays closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// There is no key on this device.
    NoKey,
    /// It was made for another key than those on this device.
    OtherKey,
    /// The key fits, but what is in it was changed or cut.
    Broken,
    /// This browser cannot do that.
    Unable,
    /// This browser does not let the key be read.
    Storage,
}

/// Opens an envelope with whichever of these keys fits.
pub(super) async fn open(envelope: &Envelope, keys: &[CryptoKey]) -> Result<String, Closed> {
    let subtle = subtle().ok_or(Closed::Unable)?;
    if keys.is_empty() {
        return Err(Closed::NoKey);
    }
    let [wrapped, nonce, sealed] = [&envelope.wrapped_key, &envelope.iv, &envelope.ciphertext]
        .map(|text| from_base64url(text).ok_or(Closed::Broken));
    let (wrapped, nonce, sealed) = (wrapped?, nonce?, sealed?);
    let mut secret = None;
    for key in keys {
        if secret.is_none() {
            secret = decrypt(&subtle, &wrapping(), key, &wrapped).await;
        }
    }
    let secret = secret.ok_or(Closed::OtherKey)?;
    let cipher = cipher(&nonce);
    let bytes = Uint8Array::from(secret.as_slice());
    let text = async {
        let key = import(&subtle, "raw", bytes.as_ref(), (&cipher, "decrypt")).await?;
        String::from_utf8(decrypt(&subtle, &cipher, &key, &sealed).await?).ok()
    };
    text.await.ok_or(Closed::Broken)
}

/// The browser's cryptography, where it offers it.
pub(super) fn subtle() -> Option<SubtleCrypto> {
    let subtle = window().crypto().ok()?.subtle();
    (!subtle.is_undefined() && !subtle.is_null()).then_some(subtle)
}

/// How a key wraps the envelope's own one.
fn wrapping() -> Object {
    object(&[("name", "RSA-OAEP".into()), ("hash", "SHA-256".into())])
}

fn cipher(nonce: &[u8]) -> Object {
    object(&[
        ("name", "AES-GCM".into()),
        ("iv", Uint8Array::from(nonce).into()),
    ])
}

pub(super) fn object(entries: &[(&str, JsValue)]) -> Object {
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
    (algorithm, r#use): (&Object, &str),
) -> Option<CryptoKey> {
    let uses = Array::of1(&r#use.into());
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
    let sealing = subtle.encrypt_with_object_and_u8_array(algorithm, key, data);
    bytes(sealing.ok()?.unchecked_into()).await
}

async fn decrypt(
    subtle: &SubtleCrypto,
    algorithm: &Object,
    key: &CryptoKey,
    data: &[u8],
) -> Option<Vec<u8>> {
    let opening = subtle.decrypt_with_object_and_u8_array(algorithm, key, data);
    bytes(opening.ok()?.unchecked_into()).await
}

/// The bytes that an operation promises.
async fn bytes(promise: Promise) -> Option<Vec<u8>> {
    let done = JsFuture::from(promise).await.ok()?;
    Some(Uint8Array::new(&done).to_vec())
}
