//! `PUT /v1/appointments/bookings/{id}/slot`: another time. The old seat is kept until the new one is
//! taken.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{AppointmentMode, NewMove, Timestamp};
use sqlx::AnyConnection;

use super::access::Access;
use super::record::Record;
use super::{book, kinds, record, seats, shown, slots};
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Body, Lang, MaybeUser, Path, json};

/// Takes another time of the same kind.
pub(super) async fn put(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewMove>,
) -> Result<Response> {
    let mut access = {
        let mut connection = app.db.pool().acquire().await?;
        Access::of(&mut connection, &headers).await?
    };
    let mut tx = app.db.write().await?;
    let now = app.clock.now();
    seats::settle(&app, &mut tx, now).await?;
    let found = access.open(&mut tx, user.as_ref(), &id).await?;
    // Sent again, it has moved already.
    if found.slot_id != new.slot_id.as_str() {
        shift(&app, &mut tx, &found, &new, now).await?;
        seats::settle(&app, &mut tx, now).await?;
    }
    let found = record::of_id(&mut tx, &id).await?;
    let booking = shown::shown(&mut tx, &found, access.eyes, lang, now).await?;
    tx.commit().await?;
    json(StatusCode::OK, &booking)
}

async fn shift(
    app: &App,
    connection: &mut AnyConnection,
    found: &Record,
    new: &NewMove,
    now: Timestamp,
) -> Result<()> {
    let state = found.state();
    let facts = found.facts(&state);
    if !facts.is_ahead() {
        return Err(Code::NotPossibleNow.into());
    }
    if now > facts.cancel_until() {
        return Err(Code::TooLate.into());
    }
    let slot = slots::of_id(connection, new.slot_id.as_str())
        .await?
        .ok_or(Code::NotFound)?;
    let mode = AppointmentMode::from(found.mode.as_str());
    if slot.kind_id != found.kind_id || !slot.modes()?.contains(&mode) {
        return Err(Code::NotPossibleNow.into());
    }
    let kind = kinds::of_id(connection, &slot.kind_id)
        .await?
        .ok_or(Code::NotFound)?;
    slots::seat(connection, &slot, &kind, new.hold_id.as_str(), now).await?;
    let (to, pending_until) = book::state_of(app, &kind, &slot, now);
    let done = sqlx::query(
        "UPDATE appointment_bookings SET slot_id = $4, state = $5, pending_until = $6, \
         sequence = sequence + 1 WHERE id = $1 AND slot_id = $2 AND state = $3",
    )
    .bind(&found.id)
    .bind(&found.slot_id)
    .bind(&found.state)
    .bind(&slot.id)
    .bind(to.as_str())
    .bind(pending_until)
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() != 1 {
        return Err(Code::NotPossibleNow.into());
    }
    record::note(connection, &found.id, &to, slot.starts_at, now).await?;
    // Somebody else's key may be with the new time: what was sealed for the old one stays unread.
    if slot.provider_id != found.provider_id {
        record::drop_envelope(connection, &found.id).await?;
    }
    seats::give_back(connection, &found.slot_id).await
}
