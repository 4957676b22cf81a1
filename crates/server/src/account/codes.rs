//! `POST /v1/sessions/phone-codes`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{NewPhoneCode, PhoneCode, Timestamp};

use super::secrets;
use crate::App;
use crate::clock::{day_of, instant_of};
use crate::error::{Code, Error, Result, field};
use crate::http::{Body, json, phone};

/// How long a code works, and after how long another may be asked for, in milliseconds.
const LIFE: i64 = 5 * 60_000;
const PAUSE: i64 = 60_000;

/// How many codes a number may ask for on one day: a flood of messages is what an attacker would
/// want, and each costs money.
const PER_DAY: i64 = 10;

/// Sends a code to a number that belongs to somebody. For any other number the answer, and the time
/// it takes, are the same.
pub async fn request(State(app): State<App>, Body(new): Body<NewPhoneCode>) -> Result<Response> {
    if !app.config.codes.offered() {
        return Err(Code::NotFound.into());
    }
    let phone = phone(&new.phone, "/phone").map_err(|error| Error::invalid(vec![error]))?;
    if phone.len() != 11 || !phone.starts_with('1') {
        return Err(Error::invalid(vec![field("/phone", "bad_phone")]));
    }
    let now = app.clock.now();
    let code = secrets::code()?;
    let hash = secrets::hash_slowly(code.clone()).await?;
    let known: Option<(String,)> = sqlx::query_as("SELECT id FROM people WHERE phone = $1")
        .bind(&phone)
        .fetch_optional(app.db.pool())
        .await?;
    let mut tx = app.db.write().await?;
    // One statement decides and counts, so that parallel requests cannot slip through.
    let granted = sqlx::query(
        "INSERT INTO phone_codes \
           (phone, code_hash, asked_at, day, asked_that_day, expires_at, tries, used) \
         VALUES ($1, $2, $3, $4, 1, $5, 0, 0) \
         ON CONFLICT (phone) DO UPDATE SET \
           code_hash = $2, asked_at = $3, day = $4, expires_at = $5, tries = 0, used = 0, \
           asked_that_day = CASE WHEN phone_codes.day = $4 THEN phone_codes.asked_that_day + 1 ELSE 1 END \
         WHERE phone_codes.asked_at <= $6 AND (phone_codes.day <> $4 OR phone_codes.asked_that_day < $7)",
    )
    .bind(&phone)
    .bind(if known.is_some() { hash.as_str() } else { "" })
    .bind(now.0)
    .bind(day_of(now).days())
    .bind(now.0 + LIFE)
    .bind(now.0 - PAUSE)
    .bind(PER_DAY)
    .execute(&mut *tx)
    .await?
    .rows_affected()
        == 1;
    if !granted {
        let (asked_at, day, asked): (i64, i64, i64) = sqlx::query_as(
            "SELECT asked_at, day, asked_that_day FROM phone_codes WHERE phone = $1",
        )
        .bind(&phone)
        .fetch_one(&mut *tx)
        .await?;
        let today = day_of(now);
        let until = if day == today.days() && asked >= PER_DAY {
            instant_of(today.plus_days(1), 0).0
        } else {
            asked_at + PAUSE
        };
        let seconds = (until - now.0).div_euclid(1000) + 1;
        return Err(Error::new(Code::TooManyRequests)
            .after(u32::try_from(seconds.max(1)).unwrap_or(u32::MAX)));
    }
    tx.commit().await?;
    if known.is_some() {
        app.config.codes.send(&phone, &code);
    }
    let answer = PhoneCode {
        expires_at: Timestamp(now.0 + LIFE),
        resend_after_seconds: 60,
    };
    json(StatusCode::ACCEPTED, &answer)
}
