//! `POST /v1/appointments/calls`: 请社工联系我. A name to ask for and a phone; nothing of why.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use linli_contract::{Call, NewCall, Timestamp};

use super::code;
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Keyed, Lang, Outcome, line, phone};

/// Asks for a call, with consent only.
pub(super) async fn create(
    State(app): State<App>,
    lang: Lang,
    keyed: Keyed<NewCall>,
) -> Result<Response> {
    let new = &keyed.body;
    let mut errors = Vec::new();
    if !new.consent {
        errors.push(field("/consent", "required"));
    }
    let name = line(&new.name, "/name", 1..=20);
    let number = phone(&new.phone, "/phone");
    let suits = line(new.when.as_deref().unwrap_or_default(), "/when", 0..=60);
    errors.extend(name.as_ref().err().cloned());
    errors.extend(number.as_ref().err().cloned());
    errors.extend(suits.as_ref().err().cloned());
    let (Ok(name), Ok(number), Ok(suits), true) = (name, number, suits, errors.is_empty()) else {
        return Err(Error::invalid(errors));
    };
    let mut tx = app.db.write().await?;
    let (calls_zh, calls_en): (String, String) =
        sqlx::query_as("SELECT calls_zh, calls_en FROM appointment_words")
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(Code::NotFound)?;
    let who = lang.pick_some(calls_zh, calls_en).ok_or(Code::NotFound)?;
    let now = app.clock.now();
    let call_by = now.plus_minutes(app.config.appointments.call_minutes);
    let key_hash = code::key_hash(&keyed.key);
    let done = sqlx::query(
        "INSERT INTO appointment_calls (id, key_hash, name, phone, suits, created_at, call_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key_hash) DO NOTHING",
    )
    .bind(uuid::Uuid::new_v4().simple().to_string())
    .bind(&key_hash)
    .bind(name)
    .bind(number)
    .bind(suits)
    .bind(now.0)
    .bind(call_by.0)
    .execute(&mut *tx)
    .await?;
    let call_by: i64 =
        sqlx::query_scalar("SELECT call_by FROM appointment_calls WHERE key_hash = $1")
            .bind(&key_hash)
            .fetch_one(&mut *tx)
            .await?;
    tx.commit().await?;
    let call = Call {
        call_by: Timestamp(call_by),
        who,
    };
    let outcome = if done.rows_affected() == 1 {
        Outcome::new(StatusCode::CREATED, &call)?
    } else {
        Outcome::new(StatusCode::OK, &call)?.replayed()
    };
    Ok(outcome.tagged(String::new()).into_response())
}
