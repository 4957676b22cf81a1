//! IndexedDB: what is kept is there, and what cannot be kept says so.

use linli::domain::error::Error;
use linli::platform::db::{self, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Undo, instead, run, text};

/// Remembers the app's connection as `connection` and the options of its last transaction.
const WATCH: &str = r"
    window.plainTransaction = window.plainTransaction || IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (stores, mode, options) {
      window.connection = this;
      window.options = options;
      return plainTransaction.call(this, stores, mode, options);
    }";
const UNWATCH: &str = "IDBDatabase.prototype.transaction = window.plainTransaction";

/// Makes the app open its database again, as after the browser closed it.
async fn close_as_the_browser_does() {
    run(WATCH).await;
    let _undo = Undo(UNWATCH);
    db::get(Store::Cache, "any").await.unwrap();
    run("connection.dispatchEvent(new Event('close'))").await;
}

#[wasm_bindgen_test]
async fn texts_are_kept_found_listed_and_forgotten() {
    db::destroy().await.unwrap();
    assert_eq!(db::get(Store::Outbox, "a").await, Ok(None));
    db::put(Store::Outbox, "b", "水管 \u{0}\"😀").await.unwrap();
    db::put(Store::Outbox, "a", "1").await.unwrap();
    db::put(Store::Cache, "c", "elsewhere").await.unwrap();
    assert_eq!(
        db::get(Store::Outbox, "b").await,
        Ok(Some("水管 \u{0}\"😀".into()))
    );
    db::put(Store::Outbox, "a", "2").await.unwrap();
    assert_eq!(
        db::all(Store::Outbox).await,
        Ok(vec!["2".into(), "水管 \u{0}\"😀".into()])
    );
    db::delete(Store::Outbox, "a").await.unwrap();
    db::delete(Store::Outbox, "never there").await.unwrap();
    assert_eq!(db::all(Store::Outbox).await.unwrap().len(), 1);
    db::clear(Store::Outbox).await.unwrap();
    assert_eq!(db::all(Store::Outbox).await, Ok(vec![]));
    assert_eq!(
        db::get(Store::Cache, "c").await,
        Ok(Some("elsewhere".into()))
    );
    db::destroy().await.unwrap();
    assert_eq!(db::get(Store::Cache, "c").await, Ok(None));
}

#[wasm_bindgen_test]
async fn bytes_are_kept_as_they_are() {
    let bytes: Vec<u8> = (0..200_000_u32).map(|n| n.to_le_bytes()[0]).collect();
    db::put_bytes(Store::Photos, "p", &bytes).await.unwrap();
    assert_eq!(db::get_bytes(Store::Photos, "p").await, Ok(Some(bytes)));
    assert_eq!(db::get_bytes(Store::Photos, "q").await, Ok(None));
    // Bytes are no text and a text is no bytes, and neither breaks the other's reader.
    db::put(Store::Photos, "t", "text").await.unwrap();
    assert_eq!(db::get(Store::Photos, "p").await, Ok(None));
    assert_eq!(db::get_bytes(Store::Photos, "t").await, Ok(None));
    db::clear(Store::Photos).await.unwrap();
}

#[wasm_bindgen_test]
async fn what_is_kept_survives_the_connection_and_is_there_for_another_tab() {
    db::put(Store::Outbox, "k", "kept").await.unwrap();
    close_as_the_browser_does().await;
    assert_eq!(db::get(Store::Outbox, "k").await, Ok(Some("kept".into())));
    let other_tab = r"new Promise((resolve, reject) => {
        const open = indexedDB.open('linli');
        open.onerror = reject;
        open.onsuccess = () => {
          const get = open.result.transaction('outbox').objectStore('outbox').get('k');
          get.onsuccess = () => { open.result.close(); resolve(get.result); };
        };
      })";
    assert_eq!(text(other_tab).await, "kept");
    db::clear(Store::Outbox).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_connection_that_closed_unnoticed_costs_one_call() {
    run(WATCH).await;
    let undo = Undo(UNWATCH);
    db::get(Store::Cache, "any").await.unwrap();
    run("connection.close()").await;
    assert_eq!(db::get(Store::Cache, "any").await, Err(Error::Storage));
    assert_eq!(db::get(Store::Cache, "any").await, Ok(None));
    drop(undo);
}

