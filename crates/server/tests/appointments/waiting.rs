use linli_contract::{AppointmentSlot, Booking, BookingLookup, NewWaiting, Waiting, WaitingState};

use super::common::{Client, Server, new_key};
use super::{
    BOOKINGS, CODE, DAY, HOUR, MINUTE, book, code_of, free, path_of, seats_add_up, under_alias,
};

const WAITING: &str = "/v1/appointments/waiting";

/// Waits for a day of a counsellor.
async fn join(client: &Client, slot: &AppointmentSlot) -> Waiting {
    let day = linli_server::clock::day_of(slot.starts_at);
    let new = NewWaiting {
        kind_id: slot.kind_id.clone(),
        centre_id: None,
        provider_id: slot.provider_id.clone(),
        mode: Some("in_person".into()),
        from: day,
        until: day,
    };
    client.post(WAITING, &new).await.expect(201).json()
}

/// Takes all free times of a counsellor on the day of one.
async fn fill(server: &Server, slots: &[AppointmentSlot]) -> Vec<Booking> {
    let day = linli_server::clock::day_of(slots[0].starts_at);
    let mut bookings = Vec::new();
    for slot in slots {
        if linli_server::clock::day_of(slot.starts_at) == day {
            bookings.push(book(&server.visitor(), slot, "先来").await);
        }
    }
    bookings
}

async fn read(client: &Client, waiting: &Waiting) -> Waiting {
    let code = waiting.code.as_deref().unwrap();
    let path = format!("{WAITING}/{}", waiting.id);
    client
        .get_with(&path, &[(CODE, code)])
        .await
        .expect(200)
        .json()
}

async fn cancel(client: &Client, booking: &Booking) {
    client
        .delete_with(&path_of(booking), &[(CODE, code_of(booking))])
        .await
        .expect(200);
}

/// Moves the clock to ten in the morning, from when an offer ends on the same day; answers by how much.
fn come_to_ten(server: &Server) -> i64 {
    let now = server.app.clock.now();
    let day = linli_server::clock::day_of(now);
    let ten = linli_server::clock::instant_of(day.plus_days(1), 10 * 60);
    let ahead = ten.0 - now.0;
    server.set_clock_ahead(ahead);
    ahead
}

