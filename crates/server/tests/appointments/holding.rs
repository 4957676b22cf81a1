use linli_contract::{AppointmentSlot, Hold, NewHold};

use super::common::Server;
use super::{BOOKINGS, HOUR, MINUTE, book, free, hold, new_id, seats_add_up, under_alias};

async fn remaining(server: &Server, slot: &AppointmentSlot) -> u32 {
    let path = format!("/v1/appointments/slots/{}", slot.id);
    let slot: AppointmentSlot = server.visitor().get(&path).await.expect(200).json();
    slot.remaining
}

#[tokio::test]
async fn a_hold_takes_the_seat_and_ends_by_itself() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slot = &free(&visitor, "kind=k1&provider=v1").await[0];
    let (id, held) = hold(&visitor, slot).await;
    let held: Hold = held.expect(200).json();
    assert_eq!(held.id.as_str(), id);
    assert_eq!(held.slot.remaining, 0);
    assert_eq!(held.warn_seconds, 60);
    assert_eq!(remaining(&server, slot).await, 0);
    let (_, refused) = hold(&visitor, slot).await;
    assert_eq!(refused.refusal(), (409, "slot_taken".into()));
    server.set_clock_ahead(10 * MINUTE + 1000);
    assert_eq!(remaining(&server, slot).await, 1);
    hold(&visitor, slot).await.1.expect(200);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn a_hold_can_be_extended_for_an_hour_and_no_longer() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slot = &free(&visitor, "kind=k1&provider=v1").await[0];
    let path = format!("/v1/appointments/holds/{}", new_id());
    let new = NewHold {
        slot_id: slot.id.clone(),
    };
    let first: Hold = visitor.put_with(&path, &[], &new).await.expect(200).json();
    for minutes in [9, 18, 27, 36, 45, 54] {
        server.set_clock_ahead(minutes * MINUTE);
        let held: Hold = visitor.put_with(&path, &[], &new).await.expect(200).json();
        assert_eq!(held.extendable_until, first.extendable_until);
        assert!(held.expires_at > first.expires_at && held.expires_at <= held.extendable_until);
    }
    server.set_clock_ahead(61 * MINUTE);
    assert_eq!(remaining(&server, slot).await, 1);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn choosing_another_time_gives_the_first_one_back_and_a_full_one_does_not() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    book(&visitor, &slots[2], "晚风").await;
    let path = format!("/v1/appointments/holds/{}", new_id());
    let on = |slot: &AppointmentSlot| NewHold {
        slot_id: slot.id.clone(),
    };
    visitor
        .put_with(&path, &[], &on(&slots[0]))
        .await
        .expect(200);
    visitor
        .put_with(&path, &[], &on(&slots[1]))
        .await
        .expect(200);
    assert_eq!(remaining(&server, &slots[0]).await, 1);
    let refused = visitor.put_with(&path, &[], &on(&slots[2])).await;
    assert_eq!(refused.refusal(), (409, "slot_taken".into()));
    assert_eq!(remaining(&server, &slots[1]).await, 0);
    visitor.delete(&path).await.expect(204);
    visitor.delete(&path).await.expect(204);
    assert_eq!(remaining(&server, &slots[1]).await, 1);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn a_booking_after_its_hold_ended_is_taken_while_a_place_is_free() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let (late, _) = hold(&visitor, &slots[0]).await;
    let (later, _) = hold(&visitor, &slots[1]).await;
    server.set_clock_ahead(11 * MINUTE);
    let reply = visitor
        .post(BOOKINGS, &under_alias(&slots[0], &late, "小满"))
        .await;
    reply.expect(201);
    book(&visitor, &slots[1], "青石").await;
    let reply = visitor
        .post(BOOKINGS, &under_alias(&slots[1], &later, "小满"))
        .await;
    assert_eq!(reply.refusal(), (409, "slot_taken".into()));
    assert_eq!(reply.problem().slots.len(), 3);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn another_hold_is_no_way_to_a_time() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k1&provider=v1").await;
    let (_, held) = hold(&visitor, &slots[0]).await;
    held.expect(200);
    let (other, _) = hold(&visitor, &slots[1]).await;
    let reply = visitor
        .post(BOOKINGS, &under_alias(&slots[0], &other, "小满"))
        .await;
    assert_eq!(reply.refusal(), (409, "slot_taken".into()));
}

#[tokio::test]
async fn what_is_too_near_is_neither_shown_nor_held() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slot = &free(&visitor, "kind=k1&provider=v1").await[0];
    let now = server.app.clock.now();
    server.set_clock_ahead(slot.starts_at.0 - now.0 - 2 * HOUR + 5 * MINUTE);
    let path = "/v1/appointments/slots?kind=k1&provider=v1";
    let shown = visitor.get(path).await.expect(200).text();
    assert!(!shown.contains(slot.id.as_str()));
    let (_, refused) = hold(&visitor, slot).await;
    assert_eq!(refused.refusal(), (409, "slot_taken".into()));
}

#[tokio::test]
async fn a_nearest_time_is_free_of_the_same_kind_and_at_the_same_place() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slot = &free(&visitor, "kind=k1&provider=v1").await[2];
    book(&visitor, slot, "小满").await;
    let (_, refused) = hold(&visitor, slot).await;
    let nearest = refused.problem().slots;
    assert_eq!(nearest.len(), 3);
    let mut distance = 0;
    for near in nearest {
        let path = format!("/v1/appointments/slots/{}", near.id);
        let found: AppointmentSlot = visitor.get(&path).await.expect(200).json();
        assert_eq!(
            (&found.kind_id, &found.centre_id),
            (&slot.kind_id, &slot.centre_id)
        );
        assert!(found.remaining > 0);
        let far = (found.starts_at.0 - slot.starts_at.0).abs();
        assert!(far >= distance);
        distance = far;
        hold(&visitor, &found).await.1.expect(200);
    }
}
