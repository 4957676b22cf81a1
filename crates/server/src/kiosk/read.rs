//! `GET /v1/kiosk`

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use linli_contract::{Kiosk, PinCheck, Timestamp};
use sqlx::AnyConnection;

use super::Rules;
use super::device::{COOKIE_SECONDS, Device};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Cache, cached, device_cookie, device_token_of};

/// What the device is. Its cookie is set anew, so that one in use stays paired.
pub(super) async fn get(
    State(app): State<App>,
    device: Device,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let kiosk = kiosk(&mut connection, &app.config.kiosk, &device.id).await?;
    let mut response = cached(&headers, Cache::Private, &kiosk)?;
    if let Some(token) = device_token_of(&headers) {
        set_cookie(&mut response, &headers, token)?;
    }
    Ok(response)
}

/// Adds the device's cookie to an answer.
pub(super) fn set_cookie(response: &mut Response, headers: &HeaderMap, token: &str) -> Result<()> {
    let cookie = device_cookie(headers, token, COOKIE_SECONDS);
    let cookie = HeaderValue::try_from(cookie).map_err(Error::internal)?;
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(())
}

/// A paired device as the contract shows it.
pub(super) async fn kiosk(
    connection: &mut AnyConnection,
    rules: &Rules,
    id: &str,
) -> Result<Kiosk> {
    type Row = (String, String, i64, String, i64, String);
    let (name, place, paired_at, salt, iterations, key): Row = sqlx::query_as(
        "SELECT name, place, paired_at, pin_salt, pin_iterations, pin_key FROM kiosks \
         WHERE id = $1 AND unpaired_at IS NULL",
    )
    .bind(id)
    .fetch_optional(connection)
    .await?
    .ok_or(Code::KioskNotPaired)?;
    Ok(Kiosk {
        id: id.into(),
        name,
        place,
        paired_at: Timestamp(paired_at),
        staff_pin: PinCheck {
            salt,
            iterations: u32::try_from(iterations).map_err(Error::internal)?,
            key,
        },
        idle_seconds: rules.idle_seconds,
        form_idle_seconds: rules.form_idle_seconds,
        warning_seconds: rules.warning_seconds,
        attract_seconds: rules.attract_seconds,
    })
}
