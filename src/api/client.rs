//! Requests. Every call ends in an [`Answer`] or in one [`Error`]; nothing here is generic but the
//! last step, the decoding, so that it costs its bytes once.

use std::cell::RefCell;

use linli_contract::{PictureId, Problem, Retry, UploadId};
use linli_json::Read;

use super::sign_out;
use crate::domain::error::Error;
use crate::domain::language::Language;
use crate::platform::http::{self, Failure, Incoming, Outgoing, Payload};
use crate::platform::{ahead, locale};

/// A read waits this long, a write twice as long: its answer matters more than its speed.
const READ_TIMEOUT_MS: i32 = 10_000;
const WRITE_TIMEOUT_MS: i32 = 20_000;
/// A file may be large, and nothing else waits for it.
const FILE_TIMEOUT_MS: i32 = 60_000;

/// Whom to call. It is public, the same for everybody, and kept by everybody.
pub const HELP_LINES: &str = "/v1/lines";

/// What files are.
const FILES: [&str; 3] = ["text/plain", "text/csv", "text/calendar"];

thread_local! {
    static BASE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Sets where the server is; empty means the app's own origin.
pub fn configure(base_url: &str) {
    BASE.set(base_url.trim_end_matches('/').to_owned());
}

/// Where the server is; empty means the app's own origin.
pub fn base_url() -> String {
    BASE.with_borrow(Clone::clone)
}

/// The address of an uploaded photo, for `<img src>`.
pub fn upload_url(id: &UploadId) -> String {
    format!("{}/v1/uploads/{id}", base_url())
}

/// The address of a public picture, for an image on a page.
pub fn picture_url(id: &PictureId) -> String {
    format!("{}/v1/pictures/{id}", base_url())
}

/// A request to one of the contract's paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// The path under the server's base, such as `/v1/orders`.
    pub path: String,
    /// What is sent.
    pub body: Body,
    /// One key for one intention.
    pub idempotency_key: Option<String>,
    /// The version that was shown when the person decided.
    pub if_match: Option<String>,
    /// There must be nothing there yet.
    pub if_new: bool,
    /// The code of a booking; it never stands in an address.
    pub booking_code: Option<String>,
}

/// What a request carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    None,
    /// A JSON text.
    Json(String),
    /// A JPEG photo.
    Jpeg(Vec<u8>),
}

/// An answer of the server with a status of 2xx.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The JSON text; empty when there is none.
    pub body: String,
    /// The version of the resource.
    pub etag: Option<String>,
}

/// Reads a resource.
pub async fn get(path: &str) -> Result<Answer, Error> {
    send(&reading(path)).await
}

/// Reads a file of text, such as the votes of a ballot.
pub async fn file(path: &str) -> Result<String, Error> {
    text(&reading(path)).await
}

/// Reads a booking for a calendar.
pub async fn calendar(path: &str, code: Option<String>) -> Result<String, Error> {
    let request = Request {
        booking_code: code,
        ..reading(path)
    };
    text(&request).await
}

async fn text(request: &Request) -> Result<String, Error> {
    sign_out::settle().await?;
    let incoming = go(request, FILE_TIMEOUT_MS).await?;
    let found = (200..300).contains(&incoming.status);
    if found
        && FILES
            .iter()
            .any(|kind| incoming.content_type.starts_with(kind))
    {
        return Ok(incoming.body);
    }
    // A page of a hotel's network or a problem; a JSON in place of the file is neither.
    understand(incoming).and(Err(Error::Contract))
}

fn reading(path: &str) -> Request {
    Request {
        method: "GET",
        path: path.to_owned(),
        body: Body::None,
        idempotency_key: None,
        if_match: None,
        if_new: false,
        booking_code: None,
    }
}

/// The value in an answer.
pub fn decode<T: Read>(text: &str) -> Result<T, Error> {
    linli_json::from_text(text).ok_or(Error::Contract)
}

/// Sends a request and waits for its answer. A sign-out of which the server does not know yet goes
/// first, so that nothing is ever asked in the name of somebody who has left.
pub async fn send(request: &Request) -> Result<Answer, Error> {
    sign_out::settle().await?;
    exchange(request).await
}

/// Begins what the page at a path of the app asks for first, while its code is still on its way.
pub fn begin(page: &str) {
    // The script that does it knows the app's own origin alone.
    if BASE.with_borrow(String::is_empty) && !sign_out::is_owed() {
        ahead::begin(page);
    }
}

/// Sends one request.
pub(super) async fn exchange(request: &Request) -> Result<Answer, Error> {
    let reads = request.method == "GET";
    let patience = if reads {
        READ_TIMEOUT_MS
    } else {
        WRITE_TIMEOUT_MS
    };
    let incoming = go(request, patience).await?;
    let told = !reads && incoming.status != 204;
    let answer = understand(incoming)?;
    // Half of an answer to a write tells nothing about its outcome: it is asked for again, under the
    // same key. Half of a reading is found out when it is decoded.
    if told && !linli_json::is_json(&answer.body) {
        return Err(Error::Contract);
    }
    Ok(answer)
}

