//! `/v1/appointments/waiting`: the waiting list. An entry is nobody's, and its code is all that leads
//! to it.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use linli_contract::{
    AppointmentMode, CentreId, Date, NewWaiting, ProviderId, Timestamp, Waiting, WaitingState,
};
use sqlx::{AnyConnection, FromRow};
use subtle::ConstantTimeEq as _;

use super::{code, hold, kinds, seats};
use crate::App;
use crate::clock::{day_of, instant_of};
use crate::error::{Code, Error, Result, field};
use crate::http::{Keyed, Outcome, Path, json};
use crate::orders::quota::count;

/// Longer than any kind is booked ahead, nobody waits.
const MOST_DAYS: i64 = 90;

#[derive(Clone, Debug, FromRow)]
struct Row {
    id: String,
    code_hash: String,
    kind_id: String,
    centre_id: Option<String>,
    provider_id: Option<String>,
    mode: Option<String>,
    from_day: String,
    until_day: String,
    state: String,
    created_at: i64,
}

/// Joins the list. Where a fitting time is free, it is offered at once.
pub(super) async fn join(State(app): State<App>, keyed: Keyed<NewWaiting>) -> Result<Response> {
    let own_code = code::of_key(&keyed.key);
    let hash = {
        let mut connection = app.db.pool().acquire().await?;
        code::hash(&mut connection, own_code.clone()).await?
    };
    let mut tx = app.db.write().await?;
    let now = app.clock.now();
    let first = code::claim(&mut tx, &keyed.key).await?;
    let id = if first {
        insert(&mut tx, &keyed, &hash, now).await?
    } else {
        find(&mut tx, &keyed).await?
    };
    seats::settle(&app, &mut tx, now).await?;
    let row = of_id(&mut tx, &id).await?;
    let mut waiting = shown(&app, &mut tx, row).await?;
    waiting.code = Some(own_code);
    tx.commit().await?;
    let outcome = if first {
        Outcome::created(format!("/v1/appointments/waiting/{id}"), &waiting)?
    } else {
        Outcome::new(StatusCode::OK, &waiting)?.replayed()
    };
    Ok(outcome.tagged(String::new()).into_response())
}

/// What the same request made before.
async fn find(connection: &mut AnyConnection, keyed: &Keyed<NewWaiting>) -> Result<String> {
    let known: Option<(String,)> =
        sqlx::query_as("SELECT id FROM appointment_waiting WHERE key_hash = $1")
            .bind(code::key_hash(&keyed.key))
            .fetch_optional(connection)
            .await?;
    // A booking has this key.
    known
        .map(|(id,)| id)
        .ok_or_else(|| Code::IdempotencyMismatch.into())
}

async fn insert(
    connection: &mut AnyConnection,
    keyed: &Keyed<NewWaiting>,
    code_hash: &str,
    now: Timestamp,
) -> Result<String> {
    let new = &keyed.body;
    let kind = kinds::of_id(connection, new.kind_id.as_str())
        .await?
        .ok_or(Code::NotFound)?;
    check(connection, new, &kind, now).await?;
    let id = uuid::Uuid::new_v4().simple().to_string();
    sqlx::query(
        "INSERT INTO appointment_waiting (id, key_hash, code_hash, kind_id, centre_id, provider_id, \
         mode, from_day, until_day, from_at, until_at, state, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting', $12)",
    )
    .bind(&id)
    .bind(code::key_hash(&keyed.key))
    .bind(code_hash)
    .bind(&kind.id)
    .bind(new.centre_id.as_ref().map(CentreId::as_str))
    .bind(new.provider_id.as_ref().map(ProviderId::as_str))
    .bind(new.mode.as_ref().map(AppointmentMode::as_str))
    .bind(new.from.to_string())
    .bind(new.until.to_string())
    .bind(instant_of(new.from, 0).0)
    .bind(instant_of(new.until.plus_days(1), 0).0)
    .bind(now.0)
    .execute(connection)
    .await?;
    Ok(id)
}