#[wasm_bindgen_test]
async fn only_what_may_be_lost_is_written_with_relaxed_durability() {
    run(WATCH).await;
    let undo = Undo(UNWATCH);
    for (store, word) in [
        (Store::Cache, "relaxed"),
        (Store::Outbox, "strict"),
        (Store::Photos, "strict"),
    ] {
        db::put(store, "d", "x").await.unwrap();
        assert_eq!(text("options.durability").await, word);
        db::delete(store, "d").await.unwrap();
    }
    drop(undo);
}

#[wasm_bindgen_test]
async fn a_forbidden_database_is_an_error_and_not_a_crash() {
    close_as_the_browser_does().await;
    for getter in [
        "throw new DOMException('private window', 'SecurityError')",
        "return null",
    ] {
        let undo = instead("indexedDB", getter).await;
        assert_eq!(
            db::put(Store::Outbox, "k", "x").await,
            Err(Error::Storage),
            "{getter}"
        );
        assert_eq!(db::all(Store::Outbox).await, Err(Error::Storage));
        drop(undo);
    }
    assert_eq!(db::get(Store::Outbox, "k").await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_blocked_database_is_an_error_and_not_a_wait() {
    close_as_the_browser_does().await;
    run(
        r"IDBFactory.prototype.plainOpen = IDBFactory.prototype.open;
        IDBFactory.prototype.open = () => {
          const request = {};
          setTimeout(() => request.onblocked(new Event('blocked')), 10);
          return request;
        }",
    )
    .await;
    let undo = Undo("IDBFactory.prototype.open = IDBFactory.prototype.plainOpen");
    assert_eq!(db::put(Store::Outbox, "k", "x").await, Err(Error::Storage));
    drop(undo);
    assert_eq!(db::get(Store::Outbox, "k").await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_app_is_left_alone() {
    close_as_the_browser_does().await;
    run(r"new Promise((resolve, reject) => {
          const open = indexedDB.open('linli', 2);
          open.onerror = reject;
          open.onsuccess = () => { open.result.close(); resolve(); };
        })")
    .await;
    assert_eq!(db::put(Store::Outbox, "k", "x").await, Err(Error::Storage));
    run(r"new Promise((resolve, reject) => {
          const gone = indexedDB.deleteDatabase('linli');
          gone.onerror = reject;
          gone.onsuccess = () => resolve();
        })")
    .await;
    assert_eq!(db::put(Store::Outbox, "k", "x").await, Ok(()));
    db::clear(Store::Outbox).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_newer_tab_can_take_the_database_over() {
    db::put(Store::Outbox, "k", "kept").await.unwrap();
    // Deleting asks all connections to close, as an upgrade does. It would wait for ever for ours.
    run(r"new Promise((resolve, reject) => {
          const gone = indexedDB.deleteDatabase('linli');
          gone.onblocked = () => reject(new Error('the app holds on to it'));
          gone.onerror = reject;
          gone.onsuccess = () => resolve();
        })")
    .await;
    assert_eq!(db::get(Store::Outbox, "k").await, Ok(None));
}

#[wasm_bindgen_test]
async fn a_write_is_done_when_the_disk_has_it_and_not_before() {
    run("IDBObjectStore.prototype.plainPut = IDBObjectStore.prototype.put").await;
    let undo = Undo("IDBObjectStore.prototype.put = IDBObjectStore.prototype.plainPut");
    for full in [
        // The request succeeds, and then the disk is full.
        "const request = this.plainPut(value, key); request.addEventListener('success', () => this.transaction.abort()); return request;",
        "throw new DOMException('full', 'QuotaExceededError')",
    ] {
        run(&format!(
            "IDBObjectStore.prototype.put = function (value, key) {{ {full} }}"
        ))
        .await;
        assert_eq!(
            db::put(Store::Outbox, "k", "x").await,
            Err(Error::Storage),
            "{full}"
        );
    }
    drop(undo);
    assert_eq!(db::get(Store::Outbox, "k").await, Ok(None));
    assert_eq!(db::put(Store::Outbox, "k", "x").await, Ok(()));
    db::clear(Store::Outbox).await.unwrap();
}
