//! Appointments (预约): who is where, times, holds, bookings by code, the waiting list, self-checks, help
//! lines, and the side of those who are booked.
//!
//! Much of this may be counselling. So nothing here is logged, audited or stored with an idempotency key
//! that tells of a person, and an alias booking never learns who is signed in.

mod access;
mod book;
mod calendar;
mod calls;
mod cancel;
mod centres;
mod code;
mod desk;
mod envelope;
mod hold;
mod kinds;
mod lines;
mod lookup;
mod mine;
pub mod model;
mod providers;
mod readings;
mod record;
pub(crate) mod reminders;
mod rules;
mod seats;
mod sheets;
mod shift;
mod shown;
mod slots;
mod waiting;

pub(crate) use code::{CODE, new_salt};
pub use rules::Rules;
pub use seats::tidy;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get(
            "list_appointment_kinds",
            "/v1/appointments/kinds",
            kinds::list,
        )
        .get("list_centres", "/v1/appointments/centres", centres::list)
        .get(
            "list_providers",
            "/v1/appointments/providers",
            providers::list,
        )
        .get(
            "list_appointment_slots",
            "/v1/appointments/slots",
            slots::list,
        )
        .get(
            "get_appointment_slot",
            "/v1/appointments/slots/{id}",
            slots::get,
        )
        .put("put_hold", "/v1/appointments/holds/{id}", hold::put)
        .delete("release_hold", "/v1/appointments/holds/{id}", hold::release)
        .get("list_readings", "/v1/appointments/readings", readings::list)
        .get(
            "get_reading",
            "/v1/appointments/readings/{id}",
            readings::get,
        )
        .get("list_sheets", "/v1/appointments/sheets", sheets::list)
        .get("get_help_lines", "/v1/lines", lines::get)
        .post("request_call", "/v1/appointments/calls", calls::create)
        .merge(bookings())
        .merge(desk::routes())
}

fn bookings() -> Routes {
    Routes::new()
        .get("list_bookings", "/v1/appointments/bookings", mine::list)
        .post("create_booking", "/v1/appointments/bookings", book::create)
        .get("look_up_booking", "/v1/appointments/lookup", lookup::get)
        .get("get_booking", "/v1/appointments/bookings/{id}", mine::get)
        .delete(
            "cancel_booking",
            "/v1/appointments/bookings/{id}",
            cancel::cancel,
        )
        .put(
            "move_booking",
            "/v1/appointments/bookings/{id}/slot",
            shift::put,
        )
        .get(
            "get_booking_calendar",
            "/v1/appointments/bookings/{id}/calendar",
            calendar::get,
        )
        .put(
            "put_envelope",
            "/v1/appointments/bookings/{id}/envelope",
            envelope::put,
        )
        .delete(
            "delete_envelope",
            "/v1/appointments/bookings/{id}/envelope",
            envelope::delete,
        )
        .post("join_waiting", "/v1/appointments/waiting", waiting::join)
        .get("get_waiting", "/v1/appointments/waiting/{id}", waiting::get)
        .delete(
            "leave_waiting",
            "/v1/appointments/waiting/{id}",
            waiting::leave,
        )
}
