//! Appointments as clients meet them: over HTTP, against a database with the whole neighbourhood.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod calendar;
mod crowd;
mod desk;
mod holding;
mod managing;
mod reading;
mod secrecy;
mod seed;
mod waiting;

use common::{Client, Reply, Server, new_key};
use linli_contract::{
    AppointmentMode, AppointmentSlot, AppointmentSlots, Booking, NewBooking, NewHold,
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// The header of a code.
const CODE: &str = "booking-code";

fn new_id() -> String {
    new_key().replace('-', "")
}

/// Free times of whole days that are far enough to be moved and cancelled, the earliest first.
async fn free(client: &Client, query: &str) -> Vec<AppointmentSlot> {
    let path = format!("/v1/appointments/slots?{query}");
    let first: AppointmentSlots = client.get(&path).await.expect(200).json();
    let from = linli_server::clock::day_of(first.as_of).days() + 3;
    let mut found = Vec::new();
    for day in first.days.iter().filter(|day| day.remaining > 0) {
        if day.day.days() >= from {
            let path = format!("{path}&day={}", day.day);
            let slots: AppointmentSlots = client.get(&path).await.expect(200).json();
            found.extend(slots.items.into_iter().filter(|slot| slot.remaining > 0));
        }
    }
    assert!(found.len() > 3, "the seed has free times for {query}");
    found
}

async fn hold(client: &Client, slot: &AppointmentSlot) -> (String, Reply) {
    let id = new_id();
    let new = NewHold {
        slot_id: slot.id.clone(),
    };
    let reply = client
        .put_with(&format!("/v1/appointments/holds/{id}"), &[], &new)
        .await;
    (id, reply)
}

fn under_alias(slot: &AppointmentSlot, hold_id: &str, alias: &str) -> NewBooking {
    NewBooking {
        slot_id: slot.id.clone(),
        hold_id: hold_id.into(),
        mode: AppointmentMode::InPerson,
        real_name: false,
        alias: Some(alias.to_owned()),
        phone: None,
        consent: true,
    }
}

fn under_own_name(slot: &AppointmentSlot, hold_id: &str) -> NewBooking {
    NewBooking {
        real_name: true,
        alias: None,
        ..under_alias(slot, hold_id, "")
    }
}

const BOOKINGS: &str = "/v1/appointments/bookings";

/// Holds a time and books it under an alias; answers the booking with its code.
async fn book(client: &Client, slot: &AppointmentSlot, alias: &str) -> Booking {
    let (hold_id, held) = hold(client, slot).await;
    held.expect(200);
    let reply = client
        .post(BOOKINGS, &under_alias(slot, &hold_id, alias))
        .await;
    reply.expect(201).json()
}

/// Holds a time and books it under the name of who is signed in.
async fn book_own(client: &Client, slot: &AppointmentSlot) -> Booking {
    let (hold_id, held) = hold(client, slot).await;
    held.expect(200);
    let reply = client.post(BOOKINGS, &under_own_name(slot, &hold_id)).await;
    reply.expect(201).json()
}

fn path_of(booking: &Booking) -> String {
    format!("{BOOKINGS}/{}", booking.id)
}

fn code_of(booking: &Booking) -> &str {
    booking.code.as_deref().unwrap()
}

/// As many seats are taken as there are holds and bookings that need one, everywhere.
async fn seats_add_up(server: &Server) {
    let wrong = server
        .number(
            "SELECT COUNT(*) FROM appointment_slots s WHERE s.taken <> \
             (SELECT COUNT(*) FROM appointment_holds h WHERE h.slot_id = s.id) \
             + (SELECT COUNT(*) FROM appointment_bookings b WHERE b.slot_id = s.id \
                AND b.state NOT IN ('cancelled', 'declined', 'lapsed'))",
        )
        .await;
    assert_eq!(wrong, 0, "slots whose seats do not add up");
}