async fn check(
    connection: &mut AnyConnection,
    new: &NewWaiting,
    kind: &kinds::Kind,
    now: Timestamp,
) -> Result<()> {
    let mut errors = Vec::new();
    for (pointer, id, sql) in [
        (
            "/centre_id",
            new.centre_id.as_ref().map(CentreId::as_str),
            "SELECT COUNT(*) FROM appointment_centres WHERE id = $1",
        ),
        (
            "/provider_id",
            new.provider_id.as_ref().map(ProviderId::as_str),
            "SELECT COUNT(*) FROM appointment_providers WHERE id = $1",
        ),
    ] {
        if let Some(id) = id {
            let known: i64 = sqlx::query_scalar(sql)
                .bind(id)
                .fetch_one(&mut *connection)
                .await?;
            if known == 0 {
                errors.push(field(pointer, "not_an_option"));
            }
        }
    }
    if let Some(mode) = &new.mode
        && !kind.modes()?.contains(mode)
    {
        errors.push(field("/mode", "not_an_option"));
    }
    let today = day_of(now).days();
    if new.until.days() < today {
        errors.push(field("/until", "in_the_past"));
    } else if new.until.days() < new.from.days() || new.until.days() > today + MOST_DAYS {
        errors.push(field("/until", "out_of_range"));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Error::invalid(errors))
    }
}

async fn of_id(connection: &mut AnyConnection, id: &str) -> Result<Row> {
    let row: Option<Row> = sqlx::query_as("SELECT * FROM appointment_waiting WHERE id = $1")
        .bind(id)
        .fetch_optional(connection)
        .await?;
    row.ok_or_else(|| Code::NotFound.into())
}

/// The entry whose code has this hash.
pub(super) async fn of_code(
    app: &App,
    connection: &mut AnyConnection,
    hash: &str,
) -> Result<Waiting> {
    let row: Option<Row> = sqlx::query_as("SELECT * FROM appointment_waiting WHERE code_hash = $1")
        .bind(hash)
        .fetch_optional(&mut *connection)
        .await?;
    shown(app, connection, row.ok_or(Code::NotFound)?).await
}

async fn shown(app: &App, connection: &mut AnyConnection, row: Row) -> Result<Waiting> {
    let state = WaitingState::from(row.state.as_str());
    let before: Option<i64> = if state == WaitingState::Waiting {
        let before = sqlx::query_scalar(
            "SELECT COUNT(*) FROM appointment_waiting WHERE state = 'waiting' AND kind_id = $1 \
             AND (created_at < $2 OR (created_at = $2 AND id < $3))",
        )
        .bind(&row.kind_id)
        .bind(row.created_at)
        .bind(&row.id)
        .fetch_one(&mut *connection)
        .await?;
        Some(before)
    } else {
        None
    };
    let offer = match hold::of_waiting(connection, &row.id).await? {
        Some(hold) => Some(hold::shown(app, connection, hold).await?),
        None => None,
    };
    let day = |text: &str| text.parse::<Date>().map_err(Error::internal);
    Ok(Waiting {
        code: None,
        from: day(&row.from_day)?,
        until: day(&row.until_day)?,
        id: row.id.into(),
        state,
        kind_id: row.kind_id.into(),
        centre_id: row.centre_id.map(Into::into),
        provider_id: row.provider_id.map(Into::into),
        mode: row.mode.as_deref().map(AppointmentMode::from),
        before: before.map(count),
        offer,
        created_at: Timestamp(row.created_at),
    })
}

/// The entry with this id, when this is the hash of its code.
async fn open(connection: &mut AnyConnection, id: &str, hash: &str) -> Result<Row> {
    let row = of_id(connection, id).await?;
    if bool::from(hash.as_bytes().ct_eq(row.code_hash.as_bytes())) {
        Ok(row)
    } else {
        Err(Code::NotFound.into())
    }
}

/// An entry, by its code.
pub(super) async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let code = code::required(&headers)?;
    seats::settle_if_due(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let hash = code::hash(&mut connection, code).await?;
    let row = open(&mut connection, &id, &hash).await?;
    json(StatusCode::OK, &shown(&app, &mut connection, row).await?)
}

/// Waits no longer. What was offered goes to the next.
pub(super) async fn leave(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let code = code::required(&headers)?;
    let hash = {
        let mut connection = app.db.pool().acquire().await?;
        code::hash(&mut connection, code).await?
    };
    let mut tx = app.db.write().await?;
    let row = open(&mut tx, &id, &hash).await?;
    let held: Option<(String,)> =
        sqlx::query_as("SELECT id FROM appointment_holds WHERE waiting_id = $1")
            .bind(&row.id)
            .fetch_optional(&mut *tx)
            .await?;
    if let Some((held,)) = held {
        seats::release(&mut tx, &held, &WaitingState::Left).await?;
    }
    seats::wait(
        &mut tx,
        &row.id,
        &WaitingState::Waiting,
        &WaitingState::Left,
    )
    .await?;
    seats::settle(&app, &mut tx, app.clock.now()).await?;
    let row = of_id(&mut tx, &id).await?;
    let waiting = shown(&app, &mut tx, row).await?;
    tx.commit().await?;
    json(StatusCode::OK, &waiting)
}
