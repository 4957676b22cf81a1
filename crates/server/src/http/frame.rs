//! The frame of every answer: the request's id, problems in the request's language, headers.

use std::any::Any;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{MatchedPath, Request};
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use linli_contract::Problem;

use super::{Lang, device_cookie, device_token_of};
use crate::error::{Code, Error};

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How long a handler may take; a photo may arrive over a very weak network.
const TIMEOUT: Duration = Duration::from_secs(20);
const UPLOAD_TIMEOUT: Duration = Duration::from_mins(5);

const CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' blob: data:; manifest-src 'self'; worker-src 'self'; \
    base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Gives the request an id, ends it when it takes too long, logs it (by its pattern, without ids, query and
/// body, which may be personal), and writes the body of a problem.
pub(super) async fn frame_api(request: Request, next: Next) -> Response {
    let id = uuid::Uuid::new_v4().simple().to_string();
    let lang = Lang::of(request.uri());
    let method = request.method().clone();
    let was_kiosk =
        device_token_of(request.headers()).map(|_| device_cookie(request.headers(), "", 0));
    let path = request.extensions().get::<MatchedPath>().cloned();
    let path = path.as_ref().map_or("(no such path)", MatchedPath::as_str);
    let patience = if method == Method::PUT {
        UPLOAD_TIMEOUT
    } else {
        TIMEOUT
    };
    let mut response = match tokio::time::timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Error::new(Code::Busy).after(1).into_response(),
    };
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let error = response
            .extensions_mut()
            .remove::<Error>()
            .unwrap_or_else(|| Error::new(code_of(status)));
        if status.is_server_error() {
            tracing::error!(%method, path, request_id = id, "{error}");
        } else {
            tracing::debug!(%method, path, request_id = id, "{error}");
        }
        response = render(response, &error, lang, &id);
        // A browser that was a kiosk once may be an ordinary one after it was told.
        if error.code == Code::KioskNotPaired
            && let Some(Ok(cookie)) = was_kiosk.map(HeaderValue::try_from)
        {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::try_from(id) {
        headers.insert(REQUEST_ID, id);
    }
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Refusals of the framework itself carry a status only.
fn code_of(status: StatusCode) -> Code {
    match status {
        StatusCode::NOT_FOUND => Code::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Code::MethodNotAllowed,
        StatusCode::PAYLOAD_TOO_LARGE => Code::BodyTooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Code::NotJson,
        StatusCode::SERVICE_UNAVAILABLE => Code::Busy,
        status if status.is_client_error() => Code::BadRequest,
        _ => Code::ServerError,
    }
}

fn render(response: Response, error: &Error, lang: Lang, request_id: &str) -> Response {
    let code = error.code;
    let (title_zh, title_en) = code.title();
    let (detail_zh, detail_en) = code.detail();
    let problem = Problem {
        kind: format!("/problems/{}", code.word().replace('_', "-")),
        code: code.word().to_owned(),
        title: lang.pick(title_zh, title_en),
        status: code.status().as_u16(),
        detail: Some(lang.pick(detail_zh, detail_en)),
        request_id: Some(request_id.to_owned()),
        errors: error.errors.clone(),
        slots: error.slots.clone(),
        retry: code.retry(),
        retry_after: None,
    };
    let (mut parts, _) = response.into_parts();
    parts.status = code.status();
    parts.headers.remove(CONTENT_LENGTH);
    parts.headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    parts
        .headers
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = error.retry_after {
        parts
            .headers
            .insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    // A problem is a handful of strings: writing it cannot fail.
    Response::from_parts(
        parts,
        Body::from(serde_json::to_vec(&problem).unwrap_or_default()),
    )
}

/// What a panic answers: the fault is ours, and the connection lives on.
pub(super) fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response {
    let what = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Error::internal(format!("a handler panicked: {what}")).into_response()
}

/// Headers on everything, files included.
pub(super) async fn security_headers(request: Request, next: Next) -> Response {
    let secure = super::https(request.headers());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", CSP),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ] {
        // A handler that sends foreign bytes has a stricter policy of its own.
        headers
            .entry(HeaderName::from_static(name))
            .or_insert(HeaderValue::from_static(value));
    }
    if secure {
        headers.insert(
            "strict-transport-security",
            HeaderValue::from_static("max-age=31536000"),
        );
    }
    response
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use axum::routing::get;
    use axum::{Router, middleware};
    use tower::ServiceExt as _;
    use tower_http::catch_panic::CatchPanicLayer;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_problem_that_tells_nothing_of_the_inside() {
        async fn broken() {
            panic!("the pipe of the inside burst");
        }
        let service = Router::new()
            .route("/", get(broken))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(middleware::from_fn(frame_api));
        let request = Request::get("/?lang=en").body(Body::empty()).unwrap();
        let response = service.oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let body = axum::body::to_bytes(response.into_body(), 4096).await;
        let problem: Problem = serde_json::from_slice(&body.unwrap()).unwrap();
        assert_eq!(problem.code, "server_error");
        assert_eq!(problem.retry, linli_contract::Retry::SameKey);
        assert!(!format!("{problem:?}").contains("pipe"));
    }
}
