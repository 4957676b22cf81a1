//! `GET /v1/appointments/slots` and `GET /v1/appointments/slots/{id}`: times that can be booked.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{
    AppointmentMode, AppointmentSlot, AppointmentSlots, Date, Slot, SlotDay, Timestamp,
};
use serde::Deserialize;
use sqlx::{AnyConnection, FromRow};

use super::{kinds, seats};
use crate::App;
use crate::clock::day_of;
use crate::error::{Code, Error, Result};
use crate::http::{Path, Query, json};
use crate::orders::model::answers::is_id;
use crate::orders::quota::count;

/// Refuses a filter that cannot be an id: nothing has an empty one, and it does not mean "any".
pub(super) fn only_ids<'a>(filters: impl IntoIterator<Item = Option<&'a str>>) -> Result<()> {
    if filters.into_iter().flatten().all(is_id) {
        Ok(())
    } else {
        Err(Code::BadRequest.into())
    }
}

/// How many other times a refusal offers.
const NEAREST: i64 = 3;

/// What the list can be filtered by.
#[derive(Deserialize)]
pub(super) struct Filter {
    kind: Option<String>,
    centre: Option<String>,
    provider: Option<String>,
    mode: Option<AppointmentMode>,
    day: Option<Date>,
}

/// A row of `appointment_slots`.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) kind_id: String,
    pub(super) centre_id: String,
    pub(super) provider_id: Option<String>,
    pub(super) starts_at: i64,
    pub(super) ends_at: i64,
    modes: String,
    capacity: i64,
    taken: i64,
    open: i64,
}

impl Row {
    /// How one can meet.
    pub(super) fn modes(&self) -> Result<Vec<AppointmentMode>> {
        kinds::modes(&self.modes)
    }

    /// Whether it can be booked now, as far as the time is concerned.
    pub(super) fn is_bookable(&self, kind: &kinds::Kind, now: Timestamp) -> bool {
        self.open != 0
            && self.starts_at >= now.plus_minutes(kind.notice_minutes).0
            && self.starts_at <= now.plus_days(kind.ahead_days).0
    }

    /// As the contract shows it.
    pub(super) fn shown(&self) -> Result<AppointmentSlot> {
        Ok(AppointmentSlot {
            id: self.id.clone().into(),
            kind_id: self.kind_id.clone().into(),
            centre_id: self.centre_id.clone().into(),
            provider_id: self.provider_id.clone().map(Into::into),
            starts_at: Timestamp(self.starts_at),
            ends_at: Timestamp(self.ends_at),
            modes: self.modes()?,
            capacity: count(self.capacity),
            remaining: count(self.capacity - self.taken),
        })
    }
}

/// A time by its id.
pub(super) async fn of_id(connection: &mut AnyConnection, id: &str) -> Result<Option<Row>> {
    Ok(
        sqlx::query_as("SELECT * FROM appointment_slots WHERE id = $1")
            .bind(id)
            .fetch_optional(connection)
            .await?,
    )
}

/// The seat for a booking: that of its hold, or a free one where the hold has ended. Refuses with
/// [`taken`].
pub(super) async fn seat(
    connection: &mut AnyConnection,
    slot: &Row,
    kind: &kinds::Kind,
    hold_id: &str,
    now: Timestamp,
) -> Result<()> {
    let ahead = slot.starts_at > now.0;
    if ahead && seats::claim(connection, hold_id, &slot.id).await? {
        return Ok(());
    }
    if slot.is_bookable(kind, now) && seats::take(connection, &slot.id).await? {
        return Ok(());
    }
    Err(taken(connection, slot, now).await?)
}

