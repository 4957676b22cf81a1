use linli_contract::{
    AppointmentProvider, Booking, BookingAction, Call, DeskBooking, DeskCall, DeskSlot, Envelope,
    NewCall, NewEnvelope, NewPublicKey, NewSlotChange, NewSlotOpening, Page, SlotChange, Timestamp,
};
use serde_json::json;

use super::common::{Client, LI, SHEN, Server, WANG, ZHAO_QIANG, new_key};
use super::{CODE, DAY, HOUR, book, book_own, code_of, free, hold, path_of, seats_add_up};

const DESK: &str = "/v1/desk/appointments";

/// Another counsellor.
const HE: &str = "he-jingyuan";

async fn bookings_of(client: &Client, at: Timestamp) -> Vec<DeskBooking> {
    let day = linli_server::clock::day_of(at);
    let path = format!("{DESK}/bookings?day={day}");
    let page: Page<DeskBooking> = client.get(&path).await.expect(200).json();
    page.items
}

#[tokio::test]
async fn a_counsellor_sees_own_bookings_and_a_worker_none_of_them() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slot = free(&visitor, "kind=k1&provider=v1").await.remove(0);
    let booking = book(&visitor, &slot, "小满").await;
    let (shen, he, zhao) = (
        server.signed_in(SHEN).await,
        server.signed_in(HE).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let mine = bookings_of(&shen, slot.starts_at).await;
    let found = mine.iter().find(|found| found.id == booking.id).unwrap();
    assert_eq!(found.name, "小满");
    assert!(
        mine.iter()
            .all(|found| found.slot.provider_id == Some("v1".into()))
    );
    for other in [&he, &zhao] {
        let theirs = bookings_of(other, slot.starts_at).await;
        assert!(theirs.iter().all(|found| found.id != booking.id));
        let path = format!("{DESK}/bookings/{}/transitions", booking.id);
        let reply = other.post(&path, &json!({ "to": "arrived" })).await;
        assert_eq!(reply.refusal(), (404, "not_found".into()));
        let path = format!("{DESK}/bookings/{}/envelope", booking.id);
        let reply = other.get(&path).await;
        assert_eq!(reply.refusal(), (404, "not_found".into()));
    }
    let open = bookings_of(&zhao, slot.starts_at).await;
    assert!(open.iter().all(|found| found.slot.kind_id != "k1".into()));
}

#[tokio::test]
async fn who_came_is_noted_when_the_time_has_come() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slot = free(&visitor, "kind=k1&provider=v1").await.remove(0);
    let booking = book(&visitor, &slot, "小满").await;
    let path = format!("{DESK}/bookings/{}/transitions", booking.id);
    let shen = server.signed_in(SHEN).await;
    let early = shen.post(&path, &json!({ "to": "noshow" })).await;
    assert_eq!(early.refusal(), (409, "not_possible_now".into()));
    server.set_clock_ahead(slot.starts_at.0 - server.app.clock.now().0 + 60_000);
    let shen = server.signed_in(SHEN).await;
    for to in ["arrived", "fulfilled", "fulfilled"] {
        let moved: DeskBooking = shen
            .post(&path, &json!({ "to": to }))
            .await
            .expect(201)
            .json();
        assert_eq!(moved.state.as_str(), to);
    }
    let done: Booking = visitor
        .get_with(&path_of(&booking), &[(CODE, code_of(&booking))])
        .await
        .expect(200)
        .json();
    let states: Vec<&str> = done
        .history
        .iter()
        .map(|change| change.state.as_str())
        .collect();
    assert_eq!(states, ["booked", "arrived", "fulfilled"]);
    let told = server
        .number("SELECT COUNT(*) FROM audit WHERE object_kind LIKE '%booking%'")
        .await;
    assert_eq!(told, 0, "the audit learns nothing of a counselling visit");
    seats_add_up(&server).await;
}

