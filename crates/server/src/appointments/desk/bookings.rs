//! `GET /v1/desk/appointments/bookings` and `POST …/{id}/transitions`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use linli_contract::{
    AppointmentMode, BookingState, Date, DeskBooking, NewBookingTransition, Page, Timestamp,
};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::super::record::{self, Record, select};
use super::super::{seats, shown, slots};
use super::Scope;
use crate::App;
use crate::clock::instant_of;
use crate::error::{Code, Result};
use crate::http::{Keyed, Lang, Outcome, Path, Query, User, json};
use crate::points;

/// Which day.
#[derive(Deserialize)]
pub(super) struct Day {
    pub(super) day: Option<Date>,
}

impl Day {
    /// The instants between which it lies.
    pub(super) fn bounds(&self, app: &App) -> (i64, i64) {
        let day = self.day.unwrap_or_else(|| app.clock.today());
        (instant_of(day, 0).0, instant_of(day.plus_days(1), 0).0)
    }
}

/// Bookings of a day, by time.
pub(super) async fn list(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Query(day): Query<Day>,
) -> Result<Response> {
    seats::settle_if_due(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let scope = Scope::of(&mut connection, &user).await?;
    let (from, until) = day.bounds(&app);
    let records: Vec<Record> = sqlx::query_as(select!(
        "WHERE (s.provider_id = $1 OR ($1 = '' AND k.private = 0)) \
           AND s.starts_at >= $2 AND s.starts_at < $3 ORDER BY s.starts_at, b.id LIMIT 1000"
    ))
    .bind(scope.provider())
    .bind(from)
    .bind(until)
    .fetch_all(&mut *connection)
    .await?;
    let now = app.clock.now();
    let mut items = Vec::with_capacity(records.len());
    for record in &records {
        items.push(desk(&mut connection, record, lang, now).await?);
    }
    let page = Page {
        items,
        next_cursor: None,
    };
    json(StatusCode::OK, &page)
}

/// Moves a booking on. Asked again, it is there already: the answer, which has a name in it, is not kept.
pub(super) async fn transition(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
    keyed: Keyed<NewBookingTransition>,
) -> Result<Response> {
    let to = keyed.body.to;
    let mut tx = app.db.write().await?;
    let now = app.clock.now();
    let scope = Scope::of(&mut tx, &user).await?;
    seats::settle(&app, &mut tx, now).await?;
    let found = open(&mut tx, &scope, &id).await?;
    let state = found.state();
    let again = state == to;
    if !again {
        if !found.facts(&state).transitions(now).contains(&to)
            || !record::change(&mut tx, &found, &to, now).await?
        {
            return Err(Code::NotPossibleNow.into());
        }
        if to == BookingState::Fulfilled {
            points::feed::appointment_kept(&mut tx, &app.config.rules.points, &id, now).await?;
        }
        seats::settle(&app, &mut tx, now).await?;
    }
    let found = record::of_id(&mut tx, &id).await?;
    let booking = desk(&mut tx, &found, lang, now).await?;
    tx.commit().await?;
    let outcome = Outcome::new(StatusCode::CREATED, &booking)?.tagged(String::new());
    Ok(if again {
        outcome.replayed().into_response()
    } else {
        outcome.into_response()
    })
}

/// A booking of this scope; `not_found` for every other.
pub(super) async fn open(
    connection: &mut AnyConnection,
    scope: &Scope,
    id: &str,
) -> Result<Record> {
    let found = record::of_id(connection, id).await?;
    if scope.covers(found.provider_id.as_deref(), found.private != 0) {
        Ok(found)
    } else {
        Err(Code::NotFound.into())
    }
}

async fn desk(
    connection: &mut AnyConnection,
    found: &Record,
    lang: Lang,
    now: Timestamp,
) -> Result<DeskBooking> {
    let slot = slots::of_id(connection, &found.slot_id)
        .await?
        .ok_or(Code::NotFound)?;
    let state = found.state();
    Ok(DeskBooking {
        id: found.id.clone().into(),
        slot: slot.shown()?,
        kind: lang.pick(found.kind_zh.as_str(), &found.kind_en),
        centre: lang.pick(found.centre_zh.as_str(), &found.centre_en),
        mode: AppointmentMode::from(found.mode.as_str()),
        name: found.name(lang),
        real_name: found.person_id.is_some(),
        phone: found.phone(),
        shared_at: found.shared_at.map(Timestamp),
        history: shown::history(connection, &found.id).await?,
        transitions: found.facts(&state).transitions(now),
        state,
    })
}
