//! `PUT` and `DELETE /v1/appointments/bookings/{id}/envelope`: something that only the provider's browser
//! can open. It is never looked into here, only measured.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{FieldError, NewEnvelope};

use super::access::Access;
use super::{record, shown};
use crate::App;
use crate::error::{Code, Error, Result, field, field_limit};
use crate::http::{Body, Lang, MaybeUser, Path, json};

/// Puts an envelope to a booking, in the place of an earlier one.
pub(super) async fn put(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewEnvelope>,
) -> Result<Response> {
    let mut access = {
        let mut connection = app.db.pool().acquire().await?;
        Access::of(&mut connection, &headers).await?
    };
    let mut tx = app.db.write().await?;
    let now = app.clock.now();
    let found = access.open(&mut tx, user.as_ref(), &id).await?;
    check(&new)?;
    if !found.facts(&found.state()).may_share(now) {
        return Err(Code::NotPossibleNow.into());
    }
    if found.key_id.as_ref() != Some(&new.key_id) {
        return Err(Code::KeyChanged.into());
    }
    sqlx::query(
        "INSERT INTO appointment_envelopes (booking_id, key_id, wrapped_key, iv, ciphertext, \
         shared_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (booking_id) DO UPDATE SET key_id = $2, wrapped_key = $3, iv = $4, \
         ciphertext = $5, shared_at = $6",
    )
    .bind(&found.id)
    .bind(&new.key_id)
    .bind(&new.wrapped_key)
    .bind(&new.iv)
    .bind(&new.ciphertext)
    .bind(now.0)
    .execute(&mut *tx)
    .await?;
    let found = record::of_id(&mut tx, &id).await?;
    let booking = shown::shown(&mut tx, &found, access.eyes, lang, now).await?;
    tx.commit().await?;
    json(StatusCode::OK, &booking)
}

/// Takes it away again.
pub(super) async fn delete(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut access = {
        let mut connection = app.db.pool().acquire().await?;
        Access::of(&mut connection, &headers).await?
    };
    let mut tx = app.db.write().await?;
    let found = access.open(&mut tx, user.as_ref(), &id).await?;
    record::drop_envelope(&mut tx, &found.id).await?;
    let found = record::of_id(&mut tx, &id).await?;
    let now = app.clock.now();
    let booking = shown::shown(&mut tx, &found, access.eyes, lang, now).await?;
    tx.commit().await?;
    json(StatusCode::OK, &booking)
}

fn check(new: &NewEnvelope) -> Result<()> {
    let mut errors: Vec<FieldError> = Vec::new();
    if !(1..=64).contains(&new.key_id.len()) {
        errors.push(field("/key_id", "bad_text"));
    }
    for (pointer, text, bounds) in [
        ("/wrapped_key", &new.wrapped_key, 340..=700),
        ("/iv", &new.iv, 16..=16),
        ("/ciphertext", &new.ciphertext, 22..=16_000),
    ] {
        errors.extend(base64url(text, pointer, &bounds).err());
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid(errors))
    }
}

/// Whether a text is base64url without padding, and of a fitting length.
pub(super) fn base64url(
    text: &str,
    pointer: &str,
    bounds: &std::ops::RangeInclusive<usize>,
) -> Result<(), FieldError> {
    let limit = |bound: &usize| i64::try_from(*bound).unwrap_or(i64::MAX);
    if text.len() < *bounds.start() {
        return Err(field_limit(pointer, "too_short", limit(bounds.start())));
    }
    if text.len() > *bounds.end() {
        return Err(field_limit(pointer, "too_long", limit(bounds.end())));
    }
    let fits = text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if fits {
        Ok(())
    } else {
        Err(field(pointer, "bad_text"))
    }
}
