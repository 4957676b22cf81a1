//! `GET` and `POST /v1/desk/appointments/slots`: times of a day, opening and closing them.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{
    AppointmentMode, DeskSlot, FieldError, NewSlotChange, NewSlotOpening, Page, SlotChange, SlotId,
    Timestamp,
};
use sqlx::AnyConnection;

use super::super::slots::{self, Row};
use super::super::{kinds, seats};
use super::Scope;
use super::bookings::Day;
use crate::App;
use crate::error::{Code, Error, Result, field, field_limit};
use crate::http::{Begun, Outcome, Posted, Query, User, json};
use crate::orders::quota::count;

/// How many times one request opens or closes.
const MOST: usize = 200;

/// The times of a day, closed ones left out.
pub(super) async fn list(
    State(app): State<App>,
    user: User,
    Query(day): Query<Day>,
) -> Result<Response> {
    seats::settle_if_due(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let scope = Scope::of(&mut connection, &user).await?;
    let (from, until) = day.bounds(&app);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT s.* FROM appointment_slots s JOIN appointment_kinds k ON k.id = s.kind_id \
         WHERE (s.provider_id = $1 OR ($1 = '' AND k.private = 0)) AND s.open = 1 \
           AND s.starts_at >= $2 AND s.starts_at < $3 ORDER BY s.starts_at, s.id LIMIT 1000",
    )
    .bind(scope.provider())
    .bind(from)
    .bind(until)
    .fetch_all(&mut *connection)
    .await?;
    let held: HashMap<String, i64> = sqlx::query_as(
        "SELECT h.slot_id, COUNT(*) FROM appointment_holds h \
         JOIN appointment_slots s ON s.id = h.slot_id \
         WHERE s.starts_at >= $1 AND s.starts_at < $2 GROUP BY h.slot_id",
    )
    .bind(from)
    .bind(until)
    .fetch_all(&mut *connection)
    .await?
    .into_iter()
    .collect();
    let items: Result<_> = rows
        .iter()
        .map(|row| shown(row, held.get(&row.id).copied().unwrap_or(0)))
        .collect();
    let page: Page<DeskSlot> = Page {
        items: items?,
        next_cursor: None,
    };
    json(StatusCode::OK, &page)
}

fn shown(row: &Row, held: i64) -> Result<DeskSlot> {
    let slot = row.shown()?;
    let taken = i64::from(slot.capacity) - i64::from(slot.remaining);
    Ok(DeskSlot {
        slot,
        booked: count(taken - held),
        held: count(held),
    })
}

/// Opens and closes times, all of it or nothing.
pub(super) async fn change(
    State(app): State<App>,
    posted: Posted<NewSlotChange>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let user = once.user.clone();
    let outcome = apply(&app, &mut once.tx, &user, &new).await;
    once.finish(outcome).await
}

async fn apply(
    app: &App,
    connection: &mut AnyConnection,
    user: &User,
    new: &NewSlotChange,
) -> Result<Outcome> {
    let scope = Scope::of(connection, user).await?;
    for (pointer, length) in [("/opens", new.opens.len()), ("/closes", new.closes.len())] {
        if length > MOST {
            return Err(Error::invalid(vec![field_limit(pointer, "too_many", 200)]));
        }
    }
    let now = app.clock.now();
    seats::settle(app, connection, now).await?;
    let mut done = SlotChange {
        opened: Vec::new(),
        closed: Vec::new(),
        kept: Vec::new(),
    };
    for id in &new.closes {
        if close(connection, &scope, id).await? {
            done.closed.push(id.clone());
        } else {
            done.kept.push(id.clone());
        }
    }
    let mut opened = Vec::with_capacity(new.opens.len());
    for (index, opening) in new.opens.iter().enumerate() {
        opened.push(open(connection, &scope, opening, index, now).await?);
    }
    // What is open now may be what somebody waits for.
    seats::settle(app, connection, now).await?;
    for id in opened {
        let row = slots::of_id(connection, &id).await?.ok_or(Code::NotFound)?;
        let held: i64 =
            sqlx::query_scalar("SELECT COUNT(*) FROM appointment_holds WHERE slot_id = $1")
                .bind(&id)
                .fetch_one(&mut *connection)
                .await?;
        done.opened.push(shown(&row, held)?);
    }
    Ok(Outcome::new(StatusCode::CREATED, &done)?.tagged(String::new()))
}