#[tokio::test]
async fn a_worker_confirms_or_declines_a_request() {
    let server = Server::start().await;
    let (li, zhao) = (
        server.signed_in(LI).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let slots = free(&li, "kind=k3&centre=c1").await;
    let (one, other) = (
        book_own(&li, &slots[0]).await,
        book_own(&li, &slots[1]).await,
    );
    for (booking, to) in [(&one, "booked"), (&other, "declined")] {
        let path = format!("{DESK}/bookings/{}/transitions", booking.id);
        let moved: DeskBooking = zhao
            .post(&path, &json!({ "to": to }))
            .await
            .expect(201)
            .json();
        assert_eq!(moved.state.as_str(), to);
        let seen: Booking = li.get(&path_of(booking)).await.expect(200).json();
        assert_eq!((seen.state.as_str(), seen.pending_until), (to, None));
    }
    let (_, held) = hold(&li, &slots[1]).await;
    held.expect(200);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn times_are_opened_and_closed_in_bulk_and_booked_ones_stay() {
    let server = Server::start().await;
    let (visitor, shen) = (server.visitor(), server.signed_in(SHEN).await);
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    book(&visitor, &slots[0], "小满").await;
    hold(&visitor, &slots[1]).await.1.expect(200);
    let later = Timestamp(slots[2].starts_at.0 + 20 * DAY);
    let opening = |starts_at: Timestamp| NewSlotOpening {
        kind_id: "k1".into(),
        centre_id: "c1".into(),
        starts_at,
        modes: vec!["in_person".into(), "phone".into()],
        capacity: 1,
    };
    let change = NewSlotChange {
        opens: vec![opening(later), opening(later.plus_minutes(60))],
        closes: slots[..3].iter().map(|slot| slot.id.clone()).collect(),
    };
    let path = format!("{DESK}/slots");
    let done: SlotChange = shen.post(&path, &change).await.expect(201).json();
    assert_eq!(done.closed, [slots[2].id.clone()]);
    assert_eq!(done.kept, [slots[0].id.clone(), slots[1].id.clone()]);
    assert_eq!(done.opened.len(), 2);
    let gone = visitor
        .get(&format!("/v1/appointments/slots/{}", slots[2].id))
        .await;
    assert_eq!(gone.refusal(), (404, "not_found".into()));
    let day = linli_server::clock::day_of(slots[0].starts_at);
    let page: Page<DeskSlot> = shen
        .get(&format!("{path}?day={day}"))
        .await
        .expect(200)
        .json();
    let of = |id: &linli_contract::SlotId| page.items.iter().find(|row| row.slot.id == *id);
    assert_eq!(
        of(&slots[0].id).map(|row| (row.booked, row.held)),
        Some((1, 0))
    );
    if linli_server::clock::day_of(slots[1].starts_at) == day {
        assert_eq!(
            of(&slots[1].id).map(|row| (row.booked, row.held)),
            Some((0, 1))
        );
    }
    // The same time again is there; one across it, one of the past, and one of others are not.
    let again = NewSlotChange {
        opens: vec![opening(later)],
        closes: vec![],
    };
    let same: SlotChange = shen.post(&path, &again).await.expect(201).json();
    assert_eq!(same.opened[0].slot.id, done.opened[0].slot.id);
    for (opening, pointer, code) in [
        (
            opening(later.plus_minutes(30)),
            "/opens/0/starts_at",
            "repeated",
        ),
        (opening(Timestamp(0)), "/opens/0/starts_at", "in_the_past"),
        (
            NewSlotOpening {
                centre_id: "c12".into(),
                ..opening(later.plus_minutes(600))
            },
            "/opens/0/centre_id",
            "not_an_option",
        ),
        (
            NewSlotOpening {
                capacity: 0,
                ..opening(later.plus_minutes(600))
            },
            "/opens/0/capacity",
            "out_of_range",
        ),
    ] {
        let change = NewSlotChange {
            opens: vec![opening],
            closes: vec![],
        };
        let problem = shen.post(&path, &change).await.problem();
        assert_eq!(problem.errors[0].pointer, pointer);
        assert_eq!(problem.errors[0].code, code);
    }
    let foreign = NewSlotChange {
        opens: vec![],
        closes: vec![slots[3].id.clone()],
    };
    for other in [HE, ZHAO_QIANG] {
        let reply = server.signed_in(other).await.post(&path, &foreign).await;
        assert_eq!(reply.refusal(), (404, "not_found".into()));
    }
    seats_add_up(&server).await;
}

fn envelope(key_id: &str) -> NewEnvelope {
    NewEnvelope {
        key_id: key_id.to_owned(),
        wrapped_key: "w".repeat(342),
        iv: "i".repeat(16),
        ciphertext: "c2VhbGVk".repeat(8),
    }
}

async fn publish(client: &Client, letter: &str) -> AppointmentProvider {
    let key = NewPublicKey {
        modulus: letter.repeat(342),
        exponent: "AQAB".to_owned(),
    };
    client
        .put_with(&format!("{DESK}/key"), &[], &key)
        .await
        .expect(200)
        .json()
}

#[tokio::test]
async fn an_envelope_reaches_its_provider_and_ends_with_the_booking() {
    let server = Server::start().await;
    let (visitor, shen) = (server.visitor(), server.signed_in(SHEN).await);
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let booking = book(&visitor, &slots[0], "小满").await;
    assert!(
        !booking.actions.contains(&BookingAction::Share),
        "no key yet"
    );
    let provider = publish(&shen, "A").await;
    let key = provider.public_key.unwrap();
    assert_eq!(publish(&shen, "A").await.public_key.unwrap().id, key.id);
    let path = format!("{}/envelope", path_of(&booking));
    let headers = [(CODE, code_of(&booking))];
    let shared: Booking = visitor
        .put_with(&path, &headers, &envelope(&key.id))
        .await
        .expect(200)
        .json();
    assert!(shared.shared_at.is_some() && shared.actions.contains(&BookingAction::Share));
    let desk = format!("{DESK}/bookings/{}/envelope", booking.id);
    let read: Envelope = shen.get(&desk).await.expect(200).json();
    assert_eq!(read.ciphertext, envelope("").ciphertext);
    for (reply, status) in [
        (visitor.put_with(&path, &[], &envelope(&key.id)).await, 404),
        (
            visitor.put_with(&path, &headers, &envelope("old")).await,
            409,
        ),
        (
            visitor
                .put_with(
                    &path,
                    &headers,
                    &NewEnvelope {
                        iv: "not base64!!!!!!".to_owned(),
                        ..envelope(&key.id)
                    },
                )
                .await,
            422,
        ),
        (server.signed_in(WANG).await.get(&desk).await, 403),
        (server.signed_in(HE).await.get(&desk).await, 404),
    ] {
        assert_eq!(reply.status, status, "{}", reply.text());
    }
    let taken: Booking = visitor
        .delete_with(&path, &headers)
        .await
        .expect(200)
        .json();
    assert_eq!(taken.shared_at, None);
    visitor
        .put_with(&path, &headers, &envelope(&key.id))
        .await
        .expect(200);
    visitor
        .delete_with(&path_of(&booking), &headers)
        .await
        .expect(200);
    let gone = shen.get(&desk).await;
    assert_eq!(gone.refusal(), (404, "not_found".into()));
    let left = server
        .number("SELECT COUNT(*) FROM appointment_envelopes")
        .await;
    assert_eq!(left, 0);
}

#[tokio::test]
async fn what_was_promised_to_be_deleted_is_deleted() {
    let server = Server::start().await;
    let (visitor, shen) = (server.visitor(), server.signed_in(SHEN).await);
    let key = publish(&shen, "B").await.public_key.unwrap();
    let slot = free(&visitor, "kind=k1&provider=v1").await.remove(0);
    let booking = book(&visitor, &slot, "独一无二").await;
    let headers = [(CODE, code_of(&booking))];
    visitor
        .put_with(
            &format!("{}/envelope", path_of(&booking)),
            &headers,
            &envelope(&key.id),
        )
        .await
        .expect(200);
    let after = slot.ends_at.0 - server.app.clock.now().0;
    for (days, envelopes, names) in [(6, 1, 1), (8, 0, 1), (91, 0, 0)] {
        server.set_clock_ahead(after + days * DAY);
        linli_server::appointments::tidy(&server.app).await.unwrap();
        let found = server
            .number("SELECT COUNT(*) FROM appointment_envelopes")
            .await;
        assert_eq!(found, envelopes, "after {days} days");
        let found = server
            .number("SELECT COUNT(*) FROM appointment_bookings WHERE name = '独一无二'")
            .await;
        assert_eq!(found, names, "after {days} days");
    }
}

#[tokio::test]
async fn a_call_needs_consent_reaches_workers_and_is_forgotten_when_made() {
    let server = Server::start().await;
    let (visitor, zhao) = (server.visitor(), server.signed_in(ZHAO_QIANG).await);
    let new = NewCall {
        name: "阿木".to_owned(),
        phone: "138 0000 1122".to_owned(),
        when: Some("下午".to_owned()),
        consent: true,
    };
    let path = "/v1/appointments/calls";
    let without = NewCall {
        consent: false,
        ..new.clone()
    };
    let problem = visitor.post(path, &without).await.problem();
    assert_eq!(problem.errors[0].pointer, "/consent");
    let key = new_key();
    let call: Call = visitor
        .post_keyed(path, &key, &new)
        .await
        .expect(201)
        .json();
    let again: Call = visitor
        .post_keyed(path, &key, &new)
        .await
        .expect(200)
        .json();
    assert_eq!(again, call);
    assert!(call.call_by.0 - server.app.clock.now().0 <= 24 * HOUR);
    let list = format!("{DESK}/calls");
    let page: Page<DeskCall> = zhao.get(&list).await.expect(200).json();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].phone, "13800001122");
    let done = format!("{list}/{}", page.items[0].id);
    zhao.delete(&done).await.expect(204);
    zhao.delete(&done).await.expect(204);
    let left = server
        .number("SELECT COUNT(*) FROM appointment_calls")
        .await;
    assert_eq!(left, 0);
    let refused = server.signed_in(SHEN).await.get(&list).await;
    assert_eq!(refused.refusal(), (403, "workers_only".into()));
}

