//! The provider's and the worker's side of appointments.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{
    AppointmentMode, AppointmentSlot, BookingChange, BookingId, BookingState, CallId, CentreId,
    KindId, SlotId, Timestamp,
};

/// A booking as its provider sees it: `GET /v1/desk/appointments/bookings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskBooking {
    /// Its id.
    pub id: BookingId,
    /// Where it stands.
    pub state: BookingState,
    /// The time.
    pub slot: AppointmentSlot,
    /// What for.
    pub kind: String,
    /// Where.
    pub centre: String,
    /// How to meet.
    pub mode: AppointmentMode,
    /// The name, or the chosen one.
    pub name: String,
    /// Whether it is a real one.
    pub real_name: bool,
    /// The phone they left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// When they put an envelope to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_at: Option<Timestamp>,
    /// What happened, the earliest first.
    pub history: Vec<BookingChange>,
    /// What it may be moved to now.
    pub transitions: Vec<BookingState>,
}

/// Moves a booking on: `POST /v1/desk/appointments/bookings/{id}/transitions`, with an
/// `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewBookingTransition {
    /// One of its `transitions`.
    pub to: BookingState,
}

/// A time as its provider sees it: `GET /v1/desk/appointments/slots`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskSlot {
    /// The time.
    pub slot: AppointmentSlot,
    /// How many have booked or asked for it.
    pub booked: u32,
    /// For how many it is held.
    pub held: u32,
}

/// Opens and closes times: `POST /v1/desk/appointments/slots`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewSlotChange {
    /// Times to open, at most 200.
    pub opens: Vec<NewSlotOpening>,
    /// Times to close, at most 200.
    pub closes: Vec<SlotId>,
}

/// A time to open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewSlotOpening {
    /// What for.
    pub kind_id: KindId,
    /// Where.
    pub centre_id: CentreId,
    /// From when; the kind says how long.
    pub starts_at: Timestamp,
    /// How one can meet.
    pub modes: Vec<AppointmentMode>,
    /// How many people can come.
    pub capacity: u32,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SlotChange {
    /// Times that are open now; those that were already are among them.
    pub opened: Vec<DeskSlot>,
    /// Times that are closed now.
    pub closed: Vec<SlotId>,
    /// Times that stay open, because somebody has booked or holds them.
    pub kept: Vec<SlotId>,
}

/// The public half of a new key: `PUT /v1/desk/appointments/key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewPublicKey {
    /// `n` of the JWK, in base64url; 2048 to 4096 bits.
    pub modulus: String,
    /// `e` of the JWK, in base64url.
    pub exponent: String,
}

/// Somebody who wants to be called: `GET /v1/desk/appointments/calls`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskCall {
    /// Its id.
    pub id: CallId,
    /// The name to ask for.
    pub name: String,
    /// The phone to call.
    pub phone: String,
    /// When it suits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// When they asked.
    pub created_at: Timestamp,
    /// Until when to call.
    pub call_by: Timestamp,
}
