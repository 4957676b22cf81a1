//! Paths and bodies of this feature. A code stands in a header, never in an address.

use linli_contract::{
    BookingId, Date, HoldId, NewBooking, NewEnvelope, NewHold, NewMove, NewWaiting, SlotId,
    WaitingId,
};

use crate::domain::text::encoded;
use crate::offline::Write;

/// Kinds with their rules.
pub(super) const KINDS: &str = "/v1/appointments/kinds";

/// My own bookings.
pub(super) const BOOKINGS: &str = "/v1/appointments/bookings";

/// Where a kind is to be had.
pub(super) fn centres(kind: &str) -> String {
    format!("/v1/appointments/centres?kind={}", encoded(kind))
}

/// Who does a kind.
pub(super) fn providers(kind: &str) -> String {
    format!("/v1/appointments/providers?kind={}", encoded(kind))
}

/// The times of a day; empty filters are left out.
pub(super) fn slots(kind: &str, centre: &str, provider: &str, day: Option<Date>) -> String {
    let mut path = format!("/v1/appointments/slots?kind={}", encoded(kind));
    for (name, value) in [("centre", centre), ("provider", provider)] {
        if !value.is_empty() {
            path = path + "&" + name + "=" + &encoded(value);
        }
    }
    match day {
        Some(day) => format!("{path}&day={day}"),
        None => path,
    }
}

/// Holds a time, or holds it longer.
pub(super) fn hold(id: &HoldId, slot: &SlotId) -> Write {
    let body = linli_json::to_text(&NewHold {
        slot_id: slot.clone(),
    });
    put(format!("/v1/appointments/holds/{id}"), body, None)
}

/// Gives a held time back.
pub(super) fn release(id: &HoldId) -> Write {
    delete(format!("/v1/appointments/holds/{id}"), None)
}

/// Books a time.
pub(super) fn book(new: &NewBooking) -> Write {
    Write::post(BOOKINGS, linli_json::to_text(new))
}

/// What belongs to a code.
pub(super) fn look_up(code: &str) -> Write {
    Write {
        method: "GET",
        booking_code: Some(code.to_owned()),
        ..Write::post("/v1/appointments/lookup", String::new())
    }
}

/// Takes another time.
pub(super) fn move_to(id: &BookingId, new: &NewMove, code: Option<String>) -> Write {
    let path = format!("/v1/appointments/bookings/{id}/slot");
    put(path, linli_json::to_text(new), code)
}

/// Gives a booking back.
pub(super) fn cancel(id: &BookingId, code: Option<String>) -> Write {
    delete(format!("/v1/appointments/bookings/{id}"), code)
}

/// The booking for a calendar.
pub(super) fn calendar(id: &BookingId) -> String {
    format!("/v1/appointments/bookings/{id}/calendar")
}

/// Puts something for the provider alone to a booking.
pub(super) fn share(id: &BookingId, new: &NewEnvelope, code: Option<String>) -> Write {
    let path = format!("/v1/appointments/bookings/{id}/envelope");
    put(path, linli_json::to_text(new), code)
}

/// Takes it away again.
pub(super) fn unshare(id: &BookingId, code: Option<String>) -> Write {
    delete(format!("/v1/appointments/bookings/{id}/envelope"), code)
}

/// Joins the waiting list.
pub(super) fn wait(new: &NewWaiting) -> Write {
    Write::post("/v1/appointments/waiting", linli_json::to_text(new))
}

/// Waits no longer.
pub(super) fn leave(id: &WaitingId, code: Option<String>) -> Write {
    delete(format!("/v1/appointments/waiting/{id}"), code)
}

fn put(path: String, body: String, booking_code: Option<String>) -> Write {
    Write {
        method: "PUT",
        booking_code,
        ..Write::post(path, body)
    }
}

fn delete(path: String, booking_code: Option<String>) -> Write {
    Write {
        method: "DELETE",
        booking_code,
        ..Write::post(path, String::new())
    }
}
