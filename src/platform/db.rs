//! A small adapter to IndexedDB: a few stores of texts and bytes under string keys.
//!
//! The outbox and its photos are written with strict durability: the promise "saved on this phone"
//! is given after the disk has it, not before. Every call may fail, and callers go on without.

use std::cell::RefCell;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use crate::domain::error::Error;

use super::{mode, window};

const NAME: &str = "linli";

/// A store of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// Kept answers of the server.
    Cache,
    /// Writes that wait for the network.
    Outbox,
    /// Photos that wait for the network.
    Photos,
}

impl Store {
    const ALL: [Self; 3] = [Self::Cache, Self::Outbox, Self::Photos];
    const NAMES: [&'static str; 3] = ["cache", "outbox", "photos"];

    const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The word of the standard for when a write counts as done.
    const fn durability(self) -> &'static str {
        match self {
            Self::Cache => "relaxed",
            Self::Outbox | Self::Photos => "strict",
        }
    }
}

thread_local! {
    static DATABASE: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
}

/// Any failure of IndexedDB: full, forbidden, blocked or broken.
fn failed<E>(_: E) -> Error {
    Error::Storage
}

/// Waits for an event target that calls one of two handlers.
fn promise(mut start: impl FnMut(&Function, &Function)) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        start(&resolve, &reject);
    }))
}

/// Opens a database, and makes those of the stores that it has not. All databases are in their first
/// version.
pub(super) async fn connect(
    name: &str,
    stores: &'static [&'static str],
) -> Result<IdbDatabase, Error> {
    let factory = window()
        .indexed_db()
        .map_err(failed)?
        .ok_or(Error::Storage)?;
    let request = factory.open_with_u32(name, 1).map_err(failed)?;
    let upgrading = request.clone();
    let upgrade = Closure::once(move || {
        if let Ok(result) = upgrading.result() {
            let database: IdbDatabase = result.unchecked_into();
            for store in stores {
                if !database.object_store_names().contains(store) {
                    let _ = database.create_object_store(store);
                }
            }
        }
    });
    request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
    promise(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
        request.set_onblocked(Some(reject));
    })
    .await
    .map_err(failed)?;
    request
        .result()
        .map(JsValue::unchecked_into)
        .map_err(failed)
}

async fn open() -> Result<IdbDatabase, Error> {
    if let Some(database) = DATABASE.with_borrow(Clone::clone) {
        return Ok(database);
    }
    let database = connect(NAME, &Store::NAMES).await?;
    // A newer tab may want to upgrade, and the browser may close the connection: then the next
    // call opens again.
    let closing = database.clone();
    let forget = Closure::<dyn Fn()>::new(move || {
        closing.close();
        DATABASE.set(None);
    });
    database.set_onversionchange(Some(forget.as_ref().unchecked_ref()));
    database.set_onclose(Some(forget.as_ref().unchecked_ref()));
    forget.forget();
    DATABASE.set(Some(database.clone()));
    Ok(database)
}

/// Begins to read or write in a store; `durability` is the word of the standard for when a write counts
/// as done.
pub(super) fn begin(
    database: &IdbDatabase,
    store: &str,
    mode: &str,
    durability: &str,
) -> Result<(IdbTransaction, IdbObjectStore), Error> {
    // `web-sys` has no stable binding for the options, so the call is made by name.
    let options = Object::new();
    let _ = Reflect::set(&options, &"durability".into(), &durability.into());
    let call: Function = Reflect::get(database, &"transaction".into())
        .map_err(failed)?
        .unchecked_into();
    let begun = call
        .call3(database, &store.into(), &mode.into(), &options)
        .map_err(failed)?;
    let begun: IdbTransaction = begun.unchecked_into();
    let objects = begun.object_store(store).map_err(failed)?;
    Ok((begun, objects))
}

async fn transaction(
    store: Store,
    access: &str,
) -> Result<(IdbTransaction, IdbObjectStore), Error> {
    // What somebody is about to send never touches the disk of a device that is everybody's.
    if mode::is_kiosk() && store != Store::Cache {
        return Err(Error::Storage);
    }
    let database = open().await?;
    let begun = begin(&database, store.name(), access, store.durability());
    if begun.is_err() {
        // The connection may be closing: the next call opens it again.
        DATABASE.set(None);
    }
    begun
}

pub(super) async fn result(request: IdbRequest) -> Result<JsValue, Error> {
    promise(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    })
    .await
    .map_err(failed)?;
    request.result().map_err(failed)
}

/// Changes a store and waits until that is done.
pub(super) async fn commit(
    (transaction, objects): (IdbTransaction, IdbObjectStore),
    change: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<(), Error> {
    let done = promise(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onerror(Some(reject));
        transaction.set_onabort(Some(reject));
    });
    change(&objects).map_err(failed)?;
    done.await.map(drop).map_err(failed)
}

async fn write(
    store: Store,
    change: impl FnOnce(&IdbObjectStore) -> Result<IdbRequest, JsValue>,
) -> Result<(), Error> {
    commit(transaction(store, "readwrite").await?, change).await
}

/// Keeps a text. It is on disk, as durable as the store promises, when this returns.
pub async fn put(store: Store, key: &str, text: &str) -> Result<(), Error> {
    let (key, value) = (JsValue::from_str(key), JsValue::from_str(text));
    write(store, |objects| objects.put_with_key(&value, &key)).await
}

/// Keeps bytes.
pub async fn put_bytes(store: Store, key: &str, bytes: &[u8]) -> Result<(), Error> {
    let (key, value) = (JsValue::from_str(key), Uint8Array::from(bytes));
    write(store, |objects| objects.put_with_key(&value, &key)).await
}

/// Forgets an entry.
pub async fn delete(store: Store, key: &str) -> Result<(), Error> {
    let key = JsValue::from_str(key);
    write(store, |objects| objects.delete(&key)).await
}

/// Forgets all entries of a store.
pub async fn clear(store: Store) -> Result<(), Error> {
    write(store, IdbObjectStore::clear).await
}

/// The text under a key.
pub async fn get(store: Store, key: &str) -> Result<Option<String>, Error> {
    let (_transaction, objects) = transaction(store, "readonly").await?;
    let request = objects.get(&JsValue::from_str(key)).map_err(failed)?;
    Ok(result(request).await?.as_string())
}

/// The bytes under a key.
pub async fn get_bytes(store: Store, key: &str) -> Result<Option<Vec<u8>>, Error> {
    let (_transaction, objects) = transaction(store, "readonly").await?;
    let request = objects.get(&JsValue::from_str(key)).map_err(failed)?;
    Ok(result(request)
        .await?
        .dyn_into::<Uint8Array>()
        .ok()
        .map(|bytes| bytes.to_vec()))
}

/// Whether a store has anything, as far as it can be asked.
pub async fn any(store: Store) -> bool {
    let count = async {
        let (_transaction, objects) = transaction(store, "readonly").await?;
        result(objects.count().map_err(failed)?).await
    };
    count.await.ok().and_then(|count| count.as_f64()) > Some(0.0)
}

/// All texts of a store, in the order of their keys.
pub async fn all(store: Store) -> Result<Vec<String>, Error> {
    let (_transaction, objects) = transaction(store, "readonly").await?;
    let request = objects.get_all().map_err(failed)?;
    let values: Array = result(request).await?.unchecked_into();
    Ok(values
        .iter()
        .filter_map(|value| value.as_string())
        .collect())
}

/// Deletes the whole database: nothing of the person before stays on the device.
pub async fn destroy() -> Result<(), Error> {
    for store in Store::ALL {
        clear(store).await?;
    }
    Ok(())
}
