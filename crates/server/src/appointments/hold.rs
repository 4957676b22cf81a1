//! `PUT` and `DELETE /v1/appointments/holds/{id}`: a time is kept for whoever fills in the form.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{Hold, NewHold, Timestamp, WaitingState};
use sqlx::{AnyConnection, FromRow};

use super::{kinds, seats, slots};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Body, Path, json, no_content};
use crate::orders::model::answers::is_id;

/// A row of `appointment_holds`.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Row {
    id: String,
    slot_id: String,
    waiting_id: Option<String>,
    created_at: i64,
    expires_at: i64,
}

/// The hold of an entry of the waiting list.
pub(super) async fn of_waiting(
    connection: &mut AnyConnection,
    waiting_id: &str,
) -> Result<Option<Row>> {
    Ok(
        sqlx::query_as("SELECT * FROM appointment_holds WHERE waiting_id = $1")
            .bind(waiting_id)
            .fetch_optional(connection)
            .await?,
    )
}

/// A hold as the contract shows it.
pub(super) async fn shown(app: &App, connection: &mut AnyConnection, row: Row) -> Result<Hold> {
    let slot = slots::of_id(connection, &row.slot_id)
        .await?
        .ok_or(Code::NotFound)?;
    let rules = &app.config.appointments;
    let longest = if row.waiting_id.is_some() {
        Timestamp(row.expires_at)
    } else {
        Timestamp(row.created_at).plus_minutes(rules.hold_most_minutes)
    };
    Ok(Hold {
        id: row.id.into(),
        slot: slot.shown()?,
        expires_at: Timestamp(row.expires_at),
        extendable_until: longest,
        warn_seconds: rules.warn_seconds,
    })
}

/// Ids are long and random, so that nobody finds another's.
fn check(id: &str) -> Result<()> {
    if is_id(id) && id.len() >= 16 {
        Ok(())
    } else {
        Err(Code::NotFound.into())
    }
}

/// Holds a time, or holds it longer; another time takes the first one's place.
pub(super) async fn put(
    State(app): State<App>,
    Path(id): Path<String>,
    Body(new): Body<NewHold>,
) -> Result<Response> {
    check(&id)?;
    let mut tx = app.db.write().await?;
    let now = app.clock.now();
    seats::settle(&app, &mut tx, now).await?;
    let known: Option<Row> = sqlx::query_as("SELECT * FROM appointment_holds WHERE id = $1")
        .bind(&id)
        .fetch_optional(&mut *tx)
        .await?;
    let row = match known {
        Some(row) if row.slot_id == new.slot_id.as_str() => extend(&app, &mut tx, row, now).await?,
        known => {
            let row = begin(&app, &mut tx, &id, new.slot_id.as_str(), now).await?;
            if known.is_some() {
                // Only now: had the new one been gone, the old one would still be held.
                seats::release(&mut tx, &id, &WaitingState::Left).await?;
            }
            insert(&mut tx, &row).await?;
            row
        }
    };
    let hold = shown(&app, &mut tx, row).await?;
    tx.commit().await?;
    json(StatusCode::OK, &hold)
}

async fn extend(
    app: &App,
    connection: &mut AnyConnection,
    mut row: Row,
    now: Timestamp,
) -> Result<Row> {
    let rules = &app.config.appointments;
    let most = Timestamp(row.created_at).plus_minutes(rules.hold_most_minutes);
    let until = now.plus_minutes(rules.hold_minutes).min(most);
    // An offer ends when it ends: others wait.
    if row.waiting_id.is_none() && until.0 > row.expires_at {
        row.expires_at = until.0;
        sqlx::query("UPDATE appointment_holds SET expires_at = $2 WHERE id = $1")
            .bind(&row.id)
            .bind(row.expires_at)
            .execute(connection)
            .await?;
    }
    Ok(row)
}

/// Takes the seat of a new hold.
async fn begin(
    app: &App,
    connection: &mut AnyConnection,
    id: &str,
    slot_id: &str,
    now: Timestamp,
) -> Result<Row> {
    let slot = slots::of_id(connection, slot_id)
        .await?
        .ok_or(Code::NotFound)?;
    let kind = kinds::of_id(connection, &slot.kind_id)
        .await?
        .ok_or(Code::NotFound)?;
    if !slot.is_bookable(&kind, now) || !seats::take(connection, slot_id).await? {
        return Err(slots::taken(connection, &slot, now).await?);
    }
    Ok(Row {
        id: id.to_owned(),
        slot_id: slot_id.to_owned(),
        waiting_id: None,
        created_at: now.0,
        expires_at: now.plus_minutes(app.config.appointments.hold_minutes).0,
    })
}

async fn insert(connection: &mut AnyConnection, row: &Row) -> Result<()> {
    let done = sqlx::query(
        "INSERT INTO appointment_holds (id, slot_id, created_at, expires_at) \
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    )
    .bind(&row.id)
    .bind(&row.slot_id)
    .bind(row.created_at)
    .bind(row.expires_at)
    .execute(connection)
    .await?;
    if done.rows_affected() == 1 {
        Ok(())
    } else {
        // The same request at the same moment, on another replica.
        Err(Error::new(Code::Busy).after(1))
    }
}

/// Gives a held time back.
pub(super) async fn release(State(app): State<App>, Path(id): Path<String>) -> Result<Response> {
    check(&id)?;
    let mut tx = app.db.write().await?;
    seats::release(&mut tx, &id, &WaitingState::Left).await?;
    seats::settle(&app, &mut tx, app.clock.now()).await?;
    tx.commit().await?;
    Ok(no_content())
}