#[tokio::test]
async fn a_free_place_is_offered_to_one_after_the_other_and_each_offer_ends() {
    let server = Server::start().await;
    let ten = come_to_ten(&server);
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let slots = &slots[..];
    let bookings = fill(&server, slots).await;
    let (first, second, third) = (
        join(&visitor, &slots[0]).await,
        join(&visitor, &slots[0]).await,
        join(&visitor, &slots[0]).await,
    );
    assert_eq!(first.state, WaitingState::Waiting);
    assert_eq!((first.before, third.before), (Some(0), Some(2)));
    cancel(&visitor, &bookings[0]).await;
    let offered = read(&visitor, &first).await;
    assert_eq!(offered.state, WaitingState::Offered);
    let offer = offered.offer.unwrap();
    assert_eq!(offer.slot.id, slots[0].id);
    let left = offer.expires_at.0 - server.app.clock.now().0;
    assert!((2 * HOUR - MINUTE..=2 * HOUR).contains(&left), "{left}");
    assert_eq!(read(&visitor, &second).await.state, WaitingState::Waiting);
    // Nobody else can take it meanwhile, and it cannot be stretched.
    let (_, refused) = super::hold(&visitor, &slots[0]).await;
    assert_eq!(refused.refusal(), (409, "slot_taken".into()));
    // The offer ends; the next one is asked.
    server.set_clock_ahead(ten + 2 * HOUR + MINUTE);
    assert_eq!(read(&visitor, &first).await.state, WaitingState::Lapsed);
    let offered = read(&visitor, &second).await;
    assert_eq!(offered.state, WaitingState::Offered);
    assert_eq!(read(&visitor, &third).await.before, Some(0));
    // Booking it ends the waiting.
    let offer = offered.offer.unwrap();
    let new = under_alias(&slots[0], offer.id.as_str(), "第二");
    visitor.post(BOOKINGS, &new).await.expect(201);
    let taken = read(&visitor, &second).await;
    assert_eq!((taken.state, taken.offer), (WaitingState::Taken, None));
    assert_eq!(read(&visitor, &third).await.state, WaitingState::Waiting);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn an_offer_made_in_the_evening_goes_on_in_the_morning() {
    let server = Server::start().await;
    let evening = come_to_ten(&server) + 9 * HOUR + 30 * MINUTE;
    server.set_clock_ahead(evening);
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let bookings = fill(&server, &slots).await;
    let first = join(&visitor, &slots[0]).await;
    cancel(&visitor, &bookings[0]).await;
    assert_eq!(read(&visitor, &first).await.state, WaitingState::Offered);
    // Half an hour of it was in the evening; at half past nine its two hours are over.
    server.set_clock_ahead(evening + 13 * HOUR + 50 * MINUTE);
    assert_eq!(read(&visitor, &first).await.state, WaitingState::Offered);
    server.set_clock_ahead(evening + 14 * HOUR + MINUTE);
    assert_eq!(read(&visitor, &first).await.state, WaitingState::Lapsed);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn who_leaves_hands_the_offer_on() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let bookings = fill(&server, &slots).await;
    let first = join(&visitor, &slots[0]).await;
    let second = join(&visitor, &slots[0]).await;
    cancel(&visitor, &bookings[1]).await;
    let path = format!("{WAITING}/{}", first.id);
    let foreign = second.code.as_deref().unwrap();
    let reply = visitor.delete_with(&path, &[(CODE, foreign)]).await;
    assert_eq!(reply.refusal(), (404, "not_found".into()));
    for _ in 0..2 {
        let left: Waiting = visitor
            .delete_with(&path, &[(CODE, first.code.as_deref().unwrap())])
            .await
            .expect(200)
            .json();
        assert_eq!(left.state, WaitingState::Left);
    }
    assert_eq!(read(&visitor, &second).await.state, WaitingState::Offered);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn an_entry_is_found_by_its_code_and_by_its_key_and_ends_with_its_days() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    fill(&server, &slots).await;
    let day = linli_server::clock::day_of(slots[0].starts_at);
    let new = NewWaiting {
        kind_id: "k1".into(),
        centre_id: None,
        provider_id: Some("v1".into()),
        mode: None,
        from: day,
        until: day,
    };
    let key = new_key();
    let first: Waiting = visitor
        .post_keyed(WAITING, &key, &new)
        .await
        .expect(201)
        .json();
    let again: Waiting = visitor
        .post_keyed(WAITING, &key, &new)
        .await
        .expect(200)
        .json();
    assert_eq!((&again.id, &again.code), (&first.id, &first.code));
    let found: BookingLookup = visitor
        .get_with(
            "/v1/appointments/lookup",
            &[(CODE, first.code.as_deref().unwrap())],
        )
        .await
        .expect(200)
        .json();
    assert_eq!(found.waiting.unwrap().id, first.id);
    server.set_clock_ahead(slots[0].starts_at.0 - server.app.clock.now().0 + DAY);
    assert_eq!(read(&visitor, &first).await.state, WaitingState::Lapsed);
    for (change, pointer) in [
        (
            NewWaiting {
                provider_id: Some("nobody".into()),
                ..new.clone()
            },
            "/provider_id",
        ),
        (
            NewWaiting {
                until: day.plus_days(-30),
                ..new.clone()
            },
            "/until",
        ),
        (
            NewWaiting {
                mode: Some("smoke".into()),
                until: day.plus_days(9),
                ..new.clone()
            },
            "/mode",
        ),
    ] {
        let problem = visitor.post(WAITING, &change).await.problem();
        assert_eq!(problem.errors[0].pointer, pointer);
    }
}
