//! Paths and bodies of this feature.

use linli_contract::{
    BookingId, BookingState, CallId, Date, NewBookingTransition, NewPublicKey, NewSlotChange,
    NewSlotOpening, SlotId,
};

use crate::domain::text::encoded;
use crate::offline::Write;

/// Who I am as a provider, with the key that others encrypt for.
pub(super) const PROVIDER: &str = "/v1/desk/appointments/provider";

/// Who wants to be called.
pub(super) const CALLS: &str = "/v1/desk/appointments/calls";

/// Kinds with their rules.
pub(super) const KINDS: &str = "/v1/appointments/kinds";

/// Where a kind is to be had.
pub(super) fn centres(kind: &str) -> String {
    format!("/v1/appointments/centres?kind={}", encoded(kind))
}

/// The bookings of a day.
pub(super) fn bookings(day: Date) -> String {
    format!("/v1/desk/appointments/bookings?day={day}")
}

/// Moves a booking on.
pub(super) fn transition(id: &BookingId, to: BookingState) -> Write {
    let path = format!("/v1/desk/appointments/bookings/{id}/transitions");
    Write::post(path, linli_json::to_text(&NewBookingTransition { to }))
}

/// What was put to a booking for its provider alone.
pub(super) fn envelope(id: &BookingId) -> String {
    format!("/v1/desk/appointments/bookings/{id}/envelope")
}

/// The times of a day.
pub(super) fn slots(day: Date) -> String {
    format!("/v1/desk/appointments/slots?day={day}")
}

/// Opens and closes times.
pub(super) fn change_slots(opens: Vec<NewSlotOpening>, closes: Vec<SlotId>) -> Write {
    let body = linli_json::to_text(&NewSlotChange { opens, closes });
    Write::post("/v1/desk/appointments/slots", body)
}

/// Publishes the public half of a key.
pub(super) fn publish(key: &NewPublicKey) -> Write {
    Write {
        method: "PUT",
        ..Write::post("/v1/desk/appointments/key", linli_json::to_text(key))
    }
}

/// Notes that a call was made, which deletes whom to call.
pub(super) fn finish(id: &CallId) -> Write {
    Write {
        method: "DELETE",
        ..Write::post(format!("/v1/desk/appointments/calls/{id}"), String::new())
    }
}
