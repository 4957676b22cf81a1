//! Requests that the page's own script, `public/shell.js`, begins before the app wants them.

use linli::api::{self, Body, Request};
use linli::domain::language::Language;
use linli::platform::http::{self, Failure, Outgoing, Payload};
use linli::platform::locale;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Server, Undo, run};

/// Runs the script as the page does; it begins with the first screen's data.
async fn script() -> Undo {
    let text = serde_json::to_string(include_str!("../../public/shell.js")).unwrap();
    run(&format!(
        "document.head.append(Object.assign(document.createElement('script'), {{ textContent: {text} }}))"
    ))
    .await;
    Undo("delete window.linli")
}

#[wasm_bindgen_test]
async fn what_is_begun_is_asked_once_and_handed_out_once() {
    let server = Server::start();
    server.say(200, "{\"first\":1}");
    let _undo = script().await;
    assert_eq!(server.seen(), ["GET /v1/home"]);
    assert_eq!(api::get("/v1/home").await.unwrap().body, "{\"first\":1}");
    assert_eq!(server.seen().len(), 1);
    server.say(200, "{\"second\":2}");
    assert_eq!(api::get("/v1/home").await.unwrap().body, "{\"second\":2}");
    assert_eq!(server.seen().len(), 2);
}

#[wasm_bindgen_test]
async fn a_page_begins_with_its_list_or_with_the_one_thing_it_shows() {
    let server = Server::start();
    let _undo = script().await;
    for (path, asked) in [
        (
            "/services?from=chat",
            &["/v1/services?limit=1000", "/v1/categories"][..],
        ),
        ("/services/repair-tap", &["/v1/services/repair-tap"]),
        ("/services/repair-tap/order/check", &[]),
        ("/wishes/new", &[]),
        ("/contacts/x", &[]),
        ("/constructor", &[]),
        ("/", &[]),
    ] {
        let before = server.seen().len();
        api::begin(path);
        let asked: Vec<String> = asked.iter().map(|path| format!("GET {path}")).collect();
        assert_eq!(server.seen()[before..], asked, "{path}");
    }
}

#[wasm_bindgen_test]
async fn what_is_begun_in_another_language_is_asked_in_it() {
    let server = Server::start();
    let _undo = script().await;
    run("document.documentElement.lang = 'en-GB'").await;
    let _language = Undo("document.documentElement.lang = ''");
    locale::set_language(Language::En);
    server.say(200, "[1]");
    server.say(200, "[2]");
    api::begin("/services");
    for (path, body) in [
        ("/v1/services?limit=1000", "[1]"),
        ("/v1/categories", "[2]"),
    ] {
        assert_eq!(api::get(path).await.unwrap().body, body);
    }
    locale::set_language(Language::Zh);
    assert_eq!(
        server.seen()[1..],
        [
            "GET /v1/services?limit=1000&lang=en",
            "GET /v1/categories?lang=en"
        ]
    );
}

#[wasm_bindgen_test]
async fn what_was_begun_in_vain_is_asked_again() {
    let server = Server::start();
    let _undo = script().await;
    server.say(200, "{}");
    api::get("/v1/home").await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[wasm_bindgen_test]
async fn what_is_begun_has_its_time_like_any_request() {
    let server = Server::start();
    server.hang();
    let _undo = script().await;
    let outgoing = Outgoing {
        method: "GET",
        url: "/v1/home",
        headers: &[],
        body: Payload::Empty,
        timeout_ms: 60,
        credentials: false,
    };
    let failure = http::exchange(outgoing).await.err();
    assert_eq!(failure, Some(Failure::Timeout));
}

#[wasm_bindgen_test]
async fn nothing_from_before_a_write_is_handed_out_after_it() {
    let server = Server::start();
    server.say(200, "{\"before\":1}");
    let _undo = script().await;
    server.say(200, "{}");
    let write = Request {
        method: "POST",
        path: "/v1/sessions".to_owned(),
        body: Body::Json("{}".to_owned()),
        idempotency_key: None,
        if_match: None,
        if_new: false,
        booking_code: None,
    };
    api::send(&write).await.unwrap();
    server.say(200, "{\"after\":1}");
    assert_eq!(api::get("/v1/home").await.unwrap().body, "{\"after\":1}");
}
