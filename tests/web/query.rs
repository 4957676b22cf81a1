//! Reading: the kept copy at once, the network's after it, and nothing that is no longer wanted.

use leptos::prelude::GetUntracked as _;
use linli::domain::error::Error;
use linli::domain::load::LoadState;
use linli::offline::{Query, forget};
use linli::platform::db::{self, Store};
use linli::platform::timer;
use linli_contract::Timestamp;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Server, owned, until};

fn shown(query: Query<Vec<i64>>) -> Option<Vec<i64>> {
    query.get_untracked().map(|value| value.to_vec())
}

/// Puts a copy on the disk, as an earlier visit did.
async fn kept(path: &str, text: &str) {
    db::put(Store::Cache, &format!("||{path}"), text)
        .await
        .unwrap();
    db::put(Store::Cache, path, text).await.unwrap();
}

#[wasm_bindgen_test]
async fn the_kept_copy_comes_first_and_the_servers_answer_after_it() {
    kept("/v1/copy", "1234\n[7]").await;
    let server = Server::start();
    server.after(300, 200, "application/json", "[8]");
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/copy"));
    assert_eq!(query.state().get_untracked(), LoadState::Loading);
    until("the copy", || shown(query) == Some(vec![7])).await;
    assert_eq!(
        query.state().get_untracked(),
        LoadState::Stale {
            since: Timestamp(1234),
            error: None
        }
    );
    assert_eq!(query.version(), None);
    until("the answer", || shown(query) == Some(vec![8])).await;
    assert_eq!(query.state().get_untracked(), LoadState::Ready);
    assert_eq!(query.version().as_deref(), Some("\"v1\""));
    // What the server said is the next visit's copy.
    timer::sleep(100).await;
    let copies = db::all(Store::Cache).await.unwrap();
    assert!(copies.iter().any(|copy| copy.ends_with("\n[8]")));
}

#[wasm_bindgen_test]
async fn what_is_forgotten_is_on_no_disk_and_in_no_memory_in_no_language() {
    let server = Server::start();
    server.say(200, "[5]");
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/gone"));
    until("the answer", || shown(query) == Some(vec![5])).await;
    timer::sleep(100).await;
    for key in ["|zh|/v1/gone", "|en|/v1/gone", "|zh|/v1/gone/on"] {
        let text = format!("1234\n{key}");
        db::put(Store::Cache, key, &text).await.unwrap();
    }
    forget("/v1/gone");
    timer::sleep(100).await;
    for (key, there) in [
        ("|zh|/v1/gone", false),
        ("|en|/v1/gone", false),
        ("|zh|/v1/gone/on", true),
    ] {
        let copy = db::get(Store::Cache, key).await.unwrap();
        assert_eq!(copy.is_some(), there, "{key}");
    }
    // Nothing is shown of it while the server has not answered.
    server.after(300, 200, "application/json", "[6]");
    let (_owner, again) = owned(|| Query::<Vec<i64>>::new("/v1/gone"));
    assert_eq!(shown(again), None);
    until("the new answer", || shown(again) == Some(vec![6])).await;
}

#[wasm_bindgen_test]
async fn without_a_network_the_copy_stays_and_says_why() {
    kept("/v1/alone", "1234\n[7]").await;
    let _server = Server::start();
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/alone"));
    until("the copy", || {
        query.state().get_untracked()
            == LoadState::Stale {
                since: Timestamp(1234),
                error: Some(Error::Offline),
            }
    })
    .await;
    assert_eq!(shown(query), Some(vec![7]));
}

#[wasm_bindgen_test]
async fn without_a_network_and_without_a_copy_the_page_fails_and_can_be_tried_again() {
    let server = Server::start();
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/nothing"));
    until("the failure", || {
        query.state().get_untracked() == LoadState::Failed(Error::Offline)
    })
    .await;
    server.say(200, "[1]");
    query.refresh();
    until("the answer", || {
        query.state().get_untracked() == LoadState::Ready
    })
    .await;
    assert_eq!(shown(query), Some(vec![1]));
}