async fn go(request: &Request, timeout_ms: i32) -> Result<Incoming, Error> {
    let url = address(request);
    let mut headers: Vec<(&str, &str)> = Vec::new();
    match &request.body {
        Body::None => {}
        Body::Json(_) => headers.push(("Content-Type", "application/json")),
        Body::Jpeg(_) => headers.push(("Content-Type", "image/jpeg")),
    }
    if let Some(key) = &request.idempotency_key {
        headers.push(("Idempotency-Key", key));
    }
    if let Some(version) = &request.if_match {
        headers.push(("If-Match", version));
    }
    if request.if_new {
        headers.push(("If-None-Match", "*"));
    }
    if let Some(code) = &request.booking_code {
        headers.push(("Booking-Code", code));
    }
    let outgoing = Outgoing {
        method: request.method,
        url: &url,
        headers: &headers,
        body: match &request.body {
            Body::None => Payload::Empty,
            Body::Json(text) => Payload::Text(text),
            Body::Jpeg(bytes) => Payload::Bytes(bytes),
        },
        timeout_ms,
        credentials: BASE.with_borrow(|base| !base.is_empty()),
    };
    http::exchange(outgoing)
        .await
        .map_err(|failure| match failure {
            Failure::Network => Error::Offline,
            Failure::Timeout => Error::Timeout,
        })
}

/// The full address. Chinese is the contract's first language and goes without saying; a path may ask for a language
/// of its own. The page's own script begins requests under the same addresses.
fn address(request: &Request) -> String {
    let mut url = base_url() + &request.path;
    let language = locale::language();
    if language != Language::Zh && !request.path.contains("lang=") {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str("lang=");
        url.push_str(language.code());
    }
    url
}

/// What an answer means. A page of a hotel's network, half a JSON or an empty body of success are
/// no answer of the server: the outcome of a write stays unknown.
fn understand(incoming: Incoming) -> Result<Answer, Error> {
    let is_json = incoming.content_type.contains("json");
    if (200..300).contains(&incoming.status) {
        if incoming.status == 204 || is_json {
            return Ok(Answer {
                body: incoming.body,
                etag: incoming.etag,
            });
        }
        return Err(Error::NotTheServer);
    }
    let problem = if is_json {
        decode::<Problem>(&incoming.body).ok()
    } else {
        None
    };
    let problem = problem.unwrap_or_else(|| bare_problem(incoming.status));
    Err(Error::Problem(Box::new(Problem {
        status: incoming.status,
        retry_after: incoming.retry_after.or(problem.retry_after),
        ..problem
    })))
}

/// The problem that a status alone tells, for servers in front of the server.
fn bare_problem(status: u16) -> Problem {
    let (code, retry) = match status {
        401 => ("sign_in_required", Retry::AfterAuth),
        403 => ("forbidden", Retry::Never),
        404 => ("not_found", Retry::Never),
        408 | 500.. => ("server_error", Retry::SameKey),
        413 => ("body_too_large", Retry::Never),
        429 => ("too_many_requests", Retry::After),
        _ => ("refused", Retry::Never),
    };
    Problem {
        kind: String::new(),
        code: code.to_owned(),
        title: String::new(),
        status,
        detail: None,
        request_id: None,
        errors: Vec::new(),
        slots: Vec::new(),
        retry,
        retry_after: None,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn incoming(status: u16, content_type: &str, body: &str) -> Incoming {
        Incoming {
            status,
            content_type: content_type.into(),
            etag: None,
            retry_after: None,
            body: body.into(),
        }
    }

    #[test]
    fn a_page_of_somebody_else_is_no_success() {
        let answer = understand(incoming(
            200,
            "text/html; charset=utf-8",
            "<h1>Welcome to the hotel</h1>",
        ));
        assert_eq!(answer, Err(Error::NotTheServer));
        assert!(answer.unwrap_err().outcome_unknown());
    }

    #[test]
    fn a_problem_keeps_its_code_and_the_status_of_the_line() {
        let error = understand(incoming(
            409,
            "application/problem+json",
            r#"{"code":"quota_used_up","status":400,"new":1}"#,
        ))
        .unwrap_err();
        assert_eq!((error.code(), error.status()), ("quota_used_up", 409));
        assert!(!error.outcome_unknown());
    }

    #[test]
    fn a_bare_status_is_understood() {
        for (status, code, unknown) in [
            (500, "server_error", true),
            (502, "server_error", true),
            (429, "too_many_requests", true),
            (404, "not_found", false),
            (418, "refused", false),
        ] {
            let error = understand(incoming(status, "text/html", "<html>")).unwrap_err();
            assert_eq!(
                (error.code(), error.outcome_unknown()),
                (code, unknown),
                "{status}"
            );
        }
    }

    #[test]
    fn half_a_json_breaks_the_contract_and_not_the_app() {
        assert_eq!(
            decode::<linli_contract::Home>("{\"language\":\"zh\",\"cap"),
            Err(Error::Contract)
        );
        let error = understand(incoming(422, "application/problem+json", "{\"co")).unwrap_err();
        assert_eq!(error.code(), "refused");
    }
}