/// The problem of a time that is gone, with the nearest free ones: of the same place first, by distance.
pub(super) async fn taken(
    connection: &mut AnyConnection,
    wanted: &Row,
    now: Timestamp,
) -> Result<Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT s.* FROM appointment_slots s JOIN appointment_kinds k ON k.id = s.kind_id \
         WHERE s.kind_id = $1 AND s.id <> $2 AND s.open = 1 AND s.taken < s.capacity \
           AND s.starts_at >= $3 + k.notice_minutes * 60000 \
           AND s.starts_at <= $3 + k.ahead_days * 86400000 \
         ORDER BY CASE WHEN s.centre_id = $4 THEN 0 ELSE 1 END, ABS(s.starts_at - $5), s.id \
         LIMIT $6",
    )
    .bind(&wanted.kind_id)
    .bind(&wanted.id)
    .bind(now.0)
    .bind(&wanted.centre_id)
    .bind(wanted.starts_at)
    .bind(NEAREST)
    .fetch_all(connection)
    .await?;
    let slots = rows.iter().map(|row| Slot {
        id: row.id.clone().into(),
        starts_at: Timestamp(row.starts_at),
        ends_at: Timestamp(row.ends_at),
        left: count(row.capacity - row.taken),
    });
    Ok(Error {
        slots: slots.collect(),
        ..Error::new(Code::SlotTaken)
    })
}

/// The times of a day, and which days have any.
pub(super) async fn list(State(app): State<App>, Query(filter): Query<Filter>) -> Result<Response> {
    only_ids([
        filter.kind.as_deref(),
        filter.centre.as_deref(),
        filter.provider.as_deref(),
    ])?;
    if let Some(AppointmentMode::Other(_)) = filter.mode {
        return Err(Code::BadRequest.into());
    }
    seats::settle_if_due(&app).await?;
    let now = app.clock.now();
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT s.* FROM appointment_slots s JOIN appointment_kinds k ON k.id = s.kind_id \
         WHERE s.open = 1 AND s.starts_at >= $1 + k.notice_minutes * 60000 \
           AND s.starts_at <= $1 + k.ahead_days * 86400000 \
           AND (s.kind_id = $2 OR $2 = '') AND (s.centre_id = $3 OR $3 = '') \
           AND (s.provider_id = $4 OR $4 = '') \
         ORDER BY s.starts_at, s.id",
    )
    .bind(now.0)
    .bind(filter.kind.unwrap_or_default())
    .bind(filter.centre.unwrap_or_default())
    .bind(filter.provider.unwrap_or_default())
    .fetch_all(app.db.pool())
    .await?;
    let mut days: BTreeMap<i64, (Date, Vec<AppointmentSlot>)> = BTreeMap::new();
    for row in &rows {
        let slot = row.shown()?;
        if filter
            .mode
            .as_ref()
            .is_none_or(|mode| slot.modes.contains(mode))
        {
            let day = day_of(slot.starts_at);
            let (_, slots) = days.entry(day.days()).or_insert_with(|| (day, Vec::new()));
            slots.push(slot);
        }
    }
    let free = |slots: &[AppointmentSlot]| slots.iter().map(|slot| slot.remaining).sum::<u32>();
    let day = filter.day.or_else(|| {
        let first_free = days.values().find(|(_, slots)| free(slots) > 0);
        first_free.or(days.values().next()).map(|(day, _)| *day)
    });
    let shown = AppointmentSlots {
        as_of: now,
        day,
        days: days
            .values()
            .map(|(day, slots)| SlotDay {
                day: *day,
                remaining: free(slots),
            })
            .collect(),
        items: day
            .and_then(|day| days.remove(&day.days()))
            .map(|(_, slots)| slots)
            .unwrap_or_default(),
    };
    json(StatusCode::OK, &shown)
}

/// One time, as it is now.
pub(super) async fn get(State(app): State<App>, Path(id): Path<String>) -> Result<Response> {
    seats::settle_if_due(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let row = of_id(&mut connection, &id).await?.ok_or(Code::NotFound)?;
    if row.open == 0 {
        return Err(Code::NotFound.into());
    }
    json(StatusCode::OK, &row.shown()?)
}
