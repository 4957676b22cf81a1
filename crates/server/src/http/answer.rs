//! Answers: JSON with entity tags, and the outcome of an effect.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::error::{Code, Error, Result};

/// Tells that this outcome was stored by an earlier request with the same key or reference.
pub(super) const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// Who may keep an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// The same for everyone, for half a minute: menus, announcements.
    Public,
    /// This browser only, and it asks each time.
    Private,
    /// Nobody: not even this browser's disk.
    Never,
}

impl Cache {
    const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Public => "public, max-age=30, stale-while-revalidate=300",
            Self::Private => "private, no-cache",
            Self::Never => "no-store",
        })
    }
}

/// The strong entity tag of a body.
pub fn etag_of(body: &[u8]) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(body);
    digest[..12]
        .iter()
        .fold(String::from('"'), |mut tag, byte| {
            // Writing to a string cannot fail.
            let _ = write!(tag, "{byte:02x}");
            tag
        })
        + "\""
}

/// A 200 with an entity tag, or a 304 where the client has it already.
pub fn cached<T: Serialize>(headers: &HeaderMap, cache: Cache, value: &T) -> Result<Response> {
    json_tagged(headers, cache, value, None)
}

/// As [`cached`], with the tag given: for a resource that contains the time of day, where the tag
/// is weak and leaves that out.
pub fn json_tagged<T: Serialize>(
    headers: &HeaderMap,
    cache: Cache,
    value: &T,
    tag: Option<String>,
) -> Result<Response> {
    let body = serde_json::to_vec(value)?;
    let tag = tag.unwrap_or_else(|| etag_of(&body));
    let known = headers
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .any(|list| contains_tag(list, &tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        respond(StatusCode::OK, body)
    };
    let out = response.headers_mut();
    out.insert(CACHE_CONTROL, cache.header());
    out.insert(ETAG, HeaderValue::try_from(tag).map_err(Error::internal)?);
    Ok(response)
}

/// Checks `If-Match` against the tag of the present representation.
///
/// # Errors
/// `if_match_required` without the header, `changed_meanwhile` when it names another tag.
pub fn if_match(headers: &HeaderMap, current: &str) -> Result<()> {
    let sent = headers.get(IF_MATCH).ok_or(Code::IfMatchRequired)?;
    let sent = sent.to_str().unwrap_or_default();
    // A weak tag never matches here (RFC 9110, 13.1.1).
    let matches = sent
        .split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag == current);
    if matches {
        Ok(())
    } else {
        Err(Code::ChangedMeanwhile.into())
    }
}

/// As [`if_match`], for a change that may be `done` already: the answer to the first try may have been lost, and its
/// tag is then an old one.
///
/// # Errors
/// As [`if_match`], but `changed_meanwhile` only while it is not done.
pub fn if_match_unless(done: bool, headers: &HeaderMap, current: &str) -> Result<()> {
    match if_match(headers, current) {
        Err(error) if done && error.code == Code::ChangedMeanwhile => Ok(()),
        checked => checked,
    }
}

/// Whether a list of tags has one that equals `tag`, weakness aside (RFC 9110, 13.1.2).
fn contains_tag(list: &str, tag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.split(',')
        .any(|sent| sent.trim() == "*" || plain(sent) == plain(tag))
}

/// JSON without a tag.
pub fn json<T: Serialize>(status: StatusCode, value: &T) -> Result<Response> {
    Ok(respond(status, serde_json::to_vec(value)?))
}

/// What something is after a change, with its new tag.
pub fn changed<T: Serialize>(value: &T) -> Result<Response> {
    let body = serde_json::to_vec(value)?;
    let tag = HeaderValue::try_from(etag_of(&body)).map_err(Error::internal)?;
    let mut response = respond(StatusCode::OK, body);
    response.headers_mut().insert(ETAG, tag);
    Ok(response)
}

/// 204.
pub fn no_content() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

fn respond(status: StatusCode, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

/// What an effect answers, in a form that can be stored with its idempotency key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub(super) status: StatusCode,
    pub(super) body: String,
    pub(super) location: String,
    pub(super) etag: String,
    pub(super) replayed: bool,
}

impl Outcome {
    /// An outcome with the strong tag of its body.
    pub fn new<T: Serialize>(status: StatusCode, value: &T) -> Result<Self> {
        let body = serde_json::to_string(value)?;
        Ok(Self {
            status,
            etag: etag_of(body.as_bytes()),
            body,
            location: String::new(),
            replayed: false,
        })
    }

    /// 201 with `Location`, a path.
    pub fn created<T: Serialize>(location: impl Into<String>, value: &T) -> Result<Self> {
        Ok(Self {
            location: location.into(),
            ..Self::new(StatusCode::CREATED, value)?
        })
    }

    /// With this entity tag instead of the body's own.
    #[must_use]
    pub fn tagged(mut self, etag: String) -> Self {
        self.etag = etag;
        self
    }

    /// Marks an outcome that an earlier request had (same `client_ref`).
    #[must_use]
    pub const fn replayed(mut self) -> Self {
        self.replayed = true;
        self
    }
}

impl IntoResponse for Outcome {
    fn into_response(self) -> Response {
        let mut response = respond(self.status, self.body.into_bytes());
        let headers = response.headers_mut();
        for (name, value) in [(ETAG, self.etag), (LOCATION, self.location)] {
            if let Ok(value) = HeaderValue::try_from(value)
                && !value.is_empty()
            {
                headers.insert(name, value);
            }
        }
        if self.replayed {
            headers.insert(REPLAYED, HeaderValue::from_static("true"));
        }
        response
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn with(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_known_tag_is_answered_without_a_body() {
        let first = cached(&HeaderMap::new(), Cache::Public, &[1, 2]).unwrap();
        assert_eq!(first.status(), StatusCode::OK);
        let tag = first.headers()[ETAG].clone();
        for list in [
            "*".to_owned(),
            format!("\"x\", W/{}", tag.to_str().unwrap()),
        ] {
            let headers =
                HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::try_from(list).unwrap())]);
            let again = cached(&headers, Cache::Public, &[1, 2]).unwrap();
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            let changed = cached(&headers, Cache::Public, &[1, 3]).unwrap();
            let star = headers[IF_NONE_MATCH] == "*";
            assert_eq!(changed.status() == StatusCode::NOT_MODIFIED, star);
        }
    }

    #[test]
    fn an_edit_needs_the_present_strong_tag() {
        let code = |headers: HeaderMap| if_match(&headers, "\"a\"").map_err(|error| error.code);
        assert_eq!(code(HeaderMap::new()), Err(Code::IfMatchRequired));
        assert_eq!(code(with(IF_MATCH, "\"b\"")), Err(Code::ChangedMeanwhile));
        assert_eq!(code(with(IF_MATCH, "W/\"a\"")), Err(Code::ChangedMeanwhile));
        assert_eq!(code(with(IF_MATCH, "\"b\", \"a\"")), Ok(()));
        assert_eq!(code(with(IF_MATCH, "*")), Ok(()));
    }
}
