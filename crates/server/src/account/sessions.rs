//! Signing in and out.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use linli_contract::{HouseholdRef, Me, Role, Session, Timestamp};
use sqlx::AnyConnection;

use super::secrets;
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Cache, Lang, User, cached, json, no_content, session_cookie, token_of};
use crate::kiosk::device::AtKiosk;

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;

/// How long a session may rest and last, in milliseconds. A resident's own phone stays signed in
/// for a season; a worker's screen stands in an office where others pass, and at a kiosk the next
/// person waits already.
fn lifetime(app: &App, user: &User) -> (i64, i64) {
    let kiosk = &app.config.kiosk;
    if user.kiosk_id.is_some() {
        (
            kiosk.session_idle_seconds * SECOND,
            kiosk.session_minutes * MINUTE,
        )
    } else if user.roles.iter().all(|role| *role == Role::Resident) {
        (30 * DAY, 90 * DAY)
    } else {
        (30 * MINUTE, 12 * 60 * MINUTE)
    }
}

/// The person of a session's token, unless it has ended. A session at a kiosk is good there only, and
/// there no other one is.
pub async fn user_of(app: &App, token: &str, at: &AtKiosk) -> Result<Option<User>> {
    let now = app.clock.now().0;
    let hash = secrets::token_hash(token);
    let Some((person_id, seen_at)): Option<(String, i64)> = sqlx::query_as(
        "SELECT person_id, seen_at FROM sessions \
         WHERE token_hash = $1 AND expires_at > $2 AND seen_at + idle_ms > $2 \
         AND COALESCE(kiosk_id, '') = $3",
    )
    .bind(&hash)
    .bind(now)
    .bind(at.id().unwrap_or_default())
    .fetch_optional(app.db.pool())
    .await?
    else {
        return Ok(None);
    };
    // Once a minute is precise enough, and spares a write for every read, but where three minutes of
    // silence end it. A busy database is no reason to refuse somebody who only reads: the next request
    // will tell.
    let precision = if at.id().is_some() { SECOND } else { MINUTE };
    if now - seen_at > precision
        && let Err(error) = touch(app, &hash, now).await
    {
        tracing::warn!("a session could not be marked as seen: {error}");
    }
    let user = user(app, person_id).await?;
    Ok(match at.id() {
        Some(kiosk) => user.map(|user| user.at_kiosk(kiosk.to_owned())),
        None => user,
    })
}

