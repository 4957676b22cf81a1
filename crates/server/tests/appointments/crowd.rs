use std::collections::BTreeSet;

use linli_contract::Booking;

use super::common::{Server, new_key};
use super::{BOOKINGS, free, hold, seats_add_up, under_alias};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_for_twenty_seats_are_twenty_bookings_and_clear_answers() {
    let server = Server::start().await;
    server
        .execute("UPDATE appointment_kinds SET alias = 1 WHERE id = 'k4'")
        .await;
    server
        .execute("UPDATE appointment_slots SET capacity = taken + 20 WHERE kind_id = 'k4'")
        .await;
    let visitor = server.visitor();
    let slots = free(&visitor, "kind=k4").await;
    let slot = slots
        .iter()
        .find(|slot| slot.remaining == 20)
        .expect("an event with twenty places left");
    let mut clients = tokio::task::JoinSet::new();
    for number in 0..200 {
        let (client, slot) = (server.visitor(), slot.clone());
        clients.spawn(async move {
            // A server whose writers have waited too long says so; then one asks again, as the app does.
            let (hold_id, held) = loop {
                let (hold_id, held) = hold(&client, &slot).await;
                if held.status != 503 {
                    break (hold_id, held);
                }
            };
            if held.status != 200 {
                return held;
            }
            let new = under_alias(&slot, &hold_id, &format!("客{number}"));
            let key = new_key();
            loop {
                let reply = client.post_keyed(BOOKINGS, &key, &new).await;
                if reply.status != 503 {
                    return reply;
                }
            }
        });
    }
    let (mut codes, mut refused) = (BTreeSet::new(), 0);
    while let Some(reply) = clients.join_next().await {
        let reply = reply.unwrap();
        if reply.status == 201 {
            let booking: Booking = reply.json();
            codes.insert(booking.code.unwrap());
        } else {
            assert_eq!(reply.refusal(), (409, "slot_taken".into()));
            assert_eq!(reply.problem().slots.len(), 3);
            refused += 1;
        }
    }
    assert_eq!((codes.len(), refused), (20, 180));
    let booked = server
        .number("SELECT COUNT(*) FROM appointment_bookings WHERE name LIKE '客%'")
        .await;
    assert_eq!(booked, 20);
    seats_add_up(&server).await;
}

#[tokio::test]
async fn the_database_itself_refuses_one_seat_too_many() {
    let server = Server::start().await;
    let mut tx = server.app.db.write().await.unwrap();
    let error = sqlx::query("UPDATE appointment_slots SET taken = capacity + 1")
        .execute(&mut *tx)
        .await
        .unwrap_err();
    let sqlx::Error::Database(error) = error else {
        panic!("{error}");
    };
    assert!(error.is_check_violation(), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_request_many_times_is_one_booking_with_one_code() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let slot = free(&visitor, "kind=k1&provider=v1").await.remove(0);
    let (hold_id, _) = hold(&visitor, &slot).await;
    let (key, new) = (new_key(), under_alias(&slot, &hold_id, "小满"));
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (client, key, new) = (visitor.clone(), key.clone(), new.clone());
        tries.spawn(async move { client.post_keyed(BOOKINGS, &key, &new).await });
    }
    let (mut made, mut codes) = (0, BTreeSet::new());
    while let Some(reply) = tries.join_next().await {
        let reply = reply.unwrap();
        assert!([200, 201].contains(&reply.status), "{}", reply.text());
        made += u32::from(reply.status == 201);
        assert_eq!(
            reply.header("idempotency-replayed") == "true",
            reply.status == 200
        );
        codes.insert(reply.json::<Booking>().code.unwrap());
    }
    assert_eq!((made, codes.len()), (1, 1));
    let other = under_alias(&slot, &hold_id, "阿木");
    let reply = visitor.post_keyed(BOOKINGS, &key, &other).await;
    assert_eq!(reply.refusal(), (422, "idempotency_mismatch".into()));
    seats_add_up(&server).await;
}
