//! One exchange over the network, and what `api` makes of it.

use linli::api;
use linli::domain::error::Error;
use linli::domain::language::Language;
use linli::platform::http::{self, Failure, Outgoing, Payload};
use linli::platform::locale;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::page::{Server, text};

fn asking(url: &str, timeout_ms: i32) -> Outgoing<'_> {
    Outgoing {
        method: "GET",
        url,
        headers: &[],
        body: Payload::Empty,
        timeout_ms,
        credentials: false,
    }
}

#[wasm_bindgen_test]
async fn an_answer_comes_back_whole() {
    // Chromium answers these itself, through its whole network stack.
    let url = "data:Application/JSON;charset=utf-8,%7B%22name%22%3A%22%E9%82%BB%E9%87%8C%22%7D";
    let incoming = http::exchange(asking(url, 5_000)).await.ok().unwrap();
    assert_eq!(incoming.status, 200);
    assert!(incoming.content_type.starts_with("application/json"));
    assert_eq!(incoming.body, r#"{"name":"邻里"}"#);
    assert_eq!((incoming.etag, incoming.retry_after), (None, None));
}

#[wasm_bindgen_test]
async fn nobody_there_is_the_network_and_silence_is_the_time() {
    let failure = http::exchange(asking("http://127.0.0.1:1/", 5_000))
        .await
        .err();
    assert_eq!(failure, Some(Failure::Network));
    let server = Server::start();
    server.hang();
    let failure = http::exchange(asking("/v1/home", 60)).await.err();
    assert_eq!(failure, Some(Failure::Timeout));
}

#[wasm_bindgen_test]
async fn an_answer_after_which_the_body_breaks_off_is_no_answer() {
    let server = Server::start();
    server.say(200, "{}");
    js_sys::eval("Response.prototype.plainText = Response.prototype.text; Response.prototype.text = () => Promise.reject(new TypeError('broken off'))").unwrap();
    let _undo = crate::page::Undo("Response.prototype.text = Response.prototype.plainText");
    let failure = http::exchange(asking("/v1/home", 1_000)).await.err();
    assert_eq!(failure, Some(Failure::Network));
}

#[wasm_bindgen_test]
async fn a_reading_carries_no_header_and_names_only_another_language_than_the_first() {
    let server = Server::start();
    js_sys::eval("window.told = []; const inner = window.fetch; window.fetch = (url, init) => { told.push(Object.keys(init).sort().join() + (init.headers ? ' headers' : '')); return inner(url, init); }").unwrap();
    locale::set_language(Language::Zh);
    server.say(200, "{}");
    api::get("/v1/home").await.unwrap();
    assert_eq!(server.seen(), ["GET /v1/home"]);
    assert_eq!(text("told[0]").await, "method,signal");
    locale::set_language(Language::En);
    server.say(200, "{}");
    api::get("/v1/orders?limit=5").await.unwrap();
    locale::set_language(Language::Zh);
    assert_eq!(server.seen()[1], "GET /v1/orders?limit=5&lang=en");
}

#[wasm_bindgen_test]
async fn every_end_of_a_request_is_one_error() {
    // The page of the test runner is HTML and a success, as a hotel's sign-in page is.
    let path = js_sys::eval("location.pathname")
        .unwrap()
        .as_string()
        .unwrap();
    assert_eq!(api::get(&path).await, Err(Error::NotTheServer));

    let server = Server::start();
    assert_eq!(api::get("/v1/home").await, Err(Error::Offline));
    server.say(200, "{\"half\":");
    let answer = api::get("/v1/home").await.unwrap();
    assert_eq!(
        api::decode::<linli_contract::Home>(&answer.body).err(),
        Some(Error::Contract)
    );
    assert_eq!(answer.etag.as_deref(), Some("\"v1\""));
    server.after(0, 502, "text/html", "<h1>Bad gateway</h1>");
    let error = api::get("/v1/home").await.unwrap_err();
    assert!(error.outcome_unknown() && error.status() == 502);
    server.after(
        0,
        409,
        "application/problem+json",
        r#"{"code":"slot_full"}"#,
    );
    let error = api::get("/v1/home").await.unwrap_err();
    assert_eq!((error.code(), error.status()), ("slot_full", 409));
    server.after(0, 204, "", "");
    assert_eq!(api::get("/v1/home").await.unwrap().body, "");
}

#[wasm_bindgen_test]
async fn a_file_is_text_and_no_page_of_somebody_else() {
    let server = Server::start();
    let path = "/v1/ballots/b1/files/pb";
    server.after(0, 200, "text/plain; charset=utf-8", "META");
    assert_eq!(api::file(path).await.as_deref(), Ok("META"));
    server.after(0, 200, "text/csv; charset=utf-8", "ballot,a");
    assert_eq!(api::file(path).await.as_deref(), Ok("ballot,a"));
    server.after(0, 200, "text/html", "hotel");
    assert_eq!(api::file(path).await, Err(Error::NotTheServer));
    server.say(200, "{}");
    assert_eq!(api::file(path).await, Err(Error::Contract));
    server.after(0, 404, "text/plain", "no");
    let error = api::file(path).await.err().map(|error| error.status());
    assert_eq!(error, Some(404));
    server.lose();
    assert_eq!(api::file(path).await, Err(Error::Offline));
}
