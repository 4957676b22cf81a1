//! A POST that can be sent again without a second effect.
//!
//! The row of the key, the effect and the stored answer are one transaction. A handler reads:
//!
//! ```ignore
//! async fn create_wish(State(app): State<App>, lang: Lang, posted: Posted<NewWish>) -> Result<Response> {
//!     let (mut once, new) = match posted.begin(&app).await? {
//!         Begun::First(once, new) => (once, new),
//!         Begun::Again(response) => return Ok(response),
//!     };
//!     let outcome = create(&app, &mut once.tx, &once.user, lang, new).await; // Result<Outcome>
//!     once.finish(outcome).await
//! }
//! ```
//!
//! Outcomes (2xx) and deterministic refusals (409, 422) are stored; after anything else the key is
//! as if never used.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use sqlx::Executor;

use super::answer::{Outcome, REPLAYED};
use super::{User, extract};
use crate::App;
use crate::db::Tx;
use crate::error::{Code, Error, Result};

const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// A POST: who sent it, its key, and its body.
pub struct Posted<T> {
    /// Who sent it.
    pub user: User,
    /// The body.
    pub body: T,
    scope: Scope,
}

struct Scope {
    person_id: String,
    method: String,
    path: String,
    key: String,
    fingerprint: String,
}

/// A POST whose answer is not stored, because the answer is a secret or tells of a person. The effect
/// itself remembers a hash of the key, and finds what it made.
pub struct Keyed<T> {
    /// The key, in its one spelling.
    pub key: String,
    /// A hash of the body that tells nothing without the key.
    pub body_hash: String,
    /// The body.
    pub body: T,
}

impl<T: DeserializeOwned> FromRequest<App> for Keyed<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let key = key_of(request.headers())?;
        extract::is_json(request.headers())?;
        let bytes = extract::bytes(request, app).await?;
        let mut hash = Sha256::new();
        hash.update(&key);
        hash.update(&bytes);
        Ok(Self {
            body: extract::read_json(&bytes)?,
            body_hash: crate::account::secrets::hex(&hash.finalize()),
            key,
        })
    }
}

fn key_of(headers: &HeaderMap) -> Result<String> {
    let key = headers
        .get(KEY)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| uuid::Uuid::try_parse(text).ok())
        .ok_or(Code::IdempotencyKeyRequired)?;
    Ok(key.to_string())
}

/// Whether this key comes for the first time.
pub enum Begun<T> {
    /// For the first time: have the effect in `once.tx` and call [`Once::finish`].
    First(Box<Once>, T),
    /// Once more: this was the answer.
    Again(Response),
}

/// The transaction of an effect that is had once.
pub struct Once {
    /// Who asks for it.
    pub user: User,
    /// Where the effect belongs.
    pub tx: Tx,
    scope: Scope,
}

impl<T: DeserializeOwned> FromRequest<App> for Posted<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let (mut parts, body) = request.into_parts();
        let user = <User as FromRequestParts<App>>::from_request_parts(&mut parts, app).await?;
        let key = key_of(&parts.headers)?;
        extract::is_json(&parts.headers)?;
        let (method, path) = (parts.method.to_string(), parts.uri.path().to_owned());
        let bytes = extract::bytes(Request::from_parts(parts, body), app).await?;
        let fingerprint = crate::account::secrets::hex(&Sha256::digest(&bytes));
        Ok(Self {
            body: extract::read_json(&bytes)?,
            scope: Scope {
                person_id: user.id.clone(),
                method,
                path,
                key,
                fingerprint,
            },
            user,
        })
    }
}

