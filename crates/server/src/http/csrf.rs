//! Requests with an effect must come from our own pages. The cookie is SameSite=Lax already; this
//! also refuses other sites of the same registrable domain.

use axum::extract::Request;
use axum::http::Method;
use axum::http::header::{HOST, HeaderMap, ORIGIN};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::{Code, Error};

pub(super) async fn refuse_cross_site(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || is_own(request.headers()) {
        next.run(request).await
    } else {
        Error::new(Code::CrossSite).into_response()
    }
}

/// Browsers send `Sec-Fetch-Site`; older ones send at least `Origin`. A program that sends neither
/// has no cookies that a page could abuse.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key("sec-fetch-site") {
        return matches!(
            headers.get("sec-fetch-site").and_then(|v| v.to_str().ok()),
            Some("same-origin" | "none")
        );
    }
    if !headers.contains_key(ORIGIN) {
        return true;
    }
    let authority = text(ORIGIN).and_then(|origin| origin.split_once("://"));
    match (authority, text(HOST)) {
        (Some((_, authority)), Some(host)) => authority.eq_ignore_ascii_case(host),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderName, HeaderValue};

    #[test]
    fn only_our_own_pages_and_programs_may_act() {
        let own = |pairs: &[(&'static str, &'static str)]| {
            is_own(
                &pairs
                    .iter()
                    .map(|(name, value)| {
                        (
                            HeaderName::from_static(name),
                            HeaderValue::from_static(value),
                        )
                    })
                    .collect(),
            )
        };
        assert!(own(&[]));
        assert!(own(&[("sec-fetch-site", "same-origin")]));
        assert!(own(&[
            ("origin", "http://localhost:80"),
            ("host", "localhost:80")
        ]));
        assert!(!own(&[("sec-fetch-site", "same-site")]));
        assert!(!own(&[("sec-fetch-site", "cross-site")]));
        assert!(!own(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://a"),
            ("host", "a")
        ]));
        assert!(!own(&[("origin", "http://evil"), ("host", "localhost:80")]));
        assert!(!own(&[("origin", "null"), ("host", "localhost:80")]));
        assert!(!own(&[("origin", "http://localhost:80")]));
    }
}
