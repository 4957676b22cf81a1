//! The small abilities of a device: settings, drafts, keys, clocks, timers, locks.

use std::cell::Cell;
use std::collections::HashSet;
use std::rc::Rc;

use linli::domain::error::Error;
use linli::offline::drafts;
use linli::platform::{clock, digest, locks, random, storage, timer};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Undo, instead, run};

#[wasm_bindgen_test]
fn small_texts_are_kept_and_listed_by_their_beginning() {
    storage::set("linli.test.b", "2").unwrap();
    storage::set("linli.test.a", "一").unwrap();
    storage::set("linli.other", "3").unwrap();
    assert_eq!(storage::get("linli.test.a").as_deref(), Some("一"));
    let mut names = storage::names("linli.test.");
    names.sort();
    assert_eq!(names, ["linli.test.a", "linli.test.b"]);
    for name in ["linli.test.a", "linli.test.b", "linli.other"] {
        storage::remove(name);
        assert_eq!(storage::get(name), None);
    }
}

#[wasm_bindgen_test]
async fn a_device_that_keeps_nothing_says_so() {
    let undo = instead(
        "localStorage",
        "throw new DOMException('no', 'SecurityError')",
    )
    .await;
    assert_eq!(storage::set("linli.test", "x"), Err(Error::Storage));
    assert_eq!(storage::get("linli.test"), None);
    assert!(storage::names("linli.").is_empty());
    storage::remove("linli.test");
    drop(undo);

    run("Storage.prototype.plainSet = Storage.prototype.setItem; Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }").await;
    let undo = Undo("Storage.prototype.setItem = Storage.prototype.plainSet");
    assert_eq!(storage::set("linli.test", "x"), Err(Error::Storage));
    drop(undo);
    assert_eq!(storage::get("linli.test"), None);
}

#[wasm_bindgen_test]
fn drafts_are_each_persons_own() {
    drafts::save("wang", "order.tap", "one").unwrap();
    drafts::save("wang", "wish", "two").unwrap();
    drafts::save("li", "order.tap", "three").unwrap();
    assert_eq!(drafts::load("wang", "order.tap").as_deref(), Some("one"));
    assert_eq!(
        drafts::all("wang", "order."),
        [("order.tap".to_owned(), "one".to_owned())]
    );
    drafts::remove("wang", "order.tap");
    assert_eq!(drafts::load("wang", "order.tap"), None);
    assert_eq!(drafts::load("li", "order.tap").as_deref(), Some("three"));
    drafts::wipe();
    assert!(storage::names("linli.draft.").is_empty());
}

#[wasm_bindgen_test]
async fn a_key_is_a_random_uuid_also_without_the_browsers_own() {
    run("Object.defineProperty(crypto, 'randomUUID', { configurable: true, value: undefined })")
        .await;
    let _undo = Undo("delete crypto.randomUUID");
    let keys: HashSet<String> = (0..2_000).map(|_| random::uuid()).collect();
    assert_eq!(keys.len(), 2_000);
    for key in &keys {
        let parts: Vec<&str> = key.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{key}");
        assert!(
            key.bytes()
                .all(|b| b == b'-' || b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        );
        assert!(parts[2].starts_with('4'), "{key}");
        assert!(parts[3].starts_with(['8', '9', 'a', 'b']), "{key}");
    }
}

#[wasm_bindgen_test]
fn the_servers_clock_counts_and_the_networks_delay_does_not() {
    let device = clock::now().0;
    let mut server = clock::now();
    server.0 += 400 * 86_400_000;
    clock::set_server_time(server);
    assert!((clock::now().0 - server.0).abs() < 1_000);
    let mut late = server;
    late.0 = device + 90_000;
    clock::set_server_time(late);
    assert!((clock::now().0 - device).abs() < 1_000);
}

#[wasm_bindgen_test]
async fn a_timer_comes_once_and_not_after_its_guard_is_gone() {
    let calls = Rc::new(Cell::new(0));
    let count = |calls: &Rc<Cell<i32>>| {
        let calls = calls.clone();
        move || calls.set(calls.get() + 1)
    };
    let kept = timer::after(20, count(&calls));
    drop(timer::after(20, count(&calls)));
    assert_eq!(calls.get(), 0);
    timer::sleep(120).await;
    assert_eq!(calls.get(), 1);
    drop(kept);
}

#[wasm_bindgen_test]
async fn of_two_at_once_one_works() {
    let working = Rc::new(Cell::new(0));
    let work = |working: &Rc<Cell<i32>>| {
        let working = working.clone();
        async move {
            working.set(working.get() + 1);
            timer::sleep(100).await;
        }
    };
    let first_ran = Rc::new(Cell::new(None));
    let (inside, told) = (work(&working), first_ran.clone());
    wasm_bindgen_futures::spawn_local(async move {
        told.set(Some(locks::exclusively("linli-test", inside).await));
    });
    timer::sleep(30).await;
    assert!(!locks::exclusively("linli-test", work(&working)).await);
    assert!(locks::exclusively("linli-test-other", work(&working)).await);
    timer::sleep(60).await;
    assert_eq!((working.get(), first_ran.get()), (2, Some(true)));
    // The lock is free again.
    assert!(locks::exclusively("linli-test", work(&working)).await);
}

#[wasm_bindgen_test]
async fn a_browser_without_locks_works_all_the_same() {
    run("Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined })")
        .await;
    let undo = Undo("delete navigator.locks");
    let ran = Rc::new(Cell::new(false));
    let inside = ran.clone();
    assert!(locks::exclusively("linli-test", async move { inside.set(true) }).await);
    assert!(ran.get());
    drop(undo);
}

#[wasm_bindgen_test]
async fn a_hash_is_the_one_that_everybody_else_computes() {
    // The examples of the standard, and Chinese, whose bytes are those of UTF-8.
    for (text, hash) in [
        (
            "",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ),
        (
            "abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
        (
            "业主大会",
            "b9b403f60677c01d8236173b03e2c6d12aaba5e1d90324e94c41fd403ddb0a27",
        ),
    ] {
        assert_eq!(digest::sha256(text).await.as_deref(), Some(hash), "{text}");
    }
}
