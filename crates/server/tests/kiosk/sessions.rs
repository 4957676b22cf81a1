use serde_json::json;

use super::common::{CHEN, Client, Server, WANG};
use super::{MINUTE, SECOND, Screen, rows, server};

async fn status(client: &Client) -> u16 {
    client.get("/v1/me").await.status
}

#[tokio::test]
async fn a_session_at_a_kiosk_ends_after_three_minutes_of_silence_and_not_before() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let wang = server.signed_in_at(&kiosk, WANG).await;
    // Somebody who does something every fifty seconds and then reads for long stays: a mark that is precise to
    // the minute only would miss every other time, the last one too, and end this in the middle.
    let mut now = 0;
    for _ in 0..5 {
        now += 50 * SECOND;
        server.set_clock_ahead(now);
        assert_eq!(status(&wang).await, 200, "{now}");
    }
    now += 165 * SECOND;
    server.set_clock_ahead(now);
    assert_eq!(status(&wang).await, 200);
    now += 181 * SECOND;
    server.set_clock_ahead(now);
    let over = wang.get("/v1/me").await;
    assert_eq!(over.refusal(), (401, "sign_in_required".into()));
    // What needs nobody answers as for a stranger.
    let home = wang.get("/v1/home").await.expect(200).value();
    assert!(home.get("me").is_none());
}

#[tokio::test]
async fn a_session_at_a_kiosk_ends_after_half_an_hour_even_in_use() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let wang = server.signed_in_at(&kiosk, WANG).await;
    for minute in 1..30 {
        server.set_clock_ahead(minute * MINUTE);
        assert_eq!(status(&wang).await, 200, "minute {minute}");
    }
    server.set_clock_ahead(30 * MINUTE + SECOND);
    assert_eq!(status(&wang).await, 401);
}

#[tokio::test]
async fn a_session_is_good_where_it_was_begun_and_nowhere_else() {
    let server = server().await;
    let (kiosk, other) = (server.kiosk("1号机").await, server.kiosk("2号机").await);
    let here = server.signed_in_at(&kiosk, WANG).await;
    let cookies = here.cookie.clone().unwrap();
    let (_, session) = cookies.split_once("; ").unwrap();
    let with = |cookie: String| Client {
        cookie: Some(cookie),
        ..server.visitor()
    };
    assert_eq!(status(&here).await, 200);
    // Its cookie alone, and at the next screen.
    assert_eq!(status(&with(session.to_owned())).await, 401);
    let device = other.0.cookie.as_deref().unwrap();
    assert_eq!(status(&with(format!("{device}; {session}"))).await, 401);
    // A session of one's own device is none at a kiosk.
    let phone = server.signed_in(WANG).await.cookie.unwrap();
    let device = kiosk.0.cookie.as_deref().unwrap();
    assert_eq!(status(&with(format!("{device}; {phone}"))).await, 401);
    assert_eq!(status(&with(phone)).await, 200);
}

#[tokio::test]
async fn the_next_one_ends_the_session_of_who_left_it_open() {
    let server = server().await;
    let (kiosk, other) = (server.kiosk("1号机").await, server.kiosk("2号机").await);
    let elsewhere = server.signed_in_at(&other, WANG).await;
    let wang = server.signed_in_at(&kiosk, WANG).await;
    let chen = server.signed_in_at(&kiosk, CHEN).await;
    assert_eq!(status(&wang).await, 401);
    assert_eq!(status(&chen).await, 200);
    assert_eq!(status(&elsewhere).await, 200);
    assert_eq!(rows(&server).await, 2);
}

#[tokio::test]
async fn ending_it_leaves_the_device_paired_and_nothing_of_the_person() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let wang = server.signed_in_at(&kiosk, WANG).await;
    let ended = wang.delete("/v1/sessions/current").await;
    ended.expect(204);
    assert_eq!(rows(&server).await, 0);
    let after = wang.with_cookies(&ended);
    assert_eq!(after.cookie, kiosk.0.cookie);
    after.get("/v1/kiosk").await.expect(200);
    assert_eq!(status(&wang).await, 401, "the old cookie opens nothing");
}