#[wasm_bindgen_test]
async fn a_refusal_is_not_hidden_by_a_copy() {
    kept("/v1/refused", "1234\n[7]").await;
    let server = Server::start();
    server.after(
        200,
        404,
        "application/problem+json",
        r#"{"code":"not_found"}"#,
    );
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/refused"));
    until("the refusal", || {
        matches!(query.state().get_untracked(), LoadState::Failed(error) if error.code() == "not_found")
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_breaks_the_contract_is_an_error_and_never_a_copy() {
    let server = Server::start();
    server.say(200, "{\"not\":\"a list\"}");
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/broken"));
    until("the error", || {
        query.state().get_untracked() == LoadState::Failed(Error::Contract)
    })
    .await;
    timer::sleep(100).await;
    let copies = db::all(Store::Cache).await.unwrap();
    assert!(!copies.iter().any(|copy| copy.contains("a list")));
    // A damaged copy is no copy.
    kept("/v1/damaged", "1234\n{\"half\":").await;
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/damaged"));
    until("the failure", || {
        query.state().get_untracked() == LoadState::Failed(Error::Offline)
    })
    .await;
    assert_eq!(shown(query), None);
}

#[wasm_bindgen_test]
async fn a_late_answer_of_another_page_is_dropped() {
    let server = Server::start();
    server.after(300, 200, "application/json", "[1]");
    server.after(20, 200, "application/json", "[2]");
    let (_owner, query) = owned(Query::<Vec<i64>>::idle);
    query.read("/v1/slow".to_owned());
    query.read("/v1/quick".to_owned());
    until("the quick one", || shown(query) == Some(vec![2])).await;
    timer::sleep(500).await;
    assert_eq!(shown(query), Some(vec![2]));
    assert_eq!(query.state().get_untracked(), LoadState::Ready);
}

#[wasm_bindgen_test]
async fn what_a_write_answered_is_newer_than_what_was_asked_before() {
    let server = Server::start();
    server.after(300, 200, "application/json", "[1]");
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/written"));
    query.accept("[5]").unwrap();
    assert_eq!(shown(query), Some(vec![5]));
    timer::sleep(500).await;
    assert_eq!(shown(query), Some(vec![5]));
    query.change(|list| list.push(6));
    assert_eq!(shown(query), Some(vec![5, 6]));
    assert_eq!(query.accept("nonsense"), Err(Error::Contract));
    assert_eq!(shown(query), Some(vec![5, 6]));
}

#[wasm_bindgen_test]
async fn an_answer_for_a_page_that_has_gone_does_no_harm() {
    let server = Server::start();
    server.after(100, 200, "application/json", "[1]");
    let (owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/gone"));
    timer::sleep(20).await;
    owner.cleanup();
    drop(owner);
    timer::sleep(300).await;
    assert_eq!(server.seen(), ["GET /v1/gone"]);
    assert_eq!(query.accept("[2]"), Err(Error::Aborted));
    query.refresh();
    timer::sleep(50).await;
    assert_eq!(server.seen().len(), 1);
}

#[wasm_bindgen_test]
async fn what_was_said_a_moment_ago_is_ready_at_once_and_read_again() {
    let server = Server::start();
    server.say(200, "[1]");
    let ready = |query: Query<Vec<i64>>| query.state().get_untracked() == LoadState::Ready;
    let (first, query) = owned(|| Query::<Vec<i64>>::new("/v1/again"));
    until("the answer", || ready(query)).await;
    drop(first);
    server.after(200, 200, "application/json", "[2]");
    let (second, query) = owned(|| Query::<Vec<i64>>::new("/v1/again"));
    assert!(ready(query));
    assert_eq!(shown(query), Some(vec![1]));
    // What is decided now is decided on the version that is shown.
    assert_eq!(query.version().as_deref(), Some("\"v1\""));
    until("the newer answer", || shown(query) == Some(vec![2])).await;
    drop(second);
    // Without a network it is a copy, of when the server said it.
    let before = linli::platform::clock::now();
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/again"));
    until("the failure", || {
        matches!(query.state().get_untracked(), LoadState::Stale { since, error: Some(Error::Offline) } if since <= before)
    })
    .await;
    assert_eq!(shown(query), Some(vec![2]));
}

#[wasm_bindgen_test]
async fn after_a_write_nothing_counts_as_what_the_server_says() {
    let server = Server::start();
    server.say(200, "[1]");
    let ready = |query: Query<Vec<i64>>| query.state().get_untracked() == LoadState::Ready;
    let (_first, query) = owned(|| Query::<Vec<i64>>::new("/v1/outdated"));
    until("the answer", || ready(query)).await;
    server.say(200, "{}");
    let (_owner, command) = owned(linli::offline::Command::new);
    command.send(
        linli::offline::Write::post("/v1/other", "{}".to_owned()),
        |_| (),
    );
    until("the end of the write", || !command.pending.get_untracked()).await;
    server.after(100, 200, "application/json", "[2]");
    let (_second, query) = owned(|| Query::<Vec<i64>>::new("/v1/outdated"));
    assert!(!ready(query));
    until("the answer", || shown(query) == Some(vec![2])).await;
}

#[wasm_bindgen_test]
async fn half_an_answer_leaves_the_copy_and_its_reading_comes_to_an_end() {
    kept("/v1/half", "1234\n[7]").await;
    let server = Server::start();
    server.say(200, "[1");
    let (_owner, query) = owned(|| Query::<Vec<i64>>::new("/v1/half"));
    until("the copy", || {
        query.state().get_untracked()
            == LoadState::Stale {
                since: Timestamp(1234),
                error: Some(Error::Contract),
            }
    })
    .await;
    assert_eq!(shown(query), Some(vec![7]));
}
