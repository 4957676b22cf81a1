//! `POST /v1/appointments/bookings`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use linli_contract::{AppointmentMode, BookingState, NewBooking, Timestamp};
use sqlx::AnyConnection;

use super::shown::Eyes;
use super::slots::Row;
use super::{code, kinds, record, seats, shown, slots};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Keyed, Lang, MaybeUser, Outcome, User, line, phone};

/// Books a time. The seat that its hold keeps becomes the booking's.
pub(super) async fn create(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    keyed: Keyed<NewBooking>,
) -> Result<Response> {
    let own_code = code::of_key(&keyed.key);
    let hash = {
        let mut connection = app.db.pool().acquire().await?;
        code::hash(&mut connection, own_code.clone()).await?
    };
    let mut tx = app.db.write().await?;
    let now = app.clock.now();
    let first = code::claim(&mut tx, &keyed.key).await?;
    seats::settle(&app, &mut tx, now).await?;
    let id = if first {
        // Whoever books under an alias is nobody, signed in or not.
        let who = user.as_ref().filter(|_| keyed.body.real_name);
        insert(&app, &mut tx, &keyed, who, &hash, now).await?
    } else {
        find(&mut tx, &keyed).await?
    };
    let record = record::of_id(&mut tx, &id).await?;
    let mut booking = shown::shown(&mut tx, &record, Eyes::Open, lang, now).await?;
    booking.code = Some(own_code);
    tx.commit().await?;
    let outcome = if first {
        Outcome::created(format!("/v1/appointments/bookings/{id}"), &booking)?
    } else {
        Outcome::new(StatusCode::OK, &booking)?.replayed()
    };
    Ok(outcome.tagged(String::new()).into_response())
}

/// What the same request made before.
async fn find(connection: &mut AnyConnection, keyed: &Keyed<NewBooking>) -> Result<String> {
    let known: Option<(String, String)> =
        sqlx::query_as("SELECT id, body_hash FROM appointment_bookings WHERE key_hash = $1")
            .bind(code::key_hash(&keyed.key))
            .fetch_optional(connection)
            .await?;
    match known {
        Some((id, body_hash)) if body_hash == keyed.body_hash => Ok(id),
        // Another body, or an entry of the waiting list has this key.
        _ => Err(Code::IdempotencyMismatch.into()),
    }
}

/// Whose a booking is, and how to reach them.
struct Who {
    person_id: Option<String>,
    name: String,
    phone: Option<String>,
}

async fn insert(
    app: &App,
    connection: &mut AnyConnection,
    keyed: &Keyed<NewBooking>,
    user: Option<&User>,
    code_hash: &str,
    now: Timestamp,
) -> Result<String> {
    let new = &keyed.body;
    let slot = slots::of_id(connection, new.slot_id.as_str())
        .await?
        .ok_or(Code::NotFound)?;
    let kind = kinds::of_id(connection, &slot.kind_id)
        .await?
        .ok_or(Code::NotFound)?;
    let who = check(connection, new, &kind, &slot, user).await?;
    slots::seat(connection, &slot, &kind, new.hold_id.as_str(), now).await?;
    let (state, pending_until) = state_of(app, &kind, &slot, now);
    let id = uuid::Uuid::new_v4().simple().to_string();
    sqlx::query(
        "INSERT INTO appointment_bookings (id, key_hash, body_hash, code_hash, slot_id, person_id, \
         name, phone, mode, state, sequence, pending_until) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11)",
    )
    .bind(&id)
    .bind(code::key_hash(&keyed.key))
    .bind(&keyed.body_hash)
    .bind(code_hash)
    .bind(&slot.id)
    .bind(who.person_id)
    .bind(who.name)
    .bind(who.phone)
    .bind(new.mode.as_str())
    .bind(state.as_str())
    .bind(pending_until)
    .execute(&mut *connection)
    .await?;
    record::note(connection, &id, &state, slot.starts_at, now).await?;
    Ok(id)
}

/// The state in which a booking of this time begins, and until when it waits for a word.
pub(super) fn state_of(
    app: &App,
    kind: &kinds::Kind,
    slot: &Row,
    now: Timestamp,
) -> (BookingState, Option<i64>) {
    if kind.wants_approval() {
        let until = now.plus_minutes(app.config.appointments.request_minutes).0;
        (BookingState::Requested, Some(until.min(slot.starts_at)))
    } else {
        (BookingState::Booked, None)
    }
}

async fn check(
    connection: &mut AnyConnection,
    new: &NewBooking,
    kind: &kinds::Kind,
    slot: &Row,
    user: Option<&User>,
) -> Result<Who> {
    let mut errors = Vec::new();
    if !new.consent {
        errors.push(field("/consent", "required"));
    }
    if !slot.modes()?.contains(&new.mode) {
        errors.push(field("/mode", "not_an_option"));
    }
    let mut who = Who {
        person_id: None,
        name: String::new(),
        phone: None,
    };
    if new.real_name {
        // A name and a phone of one's own are with the account.
        for (pointer, given) in [("/alias", &new.alias), ("/phone", &new.phone)] {
            if given.is_some() {
                errors.push(field(pointer, "not_an_option"));
            }
        }
        match user {
            None => errors.push(field("/real_name", "not_an_option")),
            Some(user) => {
                let phone: Option<String> =
                    sqlx::query_scalar("SELECT phone FROM people WHERE id = $1")
                        .bind(&user.id)
                        .fetch_one(connection)
                        .await?;
                if phone.is_none() && new.mode == AppointmentMode::Phone {
                    errors.push(field("/mode", "not_an_option"));
                }
                who.person_id = Some(user.id.clone());
            }
        }
    } else {
        if !kind.takes_alias() {
            errors.push(field("/real_name", "required"));
        }
        match line(new.alias.as_deref().unwrap_or_default(), "/alias", 1..=20) {
            Ok(alias) => who.name = alias,
            Err(error) => errors.push(error),
        }
        match &new.phone {
            Some(given) => match phone(given, "/phone") {
                Ok(digits) => who.phone = Some(digits),
                Err(error) => errors.push(error),
            },
            None if new.mode == AppointmentMode::Phone => errors.push(field("/phone", "required")),
            None => {}
        }
    }
    if errors.is_empty() {
        Ok(who)
    } else {
        Err(Error::invalid(errors))
    }
}