async fn by_card(kiosk: &Screen) -> Client {
    let card = json!({ "method": "household_card", "card": "87769927", "pin": "351544" });
    let reply = kiosk.0.post_with("/v1/sessions", &[], &card).await;
    reply.expect(201);
    kiosk.0.with_cookies(&reply)
}

#[tokio::test]
async fn after_two_hundred_people_nothing_of_them_is_in_the_table() {
    let server = server().await;
    let screens = [server.kiosk("1号机").await, server.kiosk("2号机").await];
    let mut now = 0;
    for number in 0..200 {
        let kiosk = &screens[number % 2];
        // The slow hash of a PIN is not what this is about, and now and then it is had.
        let person = if number % 50 == 0 {
            by_card(kiosk).await
        } else {
            server.signed_in_at(kiosk, WANG).await
        };
        assert_eq!(status(&person).await, 200);
        match number % 3 {
            0 => {
                let ended = person.delete("/v1/sessions/current").await;
                ended.expect(204);
            }
            // Walks away; the next one comes a little later.
            1 => now += 20 * SECOND,
            _ => now += 190 * SECOND,
        }
        server.set_clock_ahead(now);
        assert!(rows(&server).await <= 2, "at most one of each screen");
    }
    // The last ones walk away, too, and only one of the screens is still on.
    server.signed_in_at(&screens[0], WANG).await;
    server.signed_in_at(&screens[1], CHEN).await;
    assert_eq!(rows(&server).await, 2);
    server.set_clock_ahead(now + 181 * SECOND);
    screens[0].0.get("/v1/kiosk").await.expect(200);
    assert_eq!(rows(&server).await, 0);
}

#[tokio::test]
async fn what_was_abandoned_goes_with_the_hourly_tidying_where_no_screen_asks() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    server.signed_in_at(&kiosk, WANG).await;
    super::ask(&kiosk).await;
    let phone = server.signed_in(WANG).await;
    server
        .visitor()
        .post_with("/v1/kiosk/pairings", &[], &())
        .await
        .expect(201);
    let guess = json!({ "user_code": "none" });
    let path = "/v1/sessions/hand-offs/lookup";
    assert_eq!(phone.post_with(path, &[], &guess).await.status, 422);
    server.set_clock_ahead(11 * MINUTE);
    linli_server::db::tidy(&server.app).await.unwrap();
    linli_server::kiosk::tidy(&server.app).await.unwrap();
    assert_eq!(rows(&server).await, 0);
    for sql in [
        "SELECT COUNT(*) FROM kiosk_sign_ins",
        "SELECT COUNT(*) FROM kiosk_pairings",
        "SELECT COUNT(*) FROM hand_off_tries",
    ] {
        assert_eq!(server.number(sql).await, 0, "{sql}");
    }
    assert_eq!(
        status(&phone).await,
        200,
        "a phone's session rests for longer"
    );
}

#[tokio::test]
async fn a_kiosk_is_marked_as_seen_while_it_is_on() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let seen = "SELECT seen_at FROM kiosks";
    let paired = server.number(seen).await;
    server.set_clock_ahead(30 * SECOND);
    kiosk.0.get("/v1/home").await.expect(200);
    assert_eq!(server.number(seen).await, paired, "precise to the minute");
    server.set_clock_ahead(90 * SECOND);
    kiosk.0.get("/v1/home").await.expect(200);
    assert!(server.number(seen).await - paired > 80 * SECOND);
}

/// A server without a kiosk has no request that looks for one.
#[tokio::test]
async fn a_made_up_credential_is_no_kiosk() {
    let server = Server::start().await;
    let forged = Client {
        cookie: Some("linli_kiosk=0000".to_owned()),
        ..server.visitor()
    };
    let reply = forged.get("/v1/kiosk").await;
    assert_eq!(reply.refusal(), (401, "kiosk_not_paired".into()));
    forged.get("/v1/services").await.expect(200);
}
