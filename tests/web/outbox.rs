//! Writing: one effect for one intention, whatever the network does.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{GetUntracked as _, WithUntracked as _};
use linli::domain::error::Error;
use linli::offline::outbox::{Kind, NewEntry, Outbox, Replaces, Submitted};
use linli::offline::{Command, Write};
use linli::platform::db::{self, Store};
use linli::platform::timer;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Server, Undo, lasting, owned, run, until};

fn order(photos: &[&str]) -> NewEntry {
    NewEntry {
        kind: Kind::Order,
        title: "水龙头维修".to_owned(),
        page: "/services/tap/order/check".to_owned(),
        method: "POST",
        path: "/v1/orders".to_owned(),
        body: r#"{"service_id":"tap"}"#.to_owned(),
        replaces: Replaces::Anything,
        photos: photos
            .iter()
            .map(|id| ((*id).to_owned(), vec![0xff, 0xd8, 0xff]))
            .collect(),
    }
}

/// The outbox of a fresh visit, with nothing on the disk.
async fn fresh() -> Outbox {
    db::destroy().await.unwrap();
    visit("wang").await
}

/// The outbox of one more visit. The one before has nobody to send for any more.
async fn visit(person: &str) -> Outbox {
    thread_local! {
        static LAST: RefCell<Option<Outbox>> = const { RefCell::new(None) };
    }
    if let Some(last) = LAST.take() {
        last.identify("");
        timer::sleep(50).await;
    }
    let outbox = lasting(Outbox::start);
    LAST.set(Some(outbox));
    outbox.identify(person);
    timer::sleep(50).await;
    outbox
}

fn waiting(outbox: Outbox) -> usize {
    outbox.entries.with_untracked(Vec::len)
}

async fn on_disk() -> usize {
    db::all(Store::Outbox).await.unwrap().len()
}

