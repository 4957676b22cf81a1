//! A booking as the contract shows it.

use linli_contract::{AppointmentMode, Booking, BookingChange, BookingState, Timestamp};
use sqlx::AnyConnection;

use super::model::mask;
use super::record::Record;
use super::slots;
use crate::error::{Code, Result};
use crate::http::Lang;

/// How much of a person is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Eyes {
    /// To themselves, and to whom they come to see.
    Open,
    /// To whoever has the code.
    Masked,
}

impl Record {
    /// The name, as it is kept: the person's own, or the chosen one.
    pub(super) fn name(&self, lang: Lang) -> String {
        match (&self.person_zh, &self.person_en) {
            (Some(zh), Some(en)) => lang.pick(zh.as_str(), en),
            _ => self.name.clone(),
        }
    }

    /// The phone, likewise.
    pub(super) fn phone(&self) -> Option<String> {
        self.person_phone.clone().or_else(|| self.phone.clone())
    }
}

/// The history of a booking.
pub(super) async fn history(
    connection: &mut AnyConnection,
    id: &str,
) -> Result<Vec<BookingChange>> {
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(
        "SELECT at, state, starts_at FROM appointment_changes WHERE booking_id = $1 ORDER BY number",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    let change = |(at, state, starts_at): (i64, String, i64)| BookingChange {
        at: Timestamp(at),
        state: BookingState::from(state.as_str()),
        starts_at: Timestamp(starts_at),
    };
    Ok(rows.into_iter().map(change).collect())
}

/// The booking.
pub(super) async fn shown(
    connection: &mut AnyConnection,
    record: &Record,
    eyes: Eyes,
    lang: Lang,
    now: Timestamp,
) -> Result<Booking> {
    let slot = slots::of_id(connection, &record.slot_id)
        .await?
        .ok_or(Code::NotFound)?;
    let state = record.state();
    let facts = record.facts(&state);
    let (name, phone) = (record.name(lang), record.phone());
    let provider = record
        .provider_zh
        .as_deref()
        .zip(record.provider_en.as_deref());
    Ok(Booking {
        id: record.id.clone().into(),
        code: None,
        slot: slot.shown()?,
        kind: lang.pick(record.kind_zh.as_str(), &record.kind_en),
        centre: lang.pick(record.centre_zh.as_str(), &record.centre_en),
        address: lang.pick(record.address_zh.as_str(), &record.address_en),
        centre_phone: record.centre_phone.clone(),
        provider: provider.map(|(zh, en)| lang.pick(zh, en)),
        mode: AppointmentMode::from(record.mode.as_str()),
        real_name: record.person_id.is_some(),
        name: match eyes {
            Eyes::Open => name,
            Eyes::Masked => mask::name(&name),
        },
        phone: match eyes {
            Eyes::Open => phone,
            Eyes::Masked => phone.as_deref().map(mask::phone),
        },
        cancel_until: facts.cancel_until(),
        pending_until: record.pending_until.map(Timestamp),
        shared_at: record.shared_at.map(Timestamp),
        history: history(connection, &record.id).await?,
        actions: facts.actions(now),
        state,
    })
}