impl<T> Posted<T> {
    /// Claims the key, or finds what it answered before.
    ///
    /// # Errors
    /// `idempotency_mismatch`, `in_progress`, and faults of the database.
    pub async fn begin(self, app: &App) -> Result<Begun<T>> {
        let Self { user, body, scope } = self;
        let mut tx = app.db.write().await?;
        // A second request with the same key waits here until the first has ended, and then sees
        // its row.
        let claimed = sqlx::query(
            "INSERT INTO idempotency_keys \
             (person_id, method, path, key, fingerprint, created_at, status, problem, body, location, etag) \
             VALUES ($1, $2, $3, $4, $5, $6, 0, '', '', '', '') ON CONFLICT DO NOTHING",
        )
        .bind(&scope.person_id)
        .bind(&scope.method)
        .bind(&scope.path)
        .bind(&scope.key)
        .bind(&scope.fingerprint)
        .bind(app.clock.now().0)
        .execute(&mut *tx)
        .await
        .map_err(|error| {
            let error = Error::from(error);
            if error.code == Code::Busy {
                Error::new(Code::InProgress).after(1)
            } else {
                error
            }
        })?
        .rows_affected()
            == 1;
        if claimed {
            // What a refused effect has written is undone; the row of the key stays.
            tx.execute("SAVEPOINT effect").await?;
            return Ok(Begun::First(Box::new(Once { user, tx, scope }), body));
        }
        Ok(Begun::Again(scope.stored(&mut tx).await?))
    }
}

impl Scope {
    async fn stored(&self, tx: &mut Tx) -> Result<Response> {
        type Row = (String, i64, String, String, String, String);
        let (fingerprint, status, problem, body, location, etag): Row = sqlx::query_as(
            "SELECT fingerprint, status, problem, body, location, etag FROM idempotency_keys \
             WHERE person_id = $1 AND method = $2 AND path = $3 AND key = $4",
        )
        .bind(&self.person_id)
        .bind(&self.method)
        .bind(&self.path)
        .bind(&self.key)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Error::new(Code::InProgress).after(1))?;
        if fingerprint != self.fingerprint {
            return Err(Code::IdempotencyMismatch.into());
        }
        if let Some(code) = Code::from_word(&problem) {
            let error = Error {
                errors: serde_json::from_str(&body)?,
                ..Error::new(code)
            };
            let mut response = error.into_response();
            response
                .headers_mut()
                .insert(REPLAYED, axum::http::HeaderValue::from_static("true"));
            return Ok(response);
        }
        let status = u16::try_from(status)
            .ok()
            .and_then(|status| StatusCode::from_u16(status).ok())
            .ok_or_else(|| Error::internal("a stored outcome without a status"))?;
        Ok(Outcome {
            status,
            body,
            location,
            etag,
            replayed: true,
        }
        .into_response())
    }
}

impl Once {
    /// Stores the outcome with the key, commits, and answers.
    pub async fn finish(mut self: Box<Self>, outcome: Result<Outcome>) -> Result<Response> {
        let (status, problem, body, location, etag) = match &outcome {
            Ok(outcome) => (
                outcome.status,
                "",
                outcome.body.clone(),
                outcome.location.as_str(),
                outcome.etag.as_str(),
            ),
            Err(error) if error.is_deterministic() => {
                self.tx.execute("ROLLBACK TO SAVEPOINT effect").await?;
                let errors = serde_json::to_string(&error.errors)?;
                (error.code.status(), error.code.word(), errors, "", "")
            }
            Err(error) => return Err(error.clone()),
        };
        sqlx::query(
            "UPDATE idempotency_keys SET status = $5, problem = $6, body = $7, location = $8, etag = $9 \
             WHERE person_id = $1 AND method = $2 AND path = $3 AND key = $4",
        )
        .bind(&self.scope.person_id)
        .bind(&self.scope.method)
        .bind(&self.scope.path)
        .bind(&self.scope.key)
        .bind(i64::from(status.as_u16()))
        .bind(problem)
        .bind(body)
        .bind(location)
        .bind(etag)
        .execute(&mut *self.tx)
        .await?;
        self.tx.commit().await?;
        outcome.map(IntoResponse::into_response)
    }
}