#[wasm_bindgen_test]
async fn with_a_network_an_order_is_sent_at_once_photos_first() {
    let outbox = fresh().await;
    let server = Server::start();
    server.say(201, "{}");
    server.say(201, r#"{"id":"o1"}"#);
    let key = Outbox::new_key();
    let photo = Outbox::new_key();
    let submitted = outbox.submit(key.clone(), order(&[&photo])).await;
    assert!(
        matches!(submitted, Ok(Submitted::Received(answer)) if answer.body == r#"{"id":"o1"}"#)
    );
    assert_eq!(
        server.seen(),
        [
            format!("PUT /v1/uploads/{photo}  image/jpeg 3 bytes"),
            format!(r#"POST /v1/orders {key} application/json {{"service_id":"tap"}}"#),
        ]
    );
    assert_eq!((waiting(outbox), on_disk().await), (0, 0));
    assert_eq!(db::get_bytes(Store::Photos, &photo).await, Ok(None));
    assert_eq!(outbox.answer(&key).await.as_deref(), Some(r#"{"id":"o1"}"#));
}

#[wasm_bindgen_test]
async fn without_a_network_it_waits_on_the_disk_and_the_next_visit_sends_it_under_the_same_key() {
    let outbox = fresh().await;
    let server = Server::start();
    let (key, photo) = (Outbox::new_key(), Outbox::new_key());
    let submitted = outbox.submit(key.clone(), order(&[&photo])).await;
    assert!(matches!(submitted, Ok(Submitted::Waiting)));
    assert_eq!((waiting(outbox), on_disk().await), (2, 2));
    assert!(
        db::get_bytes(Store::Photos, &photo)
            .await
            .unwrap()
            .is_some()
    );

    // The page is closed, and opened again when the network is back.
    let outbox = visit("wang").await;
    assert_eq!(waiting(outbox), 2);
    server.say(201, "{}");
    server.say(201, r#"{"id":"o2"}"#);
    outbox.retry(&key).await;
    until("the delivery", || waiting(outbox) == 0).await;
    let seen = server.seen();
    let posts: Vec<&String> = seen
        .iter()
        .filter(|line| line.starts_with("POST"))
        .collect();
    assert_eq!(posts.len(), 1);
    assert!(posts[0].contains(&key));
    // The photo went once in vain and once before its order.
    let puts = seen.iter().filter(|line| line.starts_with("PUT")).count();
    assert_eq!(puts, 2);
    assert_eq!(on_disk().await, 0);
    assert_eq!(db::get_bytes(Store::Photos, &photo).await, Ok(None));
    assert_eq!(outbox.delivered.get_untracked(), 2);
    // The page that shows the reference number finds the answer, also after a reload.
    let outbox = visit("wang").await;
    assert_eq!(outbox.answer(&key).await.as_deref(), Some(r#"{"id":"o2"}"#));
}

#[wasm_bindgen_test]
async fn it_is_sent_by_itself_after_a_while() {
    let outbox = fresh().await;
    let server = Server::start();
    server.lose();
    server.say(201, r#"{"id":"o3"}"#);
    let key = Outbox::new_key();
    let submitted = outbox.submit(key.clone(), order(&[])).await;
    assert!(matches!(submitted, Ok(Submitted::Waiting)));
    until("the second try", || waiting(outbox) == 0).await;
    assert_eq!(server.seen().len(), 2);
    assert!(server.seen().iter().all(|line| line.contains(&key)));
}

#[wasm_bindgen_test]
async fn nothing_is_sent_under_another_name() {
    let outbox = fresh().await;
    let server = Server::start();
    let key = Outbox::new_key();
    drop(outbox.submit(key.clone(), order(&[])).await);
    let outbox = visit("li").await;
    let before = server.seen().len();
    outbox.retry(&key).await;
    timer::sleep(200).await;
    assert_eq!(server.seen().len(), before);
    assert_eq!((waiting(outbox), on_disk().await), (1, 1));
    outbox.forget(&key).await;
}

#[wasm_bindgen_test]
async fn what_is_taken_back_leaves_nothing() {
    let outbox = fresh().await;
    let server = Server::start();
    let (key, photo) = (Outbox::new_key(), Outbox::new_key());
    drop(outbox.submit(key.clone(), order(&[&photo])).await);
    let before = server.seen().len();
    outbox.forget(&key).await;
    assert_eq!((waiting(outbox), on_disk().await), (0, 0));
    assert_eq!(db::get_bytes(Store::Photos, &photo).await, Ok(None));
    server.say(201, "{}");
    outbox.identify("wang");
    timer::sleep(200).await;
    assert_eq!(server.seen().len(), before);
}

#[wasm_bindgen_test]
async fn a_refusal_is_shown_where_the_order_was_made() {
    let outbox = fresh().await;
    let server = Server::start();
    server.after(
        0,
        422,
        "application/problem+json",
        r#"{"code":"quota_used_up"}"#,
    );
    let refused = outbox.submit(Outbox::new_key(), order(&[])).await;
    assert!(matches!(refused, Err(error) if error.code() == "quota_used_up"));
    assert_eq!((waiting(outbox), on_disk().await), (0, 0));
}

#[wasm_bindgen_test]
async fn a_refusal_later_keeps_the_order_for_the_person() {
    let outbox = fresh().await;
    let server = Server::start();
    let key = Outbox::new_key();
    drop(outbox.submit(key.clone(), order(&[])).await);
    server.after(
        0,
        409,
        "application/problem+json",
        r#"{"code":"slot_full"}"#,
    );
    outbox.retry(&key).await;
    let refused = move || {
        outbox.entries.with_untracked(|entries| {
            entries.iter().any(|entry| {
                entry
                    .refused
                    .as_ref()
                    .is_some_and(|p| p.code == "slot_full")
            })
        })
    };
    until("the refusal", refused).await;
    let before = server.seen().len();
    outbox.identify("wang");
    timer::sleep(200).await;
    assert_eq!(server.seen().len(), before);
    // It is written down, so that it is seen after a reload as well.
    let outbox = visit("wang").await;
    assert!(
        outbox
            .entries
            .with_untracked(|all| all[0].refused.is_some())
    );
    outbox.forget(&key).await;
}

#[wasm_bindgen_test]
async fn an_order_whose_session_ended_waits_for_signing_in() {
    let outbox = fresh().await;
    let server = Server::start();
    let key = Outbox::new_key();
    drop(outbox.submit(key.clone(), order(&[])).await);
    server.after(
        0,
        401,
        "application/problem+json",
        r#"{"code":"sign_in_required"}"#,
    );
    outbox.retry(&key).await;
    until("the wait", || {
        outbox
            .entries
            .with_untracked(|all| all.iter().any(|entry| entry.needs_sign_in))
    })
    .await;
    server.say(201, "{}");
    outbox.signed_in().await;
    // The wait after the first failure still holds; asking again now is what a person may do.
    outbox.retry(&key).await;
    until("the delivery", || waiting(outbox) == 0).await;
    assert!(server.seen().iter().all(|line| line.contains(&key)));
}

#[wasm_bindgen_test]
async fn a_device_that_keeps_nothing_sends_all_the_same_and_never_says_that_it_waits() {
    let outbox = fresh().await;
    let server = Server::start();
    run("IDBObjectStore.prototype.plainPut = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }").await;
    let undo = Undo("IDBObjectStore.prototype.put = IDBObjectStore.prototype.plainPut");
    let lost = outbox.submit(Outbox::new_key(), order(&[])).await;
    assert!(matches!(lost, Err(Error::Storage)));
    server.say(201, r#"{"id":"o4"}"#);
    let sent = outbox.submit(Outbox::new_key(), order(&[])).await;
    assert!(matches!(sent, Ok(Submitted::Received(_))));
    drop(undo);
}

#[wasm_bindgen_test]
async fn a_double_tap_is_one_write_and_an_unknown_outcome_keeps_its_key() {
    let server = Server::start();
    let (_owner, command) = owned(Command::new);
    let answers = Rc::new(RefCell::new(Vec::new()));
    let tap = || {
        let answers = answers.clone();
        command.send(Write::post("/v1/wishes", "{}".to_owned()), move |answer| {
            answers.borrow_mut().push(answer.body);
        });
    };
    let first = command.key();
    server.after(100, 502, "text/html", "");
    tap();
    tap();
    assert!(command.pending.get_untracked());
    until("the failure", || command.error.get_untracked().is_some()).await;
    assert_eq!(server.seen().len(), 1);
    assert_eq!(command.key(), first);
    server.say(201, r#"{"id":"w1"}"#);
    tap();
    until("the answer", || answers.borrow().len() == 1).await;
    assert_eq!(command.error.get_untracked(), None);
    assert!(server.seen().iter().all(|line| line.contains(&first)));
    // The next wish is another intention.
    assert_ne!(command.key(), first);
}