/// Closes a time that nobody has; answers whether it could.
async fn close(connection: &mut AnyConnection, scope: &Scope, id: &SlotId) -> Result<bool> {
    let row = slots::of_id(connection, id.as_str())
        .await?
        .ok_or(Code::NotFound)?;
    let kind = kinds::of_id(connection, &row.kind_id)
        .await?
        .ok_or(Code::NotFound)?;
    if !scope.covers(row.provider_id.as_deref(), kind.is_private()) {
        return Err(Code::NotFound.into());
    }
    let done = sqlx::query("UPDATE appointment_slots SET open = 0 WHERE id = $1 AND taken = 0")
        .bind(&row.id)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Opens a time; answers its id.
async fn open(
    connection: &mut AnyConnection,
    scope: &Scope,
    new: &NewSlotOpening,
    index: usize,
    now: Timestamp,
) -> Result<String> {
    let at = |part: &str| format!("/opens/{index}/{part}");
    let kind = kinds::of_id(connection, new.kind_id.as_str())
        .await?
        .ok_or_else(|| Error::invalid(vec![field(at("kind_id"), "not_an_option")]))?;
    let mut errors = check(connection, scope, new, &kind, index).await?;
    let starts_at = Timestamp(new.starts_at.0 - new.starts_at.0.rem_euclid(60_000));
    if starts_at < now {
        errors.push(field(at("starts_at"), "in_the_past"));
    } else if starts_at > now.plus_days(366) {
        errors.push(field(at("starts_at"), "out_of_range"));
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let ends_at = starts_at.plus_minutes(kind.minutes);
    let provider = Some(scope.provider()).filter(|provider| !provider.is_empty());
    if let Some(provider) = provider {
        let there: Option<(String, i64)> = sqlx::query_as(
            "SELECT id, starts_at FROM appointment_slots \
             WHERE provider_id = $1 AND open = 1 AND starts_at < $2 AND ends_at > $3 LIMIT 1",
        )
        .bind(provider)
        .bind(ends_at.0)
        .bind(starts_at.0)
        .fetch_optional(&mut *connection)
        .await?;
        match there {
            Some((id, begins)) if begins == starts_at.0 => return Ok(id),
            Some(_) => return Err(Error::invalid(vec![field(at("starts_at"), "repeated")])),
            None => {}
        }
    }
    let id = uuid::Uuid::new_v4().simple().to_string();
    sqlx::query(
        "INSERT INTO appointment_slots (id, kind_id, centre_id, provider_id, starts_at, ends_at, \
         modes, capacity, taken, open) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 1)",
    )
    .bind(&id)
    .bind(&kind.id)
    .bind(new.centre_id.as_str())
    .bind(provider)
    .bind(starts_at.0)
    .bind(ends_at.0)
    .bind(serde_json::to_string(&new.modes)?)
    .bind(i64::from(new.capacity))
    .execute(connection)
    .await?;
    Ok(id)
}

async fn check(
    connection: &mut AnyConnection,
    scope: &Scope,
    new: &NewSlotOpening,
    kind: &kinds::Kind,
    index: usize,
) -> Result<Vec<FieldError>> {
    let at = |part: &str| format!("/opens/{index}/{part}");
    let mut errors = Vec::new();
    let (kinds, centres): (String, String) = match scope {
        Scope::Own(own) => {
            sqlx::query_as("SELECT kinds, centres FROM appointment_providers WHERE id = $1")
                .bind(own)
                .fetch_one(connection)
                .await?
        }
        Scope::Open => {
            let kinds: Option<(String,)> =
                sqlx::query_as("SELECT kinds FROM appointment_centres WHERE id = $1")
                    .bind(new.centre_id.as_str())
                    .fetch_optional(connection)
                    .await?;
            let known = kinds.is_some();
            let centres = if known { vec![&new.centre_id] } else { vec![] };
            (
                kinds.map_or_else(|| "[]".to_owned(), |(kinds,)| kinds),
                serde_json::to_string(&centres)?,
            )
        }
    };
    let kinds: Vec<String> = serde_json::from_str(&kinds)?;
    let centres: Vec<String> = serde_json::from_str(&centres)?;
    let private_for_all = *scope == Scope::Open && kind.is_private();
    if !kinds.contains(&kind.id) || private_for_all {
        errors.push(field(at("kind_id"), "not_an_option"));
    }
    if !centres
        .iter()
        .any(|centre| centre == new.centre_id.as_str())
    {
        errors.push(field(at("centre_id"), "not_an_option"));
    }
    let possible = kind.modes()?;
    let fits = |mode: &AppointmentMode| possible.contains(mode);
    if new.modes.is_empty() || !new.modes.iter().all(fits) {
        errors.push(field(at("modes"), "not_an_option"));
    }
    if !(1..=500).contains(&new.capacity) {
        errors.push(field(at("capacity"), "out_of_range"));
    }
    Ok(errors)
}