async fn touch(app: &App, hash: &str, now: i64) -> Result<()> {
    let mut tx = app.db.write().await?;
    sqlx::query("UPDATE sessions SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2")
        .bind(hash)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// A person with what they may do.
pub async fn user(app: &App, id: String) -> Result<Option<User>> {
    let person: Option<(Option<String>, Option<String>)> =
        sqlx::query_as("SELECT household_id, grid_id FROM people WHERE id = $1")
            .bind(&id)
            .fetch_optional(app.db.pool())
            .await?;
    let Some((household_id, grid_id)) = person else {
        return Ok(None);
    };
    let roles: Vec<(String,)> =
        sqlx::query_as("SELECT role FROM roles WHERE person_id = $1 ORDER BY role")
            .bind(&id)
            .fetch_all(app.db.pool())
            .await?;
    Ok(Some(User {
        id,
        household_id,
        grid_id,
        kiosk_id: None,
        roles: roles
            .iter()
            .map(|(role,)| Role::from(role.as_str()))
            .collect(),
    }))
}

/// The signed-in person as the contract shows them.
pub async fn me(app: &App, user: &User, lang: Lang) -> Result<Me> {
    type Row = (
        String,
        String,
        Option<String>,
        Option<String>,
        Option<String>,
    );
    let (name_zh, name_en, phone, address_zh, address_en): Row = sqlx::query_as(
        "SELECT p.name_zh, p.name_en, p.phone, h.address_zh, h.address_en \
         FROM people p LEFT JOIN households h ON h.id = p.household_id WHERE p.id = $1",
    )
    .bind(&user.id)
    .fetch_one(app.db.pool())
    .await?;
    let household = user.household_id.clone().map(|id| HouseholdRef {
        id: id.into(),
        address: lang.pick(
            address_zh.unwrap_or_default(),
            address_en.unwrap_or_default(),
        ),
    });
    Ok(Me {
        id: user.id.clone().into(),
        name: lang.pick(name_zh, name_en),
        phone,
        roles: user.roles.clone(),
        household,
    })
}

/// Signs somebody in with this answer.
pub(crate) async fn begin(
    app: &App,
    lang: Lang,
    headers: &HeaderMap,
    user: &User,
) -> Result<Response> {
    // Whoever used this browser before is signed out: the old secret must not live on.
    if let Some(old) = token_of(headers) {
        close(app, old).await?;
    }
    let (token, expires_at) = open(app, user).await?;
    let session = Session {
        me: me(app, user, lang).await?,
        expires_at,
    };
    let mut response = json(StatusCode::CREATED, &session)?;
    set(
        &mut response,
        SET_COOKIE,
        &session_cookie(headers, &token, lifetime(app, user).1 / SECOND),
    )?;
    no_store(&mut response);
    Ok(response)
}

/// Begins a session: its token, and when it ends at the latest.
pub async fn open(app: &App, user: &User) -> Result<(String, Timestamp)> {
    let (idle, longest) = lifetime(app, user);
    let token = secrets::token()?;
    let now = app.clock.now().0;
    let mut tx = app.db.write().await?;
    if let Some(kiosk) = &user.kiosk_id {
        sweep_kiosks(&mut tx, now).await?;
        // One after the other: whoever went without a word is signed out now.
        sqlx::query("DELETE FROM sessions WHERE kiosk_id = $1")
            .bind(kiosk)
            .execute(&mut *tx)
            .await?;
    }
    sqlx::query(
        "INSERT INTO sessions \
         (token_hash, person_id, created_at, seen_at, idle_ms, expires_at, kiosk_id) \
         VALUES ($1, $2, $3, $3, $4, $5, $6)",
    )
    .bind(secrets::token_hash(&token))
    .bind(&user.id)
    .bind(now)
    .bind(idle)
    .bind(now + longest)
    .bind(&user.kiosk_id)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok((token, Timestamp(now + longest)))
}

/// Removes sessions at kiosks that are over: nothing is left of somebody who walked away.
pub(crate) async fn sweep_kiosks(connection: &mut AnyConnection, now: i64) -> Result<()> {
    sqlx::query(
        "DELETE FROM sessions WHERE kiosk_id IS NOT NULL \
         AND (expires_at <= $1 OR seen_at + idle_ms <= $1)",
    )
    .bind(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends the session of this browser, if it has one, with this answer.
pub(crate) async fn end(app: &App, headers: &HeaderMap, response: &mut Response) -> Result<()> {
    if let Some(token) = token_of(headers) {
        close(app, token).await?;
        set(response, SET_COOKIE, &session_cookie(headers, "", 0))?;
    }
    Ok(())
}

/// Ends a session.
async fn close(app: &App, token: &str) -> Result<()> {
    let mut tx = app.db.write().await?;
    sqlx::query("DELETE FROM sessions WHERE token_hash = $1")
        .bind(secrets::token_hash(token))
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// `GET /v1/sessions/current`
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    user: User,
    headers: HeaderMap,
) -> Result<Response> {
    let token = token_of(&headers).ok_or(Code::SignInRequired)?;
    let (expires_at,): (i64,) =
        sqlx::query_as("SELECT expires_at FROM sessions WHERE token_hash = $1")
            .bind(secrets::token_hash(token))
            .fetch_optional(app.db.pool())
            .await?
            .ok_or(Code::SignInRequired)?;
    let session = Session {
        me: me(&app, &user, lang).await?,
        expires_at: Timestamp(expires_at),
    };
    let mut response = json(StatusCode::OK, &session)?;
    no_store(&mut response);
    Ok(response)
}

/// `GET /v1/me`
pub async fn get_me(
    State(app): State<App>,
    lang: Lang,
    user: User,
    headers: HeaderMap,
) -> Result<Response> {
    cached(&headers, Cache::Private, &me(&app, &user, lang).await?)
}

/// `DELETE /v1/sessions/current`: also without a session, so that it can be repeated.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    if let Some(token) = token_of(&headers) {
        close(&app, token).await?;
    }
    let mut response = no_content();
    set(&mut response, SET_COOKIE, &session_cookie(&headers, "", 0))?;
    set(
        &mut response,
        HeaderName::from_static("clear-site-data"),
        "\"cache\", \"storage\"",
    )?;
    no_store(&mut response);
    Ok(response)
}

fn set(response: &mut Response, name: HeaderName, value: &str) -> Result<()> {
    let value = HeaderValue::try_from(value).map_err(Error::internal)?;
    response.headers_mut().insert(name, value);
    Ok(())
}

fn no_store(response: &mut Response) {
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
}
