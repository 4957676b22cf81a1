//! The private halves of a provider's keys. The browser makes them so that no program can read them
//! out, and keeps them in a database of their own: signing out, which wipes the rest, leaves them.

use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use linli_contract::{Envelope, NewPublicKey};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

use super::db;
use super::envelope::{self, Closed, object};
use crate::domain::error::Error;

const NAME: &str = "linli-keys";
const STORES: [&str; 1] = ["keys"];

/// Why no key was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unmade {
    /// This browser cannot make one: on plain http outside this machine, and in old web views.
    Unable,
    /// This browser cannot keep one, so that what is encrypted for it could never be opened.
    Storage,
}

/// Makes a key for somebody. Its private half is on the disk when this returns the public one.
pub async fn create(owner: &str) -> Result<NewPublicKey, Unmade> {
    let (public, private) = pair().await.ok_or(Unmade::Unable)?;
    let kept = object(&[
        ("owner", owner.into()),
        ("modulus", public.modulus.as_str().into()),
        ("key", private.into()),
    ]);
    let name = JsValue::from_str(&name(owner, &public.modulus));
    let database = db::connect(NAME, &STORES)
        .await
        .map_err(|_| Unmade::Storage)?;
    let begun = db::begin(&database, STORES[0], "readwrite", "strict");
    let done = match begun {
        Ok(begun) => db::commit(begun, |objects| objects.put_with_key(&kept, &name)).await,
        Err(error) => Err(error),
    };
    database.close();
    done.map(|()| public).map_err(|_| Unmade::Storage)
}

/// Whether the private half of a key of somebody is on this device.
pub async fn holds(owner: &str, modulus: &str) -> Result<bool, Error> {
    let kept = all(owner).await?;
    Ok(kept.iter().any(|(known, _)| known == modulus))
}

/// Forgets all keys of somebody on this device.
pub async fn forget(owner: &str) -> Result<(), Error> {
    for (modulus, _) in all(owner).await? {
        forget_one(owner, &modulus).await?;
    }
    Ok(())
}

/// Forgets one key of somebody.
pub async fn forget_one(owner: &str, modulus: &str) -> Result<(), Error> {
    let name = JsValue::from_str(&name(owner, modulus));
    let database = db::connect(NAME, &STORES).await?;
    let done = match db::begin(&database, STORES[0], "readwrite", "strict") {
        Ok(begun) => db::commit(begun, |objects| objects.delete(&name)).await,
        Err(error) => Err(error),
    };
    database.close();
    done
}

/// Opens an envelope with whichever key of somebody fits, older ones too.
pub async fn open(owner: &str, envelope: &Envelope) -> Result<String, Closed> {
    let kept = all(owner).await.map_err(|_| Closed::Storage)?;
    let keys: Vec<CryptoKey> = kept.into_iter().map(|(_, key)| key).collect();
    envelope::open(envelope, &keys).await
}

fn name(owner: &str, modulus: &str) -> String {
    format!("{owner} {modulus}")
}

/// The keys of somebody, each with its modulus.
async fn all(owner: &str) -> Result<Vec<(String, CryptoKey)>, Error> {
    let database = db::connect(NAME, &STORES).await?;
    let read = async {
        let (_transaction, objects) = db::begin(&database, STORES[0], "readonly", "default")?;
        db::result(objects.get_all().map_err(|_| Error::Storage)?).await
    };
    let kept = read.await;
    database.close();
    let kept: Array = kept?.unchecked_into();
    let one = |kept: JsValue| {
        let text = |name: &str| Reflect::get(&kept, &name.into()).ok()?.as_string();
        let key = Reflect::get(&kept, &"key".into()).ok()?;
        (text("owner")? == owner).then_some((text("modulus")?, key.dyn_into().ok()?))
    };
    Ok(kept.iter().filter_map(one).collect())
}

/// A new pair: the public half in numbers, the private one as a thing that only decrypts.
async fn pair() -> Option<(NewPublicKey, CryptoKey)> {
    let subtle = envelope::subtle()?;
    let algorithm = object(&[
        ("name", "RSA-OAEP".into()),
        ("hash", "SHA-256".into()),
        ("modulusLength", 3072.into()),
        (
            "publicExponent",
            Uint8Array::from([1_u8, 0, 1].as_slice()).into(),
        ),
    ]);
    let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
    let making: Promise = subtle
        .generate_key_with_object(&algorithm, false, &uses)
        .ok()?
        .unchecked_into();
    let made: Object = JsFuture::from(making).await.ok()?.unchecked_into();
    let half = |name: &str| {
        Reflect::get(&made, &name.into())
            .ok()?
            .dyn_into::<CryptoKey>()
            .ok()
    };
    let (public, private) = (half("publicKey")?, half("privateKey")?);
    let telling: Promise = subtle.export_key("jwk", &public).ok()?.unchecked_into();
    let jwk = JsFuture::from(telling).await.ok()?;
    let number = |name: &str| Reflect::get(&jwk, &name.into()).ok()?.as_string();
    let public = NewPublicKey {
        modulus: number("n")?,
        exponent: number("e")?,
    };
    Some((public, private))
}