#[tokio::test]
async fn volunteering_that_was_kept_gives_points_and_no_other_appointment_does() {
    let server = Server::start().await;
    let given = "SELECT COUNT(*) FROM point_feeds WHERE source LIKE 'appointment:%'";
    for (query, worker, points) in [
        ("kind=k2", ZHAO_QIANG, 0),
        ("kind=k1&provider=v1", SHEN, 0),
        ("kind=k4", ZHAO_QIANG, 1),
    ] {
        let wang = server.signed_in(WANG).await;
        let slot = free(&wang, query).await.remove(0);
        let booking = book_own(&wang, &slot).await;
        let now = server.app.clock.now();
        server.set_clock_ahead(slot.starts_at.0 - now.0 + HOUR);
        let worker = server.signed_in(worker).await;
        let path = format!("{DESK}/bookings/{}/transitions", booking.id);
        for to in ["arrived", "fulfilled"] {
            worker.post(&path, &json!({ "to": to })).await.expect(201);
        }
        server.set_clock_ahead(0);
        assert_eq!(server.number(given).await, points, "{query}");
    }
    let household = "SELECT COUNT(*) FROM point_feeds f JOIN point_entries e ON e.id = f.entry_id \
                     WHERE f.household_id = 'h09' AND e.indicator = 'volunteering'";
    assert_eq!(server.number(household).await, 1);
    // The database keeps it so.
    let mut tx = server.app.db.write().await.unwrap();
    let private =
        sqlx::query("UPDATE appointment_kinds SET indicator = 'volunteering' WHERE id = 'k1'");
    assert!(private.execute(&mut *tx).await.is_err());
}
