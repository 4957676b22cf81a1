use linli_contract::{
    AppointmentMode, AppointmentSlot, AppointmentSlots, Ballot, Booking, BookingLookup,
    Capabilities, Feature, Home, Order, Page, Service, Vote, VoteChannel,
};
use serde_json::json;

use super::common::{Client, WANG, new_key};
use super::server;

#[tokio::test]
async fn a_backend_with_kiosks_says_so() {
    let server = server().await;
    let capabilities: Capabilities = server.visitor().get("/v1/capabilities").await.json();
    assert!(capabilities.features.contains(&Feature::Kiosk));
}

#[tokio::test]
async fn a_vote_at_a_kiosk_counts_by_that_channel_and_one_from_the_phone_does_not() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let here = server.signed_in_at(&kiosk, WANG).await;
    let phone = server.signed_in(WANG).await;
    let ballot: Ballot = here.get("/v1/ballots/budget-now").await.expect(200).json();
    let vote = |option: &str| {
        json!({
            "client_ref": new_key(), "terms_hash": ballot.terms_hash,
            "choices": [{ "option": option }],
        })
    };
    let path = "/v1/ballots/budget-now/vote";
    let first = here
        .put_with(path, &[("if-none-match", "*")], &vote("ramp"))
        .await;
    assert_eq!(first.expect(200).json::<Vote>().channel, VoteChannel::Kiosk);
    let marked = "SELECT COUNT(*) FROM ballot_units WHERE ballot_id = 'budget-now' \
        AND id = 'h09' AND channel = 'kiosk'";
    assert_eq!(server.number(marked).await, 1);
    // The last one counts, and so does its channel.
    let tag = [("if-match", first.header("etag"))];
    let second = phone.put_with(path, &tag, &vote("lamps")).await;
    let second: Vote = second.expect(200).json();
    assert_eq!(second.channel, VoteChannel::Online);
    assert_eq!(server.number(marked).await, 0);
}

#[tokio::test]
async fn an_order_is_placed_at_a_kiosk_as_anywhere() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let here = server.signed_in_at(&kiosk, WANG).await;
    let id: String = sqlx::query_scalar(
        "SELECT id FROM services WHERE name_zh = '管道疏通' AND withdrawn_at IS NULL",
    )
    .fetch_one(server.app.db.pool())
    .await
    .unwrap();
    let service: Service = here
        .get(&format!("/v1/services/{id}"))
        .await
        .expect(200)
        .json();
    let new = json!({
        "service_id": id, "service_version": service.version,
        "form_version": service.form_version, "client_ref": new_key(),
        "answers": [
            { "question": "fault", "values": ["blocked"] },
            { "question": "when", "values": [server.app.clock.today().to_string()] },
            { "question": "address", "values": ["幸福里3号楼2单元201"] },
            { "question": "phone", "values": ["13800000001"] },
        ],
    });
    let order: Order = here.post("/v1/orders", &new).await.expect(201).json();
    let phone = server.signed_in(WANG).await;
    let path = format!("/v1/orders/{}", order.id);
    assert_eq!(
        phone.get(&path).await.expect(200).json::<Order>().id,
        order.id
    );
}

/// A booking under the name of who is signed in, in three days or later.
async fn book(client: &Client) -> Booking {
    let path = "/v1/appointments/slots?kind=k1";
    let first: AppointmentSlots = client.get(path).await.expect(200).json();
    let from = linli_server::clock::day_of(first.as_of).days() + 3;
    let day = first
        .days
        .iter()
        .find(|day| day.remaining > 0 && day.day.days() >= from);
    let path = format!("{path}&day={}", day.unwrap().day);
    let day: AppointmentSlots = client.get(&path).await.expect(200).json();
    let here = |slot: &&AppointmentSlot| {
        slot.remaining > 0 && slot.modes.contains(&AppointmentMode::InPerson)
    };
    let slot = day.items.iter().find(here).unwrap();
    let hold = new_key();
    client
        .put_with(
            &format!("/v1/appointments/holds/{hold}"),
            &[],
            &json!({ "slot_id": slot.id }),
        )
        .await
        .expect(200);
    let new = json!({
        "slot_id": slot.id, "hold_id": hold, "mode": "in_person", "real_name": true, "consent": true,
    });
    let booked = client.post("/v1/appointments/bookings", &new).await;
    booked.expect(201).json()
}

#[tokio::test]
async fn whom_somebody_is_to_meet_does_not_appear_on_a_public_screen() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let phone = server.signed_in(WANG).await;
    let booking = book(&phone).await;
    server.set_clock_ahead(booking.slot.starts_at.0 - server.app.clock.now().0 - 3_600_000);
    let phone = server.signed_in(WANG).await;
    let here = server.signed_in_at(&kiosk, WANG).await;
    let home: Home = phone.get("/v1/home").await.json();
    assert_eq!(home.reminders.len(), 1);
    let home: Home = here.get("/v1/home").await.json();
    assert!(home.me.is_some() && home.reminders.is_empty());

    let list = here.get("/v1/appointments/bookings").await;
    assert_eq!(list.refusal(), (403, "not_at_a_kiosk".into()));
    let path = format!("/v1/appointments/bookings/{}", booking.id);
    phone.get(&path).await.expect(200);
    let mine = here.get(&path).await;
    assert_eq!(mine.refusal(), (404, "not_found".into()));
    // Whoever brings the code finds it, and nobody behind them reads the name.
    let code = [("booking-code", booking.code.as_deref().unwrap())];
    let masked: Booking = here.get_with(&path, &code).await.expect(200).json();
    assert_eq!(masked.name, "王**");
    let found = kiosk.0.get_with("/v1/appointments/lookup", &code).await;
    assert!(found.expect(200).json::<BookingLookup>().booking.is_some());
}

#[tokio::test]
async fn a_booking_can_be_made_at_a_kiosk_and_its_code_is_the_way_back() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let here = server.signed_in_at(&kiosk, WANG).await;
    let booking = book(&here).await;
    assert!(booking.code.is_some());
    let phone = server.signed_in(WANG).await;
    let mine: Page<Booking> = phone
        .get("/v1/appointments/bookings")
        .await
        .expect(200)
        .json();
    assert!(mine.items.iter().any(|mine| mine.id == booking.id));
}

#[tokio::test]
async fn a_kiosk_cannot_let_somebody_in_at_the_next_one() {
    let server = server().await;
    let (kiosk, other) = (server.kiosk("1号机").await, server.kiosk("2号机").await);
    let here = server.signed_in_at(&kiosk, WANG).await;
    let asked = super::ask(&other).await;
    let refused = super::decide(&here, &asked, "approve").await;
    assert_eq!(refused.refusal(), (403, "not_at_a_kiosk".into()));
    assert_eq!(super::poll(&other, &asked).await.status, 409);
}
