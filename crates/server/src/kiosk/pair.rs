//! `POST /v1/kiosk/pairings` and `POST /v1/kiosk/pairings/claim`: a screen becomes a kiosk.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{Claim, KioskPairing, Timestamp};

use super::asking::{self, Asked, CODES_MAX};
use super::read;
use crate::App;
use crate::account::{secrets, sessions};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::http::{Body, json};

/// Asks. Anybody may; a worker who stands in front of the screen decides.
pub(super) async fn request(State(app): State<App>) -> Result<Response> {
    let rules = &app.config.kiosk;
    let now = app.clock.now();
    let device_code = secrets::token()?;
    let expires_at = now.plus_minutes(rules.pairing_minutes);
    let mut tx = app.db.write().await?;
    sqlx::query("DELETE FROM kiosk_pairings WHERE expires_at <= $1")
        .bind(now.0)
        .execute(&mut *tx)
        .await?;
    let (living,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM kiosk_pairings")
        .fetch_one(&mut *tx)
        .await?;
    if living >= rules.pairings_at_once {
        return Err(Error::new(Code::TooManyRequests).after(60));
    }
    let user_code = write(&mut tx, &device_code, now, expires_at).await?;
    tx.commit().await?;
    let pairing = KioskPairing {
        device_code,
        user_code,
        expires_at,
        interval_seconds: rules.pairing_interval,
    };
    json(StatusCode::CREATED, &pairing)
}

/// Writes the request under a code that no living one has.
async fn write(
    tx: &mut Tx,
    device_code: &str,
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<String> {
    for _ in 0..CODES_MAX {
        let user_code = secrets::code()?;
        let free = sqlx::query(
            "INSERT INTO kiosk_pairings \
             (id, device_hash, user_code, asked_at, expires_at, polled_at, state) \
             VALUES ($1, $2, $3, $4, $5, 0, 'waiting') ON CONFLICT (user_code) DO NOTHING",
        )
        .bind(uuid::Uuid::now_v7().to_string())
        .bind(secrets::token_hash(device_code))
        .bind(&user_code)
        .bind(now.0)
        .bind(expires_at.0)
        .execute(&mut **tx)
        .await?
        .rows_affected()
            == 1;
        if free {
            return Ok(user_code);
        }
    }
    Err(Error::new(Code::Busy).after(1))
}

/// Asks whether it was decided; an approved one is a kiosk from now on.
pub(super) async fn claim(
    State(app): State<App>,
    headers: HeaderMap,
    Body(claim): Body<Claim>,
) -> Result<Response> {
    let rules = &app.config.kiosk;
    let now = app.clock.now().0;
    let device_hash = secrets::token_hash(&claim.device_code);
    let mut tx = app.db.write().await?;
    let asked: Asked = sqlx::query_as(
        "SELECT state, expires_at, polled_at FROM kiosk_pairings WHERE device_hash = $1",
    )
    .bind(&device_hash)
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Code::RequestOver)?;
    if !asked.approved(now, rules.pairing_interval)? {
        sqlx::query("UPDATE kiosk_pairings SET polled_at = $2 WHERE device_hash = $1")
            .bind(&device_hash)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        return Err(asking::still_waiting(rules.pairing_interval));
    }
    let token = secrets::token()?;
    let id = uuid::Uuid::now_v7().to_string();
    sqlx::query(
        "INSERT INTO kiosks (id, token_hash, name, place, pin_salt, pin_iterations, pin_key, \
         paired_at, paired_by, seen_at) \
         SELECT $1, $2, name, place, pin_salt, pin_iterations, pin_key, $3, decided_by, $3 \
         FROM kiosk_pairings WHERE device_hash = $4",
    )
    .bind(&id)
    .bind(secrets::token_hash(&token))
    .bind(now)
    .bind(&device_hash)
    .execute(&mut *tx)
    .await?;
    // Two claims in the same moment: one takes the row.
    let mine = sqlx::query("DELETE FROM kiosk_pairings WHERE device_hash = $1")
        .bind(&device_hash)
        .execute(&mut *tx)
        .await?
        .rows_affected();
    if mine == 0 {
        return Err(Code::RequestOver.into());
    }
    let kiosk = read::kiosk(&mut tx, rules, &id).await?;
    tx.commit().await?;
    let mut response = json(StatusCode::CREATED, &kiosk)?;
    // Whoever set the device up may have been signed in here; nobody finds them so.
    sessions::end(&app, &headers, &mut response).await?;
    read::set_cookie(&mut response, &headers, &token)?;
    Ok(response)
}
