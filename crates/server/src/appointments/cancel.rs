//! `DELETE /v1/appointments/bookings/{id}`

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::BookingState;

use super::access::Access;
use super::{record, seats, shown};
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Lang, MaybeUser, Path, json};

/// Gives a booking back, until its cut-off. The seat goes to the first who waits for it.
pub(super) async fn cancel(
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
    let now = app.clock.now();
    seats::settle(&app, &mut tx, now).await?;
    let found = access.open(&mut tx, user.as_ref(), &id).await?;
    let state = found.state();
    if state != BookingState::Cancelled {
        let facts = found.facts(&state);
        if !facts.is_ahead() {
            return Err(Code::NotPossibleNow.into());
        }
        if now > facts.cancel_until() {
            return Err(Code::TooLate.into());
        }
        if !record::change(&mut tx, &found, &BookingState::Cancelled, now).await? {
            return Err(Code::NotPossibleNow.into());
        }
        seats::settle(&app, &mut tx, now).await?;
    }
    let found = record::of_id(&mut tx, &id).await?;
    let booking = shown::shown(&mut tx, &found, access.eyes, lang, now).await?;
    tx.commit().await?;
    json(StatusCode::OK, &booking)
}
