use linli_contract::{
    AppointmentSlot, Booking, BookingAction, BookingLookup, BookingState, Home, NewMove, Page,
};

use super::common::{LI, Server, WANG};
use super::{
    BOOKINGS, CODE, DAY, HOUR, MINUTE, book, book_own, code_of, free, hold, path_of, seats_add_up,
    under_alias,
};

/// The only other member of Wang's household.
const ZHANG: &str = "p19";

#[tokio::test]
async fn a_code_alone_shows_a_masked_booking_and_nothing_else_does() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let (hold_id, _) = hold(&visitor, &slots[0]).await;
    let mut new = under_alias(&slots[0], &hold_id, "小满天");
    new.phone = Some("138 0000-1122".to_owned());
    let booking: Booking = visitor.post(BOOKINGS, &new).await.expect(201).json();
    assert_eq!(
        (booking.name.as_str(), booking.real_name),
        ("小满天", false)
    );
    let code = code_of(&booking);
    let other = book(&visitor, &slots[1], "别人").await;
    let typed = format!("{}-{} ", &code[..4].to_lowercase(), &code[4..]);
    for sent in [code, &typed] {
        let found: BookingLookup = visitor
            .get_with("/v1/appointments/lookup", &[(CODE, sent)])
            .await
            .expect(200)
            .json();
        let found = found.booking.unwrap();
        assert_eq!((&found.id, &found.code), (&booking.id, &None));
        assert_eq!(found.name, "小**");
        assert_eq!(found.phone.as_deref(), Some("138****1122"));
    }
    let path = path_of(&booking);
    visitor.get_with(&path, &[(CODE, code)]).await.expect(200);
    let wang = server.signed_in(WANG).await;
    for reply in [
        visitor.get(&path).await,
        wang.get(&path).await,
        visitor.get_with(&path, &[(CODE, code_of(&other))]).await,
        visitor.get_with(&path, &[(CODE, "K7MW3XQ9")]).await,
        visitor.get_with(&path, &[(CODE, "what?")]).await,
        visitor
            .get_with("/v1/appointments/lookup", &[(CODE, "K7MW3XQ9")])
            .await,
        visitor.delete(&path).await,
        visitor.delete_with(&path, &[(CODE, code_of(&other))]).await,
    ] {
        assert_eq!(reply.refusal(), (404, "not_found".into()));
    }
    let without = visitor.get("/v1/appointments/lookup").await;
    assert_eq!(without.refusal(), (400, "bad_request".into()));
}

#[tokio::test]
async fn codes_cannot_be_tried_without_end() {
    let server = Server::start_with(|config| config.appointments.codes_per_minute = 5).await;
    let visitor = server.visitor();
    let mut last = 0;
    for _ in 0..12 {
        let reply = visitor
            .get_with("/v1/appointments/lookup", &[(CODE, "K7MW3XQ9")])
            .await;
        last = reply.status;
    }
    assert_eq!(last, 429);
    visitor.get("/v1/appointments/kinds").await.expect(200);
}

#[tokio::test]
async fn a_booking_under_my_name_is_mine_alone() {
    let server = Server::start().await;
    let (wang, zhang) = (server.signed_in(WANG).await, server.signed_in(ZHANG).await);
    let slot = free(&wang, "kind=k1&provider=v1").await.remove(0);
    let booking = book_own(&wang, &slot).await;
    assert!(booking.real_name && booking.name == "王秀英");
    let mine: Page<Booking> = wang.get(BOOKINGS).await.expect(200).json();
    assert_eq!(mine.items[0].id, booking.id);
    assert_eq!(mine.items[0].code, None);
    let theirs: Page<Booking> = zhang.get(BOOKINGS).await.expect(200).json();
    assert!(theirs.items.is_empty());
    let reply = zhang.get(&path_of(&booking)).await;
    assert_eq!(reply.refusal(), (404, "not_found".into()));
    // With the code, and without a session, the same booking is masked.
    let visitor = server.visitor();
    let masked: Booking = visitor
        .get_with(&path_of(&booking), &[(CODE, code_of(&booking))])
        .await
        .expect(200)
        .json();
    assert_eq!(masked.name, "王**");
    // Near its time, the first screen of that person says so, in words that say nothing.
    let ahead = slot.starts_at.0 - server.app.clock.now().0 - 23 * HOUR;
    server.set_clock_ahead(ahead);
    let (wang, zhang) = (server.signed_in(WANG).await, server.signed_in(ZHANG).await);
    let home: Home = wang.get("/v1/home").await.expect(200).json();
    assert_eq!(home.reminders.len(), 1);
    assert_eq!(home.reminders[0].title, "社区预约");
    assert_eq!(home.reminders[0].booking_id, booking.id);
    let home: Home = zhang.get("/v1/home").await.expect(200).json();
    assert!(home.reminders.is_empty());
}

#[tokio::test]
async fn until_the_cut_off_it_is_cancelled_and_later_refused_in_words() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let (one, other) = (
        book(&visitor, &slots[0], "小满").await,
        book(&visitor, &slots[1], "青石").await,
    );
    assert_eq!(one.cancel_until.0, slots[0].starts_at.0 - DAY);
    let cancel = |booking: &Booking| {
        let (client, path) = (server.visitor(), path_of(booking));
        let code = code_of(booking).to_owned();
        async move { client.delete_with(&path, &[(CODE, &code)]).await }
    };
    let now = server.app.clock.now().0;
    server.set_clock_ahead(one.cancel_until.0 - now - MINUTE);
    let done: Booking = cancel(&one).await.expect(200).json();
    assert_eq!(done.state, BookingState::Cancelled);
    assert_eq!(done.actions, []);
    assert_eq!(done.history.len(), 2);
    let again: Booking = cancel(&one).await.expect(200).json();
    assert_eq!(again.history.len(), 2);
    server.set_clock_ahead(other.cancel_until.0 - now + MINUTE);
    let refused = cancel(&other).await;
    assert_eq!(refused.refusal(), (409, "too_late".into()));
    assert!(refused.problem().detail.unwrap().contains("电话"));
    let still: Booking = visitor
        .get_with(&path_of(&other), &[(CODE, code_of(&other))])
        .await
        .expect(200)
        .json();
    assert_eq!(still.state, BookingState::Booked);
    assert!(!still.actions.contains(&BookingAction::Cancel));
    seats_add_up(&server).await;
}

