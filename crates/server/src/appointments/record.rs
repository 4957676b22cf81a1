//! A booking as it is stored, and how it changes.

use linli_contract::{BookingState, Timestamp};
use sqlx::{AnyConnection, FromRow};

use super::model::life::{self, Facts};
use super::seats;
use crate::error::{Code, Result};

/// A row of `appointment_bookings` with the names it refers to.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Record {
    pub(super) id: String,
    pub(super) code_hash: String,
    pub(super) slot_id: String,
    pub(super) person_id: Option<String>,
    pub(super) name: String,
    pub(super) phone: Option<String>,
    pub(super) mode: String,
    pub(super) state: String,
    pub(super) sequence: i64,
    pub(super) pending_until: Option<i64>,
    pub(super) starts_at: i64,
    pub(super) ends_at: i64,
    pub(super) kind_id: String,
    pub(super) kind_zh: String,
    pub(super) kind_en: String,
    pub(super) private: i64,
    pub(super) cancel_minutes: i64,
    pub(super) centre_zh: String,
    pub(super) centre_en: String,
    pub(super) address_zh: String,
    pub(super) address_en: String,
    pub(super) centre_phone: String,
    pub(super) provider_id: Option<String>,
    pub(super) provider_zh: Option<String>,
    pub(super) provider_en: Option<String>,
    pub(super) can_share: i64,
    pub(super) key_id: Option<String>,
    pub(super) person_zh: Option<String>,
    pub(super) person_en: Option<String>,
    pub(super) person_phone: Option<String>,
    pub(super) shared_at: Option<i64>,
    pub(super) changed_at: i64,
}

/// The columns of [`Record`]; what follows says which rows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT b.id, b.code_hash, b.slot_id, b.person_id, b.name, b.phone, b.mode, b.state, ",
            "b.sequence, b.pending_until, s.starts_at, s.ends_at, s.kind_id, ",
            "k.title_zh AS kind_zh, k.title_en AS kind_en, k.private, k.cancel_minutes, ",
            "c.name_zh AS centre_zh, c.name_en AS centre_en, c.address_zh, c.address_en, ",
            "c.phone AS centre_phone, s.provider_id, ",
            "p.name_zh AS provider_zh, p.name_en AS provider_en, ",
            "CASE WHEN k.envelope = 1 AND p.key_id IS NOT NULL THEN 1 ELSE 0 END AS can_share, ",
            "p.key_id, w.name_zh AS person_zh, w.name_en AS person_en, w.phone AS person_phone, ",
            "e.shared_at, (SELECT MAX(h.at) FROM appointment_changes h WHERE h.booking_id = b.id) ",
            "AS changed_at FROM appointment_bookings b ",
            "JOIN appointment_slots s ON s.id = b.slot_id ",
            "JOIN appointment_kinds k ON k.id = s.kind_id ",
            "JOIN appointment_centres c ON c.id = s.centre_id ",
            "LEFT JOIN appointment_providers p ON p.id = s.provider_id ",
            "LEFT JOIN people w ON w.id = b.person_id ",
            "LEFT JOIN appointment_envelopes e ON e.booking_id = b.id ",
            $rest
        )
    };
}
pub(super) use select;

/// The booking with this id.
pub(super) async fn of_id(connection: &mut AnyConnection, id: &str) -> Result<Record> {
    let found: Option<Record> = sqlx::query_as(select!("WHERE b.id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?;
    found.ok_or_else(|| Code::NotFound.into())
}

impl Record {
    /// Its state as the contract names it.
    pub(super) fn state(&self) -> BookingState {
        BookingState::from(self.state.as_str())
    }

    /// What its rules go by.
    pub(super) const fn facts<'a>(&self, state: &'a BookingState) -> Facts<'a> {
        Facts {
            state,
            starts_at: Timestamp(self.starts_at),
            ends_at: Timestamp(self.ends_at),
            cancel_minutes: self.cancel_minutes,
            can_share: self.can_share != 0,
        }
    }
}

/// Writes a line of the history.
pub(super) async fn note(
    connection: &mut AnyConnection,
    booking_id: &str,
    state: &BookingState,
    starts_at: i64,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO appointment_changes (booking_id, number, at, state, starts_at) \
         SELECT $1, COUNT(*) + 1, $2, $3, $4 FROM appointment_changes WHERE booking_id = $1",
    )
    .bind(booking_id)
    .bind(now.0)
    .bind(state.as_str())
    .bind(starts_at)
    .execute(connection)
    .await?;
    Ok(())
}

/// Moves a booking from one state to another; answers whether it was in the first.
pub(super) async fn change(
    connection: &mut AnyConnection,
    record: &Record,
    to: &BookingState,
    now: Timestamp,
) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE appointment_bookings SET state = $3, pending_until = NULL, sequence = sequence + 1 \
         WHERE id = $1 AND state = $2",
    )
    .bind(&record.id)
    .bind(&record.state)
    .bind(to.as_str())
    .execute(&mut *connection)
    .await?;
    if done.rows_affected() != 1 {
        return Ok(false);
    }
    note(connection, &record.id, to, record.starts_at, now).await?;
    if life::is_void(to) {
        drop_envelope(connection, &record.id).await?;
        if life::is_ahead(&record.state()) && *to != BookingState::Noshow {
            seats::give_back(connection, &record.slot_id).await?;
        }
    }
    Ok(true)
}

/// As [`change`], for a booking that is only known by its id.
pub(super) async fn end(
    connection: &mut AnyConnection,
    id: &str,
    to: &BookingState,
    now: Timestamp,
) -> Result<()> {
    let record = of_id(connection, id).await?;
    // Whoever was faster has done it.
    change(connection, &record, to, now).await.map(|_| ())
}

/// Deletes what was put to a booking.
pub(super) async fn drop_envelope(connection: &mut AnyConnection, id: &str) -> Result<()> {
    sqlx::query("DELETE FROM appointment_envelopes WHERE booking_id = $1")
        .bind(id)
        .execute(connection)
        .await?;
    Ok(())
}
