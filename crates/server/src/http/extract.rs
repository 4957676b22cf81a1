//! Extractors whose refusals are problems of the contract.

use std::num::NonZeroU32;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::{Code, Error, Result};

/// Path parameters. What is not even text answers `not_found`: nothing has such an id.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        axum::extract::Path::from_request_parts(parts, app)
            .await
            .map(|axum::extract::Path(value)| Self(value))
            .map_err(|_| Code::NotFound.into())
    }
}

/// Query parameters.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        axum::extract::Query::from_request_parts(parts, app)
            .await
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|_| Code::BadRequest.into())
    }
}

/// The parameters of every list, `?limit=&cursor=`. Lists with filters repeat the two fields in
/// their own type and build this one from them, as urlencoded data cannot be flattened.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Listing {
    /// How many items at most.
    pub limit: Option<NonZeroU32>,
    /// Where the previous page ended.
    pub cursor: Option<String>,
}

impl Listing {
    /// The number of items to answer: 20 unless asked otherwise, and never more than the limit that
    /// the capabilities announce.
    pub fn limit(&self, app: &App) -> i64 {
        i64::from(
            self.limit
                .map_or(20, NonZeroU32::get)
                .min(app.config.rules.page_max),
        )
    }

    /// Where the previous page ended. `filter` is whatever else the request asked for: a cursor is
    /// only good for the list that it came from.
    pub fn after<T: DeserializeOwned>(&self, filter: &str) -> Result<Option<T>> {
        self.cursor
            .as_deref()
            .map(|cursor| cursor_from(cursor, filter))
            .transpose()
    }
}

/// Cuts rows that were read with one more than asked for to one page: where the next page begins, if there is
/// one, by the sort key of the last row that stays.
pub fn cut<R, K: Serialize>(
    rows: &mut Vec<R>,
    limit: i64,
    filter: &str,
    key: impl FnOnce(&R) -> K,
) -> Result<Option<String>> {
    let fits = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= fits {
        return Ok(None);
    }
    rows.truncate(fits);
    let last = rows.last().map(key);
    last.map(|key| cursor_to(filter, &key)).transpose()
}

/// Writes a cursor: the sort key of the last item, bound to the request's filter.
fn cursor_to<T: Serialize>(filter: &str, key: &T) -> Result<String> {
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&(filter, key))?))
}

/// Reads a cursor that [`cursor_to`] wrote for the same filter.
fn cursor_from<T: DeserializeOwned>(cursor: &str, filter: &str) -> Result<T> {
    let bytes = URL_SAFE_NO_PAD
        .decode(cursor)
        .map_err(|_| Code::BadRequest)?;
    let (of, key): (String, T) = serde_json::from_slice(&bytes).map_err(|_| Code::BadRequest)?;
    if of == filter {
        Ok(key)
    } else {
        Err(Code::BadRequest.into())
    }
}

/// A JSON body without an idempotency key (signing in).
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        is_json(request.headers())?;
        let bytes = bytes(request, app).await?;
        Ok(Self(read_json(&bytes)?))
    }
}

pub(super) fn is_json(headers: &HeaderMap) -> Result<()> {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if kind.trim().eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Code::NotJson.into())
    }
}

pub(super) async fn bytes(request: Request, app: &App) -> Result<Bytes> {
    Bytes::from_request(request, app)
        .await
        .map_err(|rejection: BytesRejection| {
            // A body that breaks off in the middle never arrives anyway; the answer is for the log.
            if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Code::BodyTooLarge.into()
            } else {
                Code::BadRequest.into()
            }
        })
}

pub(super) fn read_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    serde_json::from_slice(bytes).map_err(|error| Error {
        cause: Some(error.to_string()),
        ..Error::new(Code::BadRequest)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_good_for_its_own_list_only() {
        let cursor = cursor_to("open", &(5, "a")).unwrap();
        assert_eq!(cursor_from::<(i64, String)>(&cursor, "open").unwrap().0, 5);
        for (cursor, filter) in [(cursor.as_str(), "ended"), ("%%%", "open"), ("", "open")] {
            let error = cursor_from::<(i64, String)>(cursor, filter).unwrap_err();
            assert_eq!(error.code, Code::BadRequest);
        }
    }
}