#[tokio::test]
async fn a_move_keeps_the_old_seat_until_it_has_the_new_one() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let booking = book(&visitor, &slots[0], "小满").await;
    book(&visitor, &slots[1], "青石").await;
    let path = format!("{}/slot", path_of(&booking));
    let to = |slot: &AppointmentSlot, hold_id: &str| NewMove {
        slot_id: slot.id.clone(),
        hold_id: hold_id.into(),
    };
    let headers = [(CODE, code_of(&booking))];
    // Onto a time that is gone: nothing changes.
    let refused = visitor
        .put_with(&path, &headers, &to(&slots[1], "no-such-hold-00000"))
        .await;
    assert_eq!(refused.refusal(), (409, "slot_taken".into()));
    let still: Booking = visitor
        .get_with(&path_of(&booking), &headers)
        .await
        .expect(200)
        .json();
    assert_eq!(still.slot.id, slots[0].id);
    // While the new time is only held, both are kept.
    let (hold_id, held) = hold(&visitor, &slots[2]).await;
    held.expect(200);
    for slot in [&slots[0], &slots[2]] {
        let path = format!("/v1/appointments/slots/{}", slot.id);
        let slot: AppointmentSlot = visitor.get(&path).await.expect(200).json();
        assert_eq!(slot.remaining, 0);
    }
    for _ in 0..2 {
        let moved: Booking = visitor
            .put_with(&path, &headers, &to(&slots[2], &hold_id))
            .await
            .expect(200)
            .json();
        assert_eq!(moved.slot.id, slots[2].id);
        assert_eq!(moved.cancel_until.0, slots[2].starts_at.0 - DAY);
        assert_eq!(moved.history.len(), 2);
    }
    let freed: AppointmentSlot = visitor
        .get(&format!("/v1/appointments/slots/{}", slots[0].id))
        .await
        .expect(200)
        .json();
    assert_eq!(freed.remaining, 1);
    // A time of another kind is none.
    let lawyer = free(&visitor, "kind=k2").await.remove(0);
    let (hold_id, _) = hold(&visitor, &lawyer).await;
    let refused = visitor
        .put_with(&path, &headers, &to(&lawyer, &hold_id))
        .await;
    assert_eq!(refused.refusal(), (409, "not_possible_now".into()));
    server.set_clock_ahead(11 * MINUTE);
    visitor.get("/v1/appointments/slots").await.expect(200);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn what_a_kind_wants_is_asked_for() {
    let server = Server::start().await;
    let (visitor, li) = (server.visitor(), server.signed_in(LI).await);
    let slot = free(&visitor, "kind=k1&provider=v1").await.remove(0);
    let (hold_id, _) = hold(&visitor, &slot).await;
    let good = under_alias(&slot, &hold_id, "小满");
    let wrong = |change: &dyn Fn(&mut linli_contract::NewBooking)| {
        let mut new = good.clone();
        change(&mut new);
        new
    };
    for (new, pointer, code) in [
        (wrong(&|new| new.consent = false), "/consent", "required"),
        (wrong(&|new| new.alias = None), "/alias", "required"),
        (
            wrong(&|new| new.alias = Some("很".repeat(21))),
            "/alias",
            "too_long",
        ),
        (
            wrong(&|new| new.phone = Some("abc".to_owned())),
            "/phone",
            "bad_phone",
        ),
        (
            wrong(&|new| new.mode = "phone".into()),
            "/phone",
            "required",
        ),
        (
            wrong(&|new| new.mode = "smoke".into()),
            "/mode",
            "not_an_option",
        ),
        (
            wrong(&|new| {
                new.real_name = true;
                new.alias = None;
            }),
            "/real_name",
            "not_an_option",
        ),
    ] {
        let problem = visitor.post(BOOKINGS, &new).await.problem();
        assert_eq!(problem.status, 422, "{new:?}");
        assert_eq!(problem.errors[0].pointer, pointer);
        assert_eq!(problem.errors[0].code, code, "{pointer}");
    }
    // The mediator wants a name.
    let slot = free(&visitor, "kind=k3").await.remove(0);
    let (hold_id, _) = hold(&visitor, &slot).await;
    let new = under_alias(&slot, &hold_id, "小满");
    let problem = visitor.post(BOOKINGS, &new).await.problem();
    assert_eq!(problem.errors[0].pointer, "/real_name");
    // And confirms it first: until then the time is blocked, and after a day it is free by itself.
    let booking = {
        let new = super::under_own_name(&slot, &hold_id);
        let reply = li.post(BOOKINGS, &new).await;
        reply.expect(201).json::<Booking>()
    };
    assert_eq!(booking.state, BookingState::Requested);
    let (_, refused) = hold(&visitor, &slot).await;
    assert_eq!(refused.refusal(), (409, "slot_taken".into()));
    server.set_clock_ahead(DAY + MINUTE);
    let li = server.signed_in(LI).await;
    let lapsed: Booking = li.get(&path_of(&booking)).await.expect(200).json();
    assert_eq!(lapsed.state, BookingState::Lapsed);
    assert_eq!(lapsed.pending_until, None);
    seats_add_up(&server).await;
}
