//! `POST /v1/kiosk/sign-ins` and `POST /v1/kiosk/sign-ins/claim`: a kiosk waits for a phone.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{Claim, KioskSignIn};

use super::asking::{self, Asked, CODES_MAX};
use super::device::Device;
use crate::App;
use crate::account::{secrets, sessions};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::http::{Body, Lang, json};

/// Asks. A device has one request at a time: the latest.
pub(super) async fn request(State(app): State<App>, device: Device) -> Result<Response> {
    let rules = &app.config.kiosk;
    let now = app.clock.now();
    let mut asked = KioskSignIn {
        device_code: secrets::token()?,
        token: secrets::token()?,
        user_code: String::new(),
        match_number: asking::match_number()?,
        expires_at: now.plus_minutes(rules.sign_in_minutes),
        interval_seconds: rules.sign_in_interval,
    };
    let mut tx = app.db.write().await?;
    sqlx::query("DELETE FROM kiosk_sign_ins WHERE kiosk_id = $1 OR expires_at <= $2")
        .bind(&device.id)
        .bind(now.0)
        .execute(&mut *tx)
        .await?;
    write(&mut tx, &device, &mut asked).await?;
    tx.commit().await?;
    json(StatusCode::CREATED, &asked)
}

/// Writes the request under a code that no living one has.
async fn write(tx: &mut Tx, device: &Device, asked: &mut KioskSignIn) -> Result<()> {
    for _ in 0..CODES_MAX {
        asked.user_code = secrets::code()?;
        let free = sqlx::query(
            "INSERT INTO kiosk_sign_ins (device_hash, kiosk_id, token_hash, user_code, \
             match_number, expires_at, polled_at, state) \
             VALUES ($1, $2, $3, $4, $5, $6, 0, 'waiting') ON CONFLICT DO NOTHING",
        )
        .bind(secrets::token_hash(&asked.device_code))
        .bind(&device.id)
        .bind(secrets::token_hash(&asked.token))
        .bind(&asked.user_code)
        .bind(&asked.match_number)
        .bind(asked.expires_at.0)
        .execute(&mut **tx)
        .await?
        .rows_affected()
            == 1;
        if free {
            return Ok(());
        }
    }
    Err(Error::new(Code::Busy).after(1))
}

/// Asks whether the phone has decided; whoever approved is signed in here.
pub(super) async fn claim(
    State(app): State<App>,
    lang: Lang,
    device: Device,
    headers: HeaderMap,
    Body(claim): Body<Claim>,
) -> Result<Response> {
    let interval = app.config.kiosk.sign_in_interval;
    let now = app.clock.now().0;
    let device_hash = secrets::token_hash(&claim.device_code);
    let mut tx = app.db.write().await?;
    let asked: Asked = sqlx::query_as(
        "SELECT state, expires_at, polled_at FROM kiosk_sign_ins \
         WHERE device_hash = $1 AND kiosk_id = $2",
    )
    .bind(&device_hash)
    .bind(&device.id)
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Code::RequestOver)?;
    if !asked.approved(now, interval)? {
        sqlx::query("UPDATE kiosk_sign_ins SET polled_at = $2 WHERE device_hash = $1")
            .bind(&device_hash)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        return Err(asking::still_waiting(interval));
    }
    // Once, even when two claims come in the same moment.
    let (person_id,): (String,) = sqlx::query_as(
        "UPDATE kiosk_sign_ins SET state = 'claimed' \
         WHERE device_hash = $1 AND state = 'approved' RETURNING person_id",
    )
    .bind(&device_hash)
    .fetch_optional(&mut *tx)
    .await?
    .ok_or(Code::RequestOver)?;
    tx.commit().await?;
    let user = sessions::user(&app, person_id)
        .await?
        .ok_or(Code::RequestOver)?
        .at_kiosk(device.id);
    sessions::begin(&app, lang, &headers, &user).await
}
