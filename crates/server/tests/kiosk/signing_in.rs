use linli_contract::{HandOff, Role, Session};
use serde_json::json;

use super::common::{CHEN, Client, Reply, Server, WANG, ZHOU_MIN};
use super::{MINUTE, SECOND, ask, decide, poll, rows, server};

const LOOK_UP: &str = "/v1/sessions/hand-offs/lookup";
const DECIDE: &str = "/v1/sessions/hand-offs/decision";

async fn by_code(phone: &Client, code: &str) -> Reply {
    phone
        .post_with(LOOK_UP, &[], &json!({ "user_code": code }))
        .await
}

#[tokio::test]
async fn a_phone_signs_its_person_in_at_the_screen_that_asked() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let phone = server.signed_in(WANG).await;
    let asked = ask(&kiosk).await;
    assert_eq!((asked.user_code.len(), asked.match_number.len()), (6, 2));
    assert!(asked.token.len() >= 32 && asked.token != asked.device_code);
    let early = poll(&kiosk, &asked).await;
    assert_eq!(early.refusal(), (409, "still_waiting".into()));
    assert_eq!(early.header("retry-after"), "60");
    let fast = poll(&kiosk, &asked).await;
    assert_eq!(fast.refusal(), (429, "too_many_requests".into()));

    // The phone shows where it is, by the QR code and by the digits, before one agrees.
    let seen = phone
        .post_with(LOOK_UP, &[], &json!({ "token": asked.token }))
        .await;
    let seen: HandOff = seen.expect(200).json();
    assert_eq!(seen.kiosk_name, "1号机");
    assert_eq!(seen.match_number, asked.match_number);
    assert_eq!(seen.expires_at, asked.expires_at);
    let typed = format!("{} {}", &asked.user_code[..3], &asked.user_code[3..]);
    let same: HandOff = by_code(&phone, &typed).await.expect(200).json();
    assert_eq!(same, seen);
    decide(&phone, &asked, "approve").await.expect(204);
    // The answer was lost, and the phone asks again.
    decide(&phone, &asked, "approve").await.expect(204);

    let claimed = poll(&kiosk, &asked).await;
    let session: Session = claimed.expect(201).json();
    assert_eq!(session.me.name, "王秀英");
    let longest = session.expires_at.0 - server.app.clock.now().0;
    assert!((29 * MINUTE..=30 * MINUTE).contains(&longest));
    assert!(!claimed.text().contains(&asked.token));
    let wang = kiosk.0.with_cookies(&claimed);
    wang.get("/v1/me").await.expect(200);
    // Once, for the screen and for the phone.
    let again = poll(&kiosk, &asked).await;
    assert_eq!(again.refusal(), (410, "request_over".into()));
    decide(&phone, &asked, "approve").await.expect(204);
    let seen = phone
        .post_with(LOOK_UP, &[], &json!({ "token": asked.token }))
        .await;
    assert_eq!(seen.refusal(), (410, "request_over".into()));
    assert_eq!(rows(&server).await, 1);
}

#[tokio::test]
async fn the_first_decision_stands() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let (wang, chen) = (server.signed_in(WANG).await, server.signed_in(CHEN).await);
    let asked = ask(&kiosk).await;
    decide(&wang, &asked, "refuse").await.expect(204);
    for (phone, decision) in [(&wang, "approve"), (&chen, "approve"), (&chen, "refuse")] {
        let late = decide(phone, &asked, decision).await;
        assert_eq!(late.refusal(), (410, "request_over".into()));
    }
    let told = poll(&kiosk, &asked).await;
    assert_eq!(told.refusal(), (409, "request_refused".into()));
    assert_eq!(rows(&server).await, 0);
}

#[tokio::test]
async fn no_other_screen_can_claim_it_and_a_screen_has_one_request_at_a_time() {
    let server = server().await;
    let (kiosk, other) = (server.kiosk("1号机").await, server.kiosk("2号机").await);
    let phone = server.signed_in(WANG).await;
    let first = ask(&kiosk).await;
    let second = ask(&kiosk).await;
    let old = decide(&phone, &first, "approve").await;
    assert_eq!(old.refusal(), (410, "request_over".into()));
    decide(&phone, &second, "approve").await.expect(204);
    for (screen, asked) in [(&other, &second), (&kiosk, &first)] {
        let reply = poll(screen, asked).await;
        assert_eq!(reply.refusal(), (410, "request_over".into()));
    }
    // Not even with the secret, from a browser that is no kiosk.
    let claim = json!({ "device_code": second.device_code });
    let path = "/v1/kiosk/sign-ins/claim";
    let reply = server.visitor().post_with(path, &[], &claim).await;
    assert_eq!(reply.refusal(), (401, "kiosk_not_paired".into()));
    poll(&kiosk, &second).await.expect(201);
}

#[tokio::test]
async fn after_five_minutes_it_is_too_late_for_phone_and_screen() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let phone = server.signed_in(WANG).await;
    let undecided = ask(&kiosk).await;
    server.set_clock_ahead(5 * MINUTE + SECOND);
    let late = decide(&phone, &undecided, "approve").await;
    assert_eq!(late.refusal(), (410, "request_over".into()));
    let code = by_code(&phone, &undecided.user_code).await;
    assert_eq!(code.refusal(), (422, "wrong_code".into()));
    let late = poll(&kiosk, &undecided).await;
    assert_eq!(late.refusal(), (410, "request_over".into()));
    // Approved in time, but nobody stood there any more.
    let approved = ask(&kiosk).await;
    decide(&phone, &approved, "approve").await.expect(204);
    server.set_clock_ahead(11 * MINUTE);
    let late = poll(&kiosk, &approved).await;
    assert_eq!(late.refusal(), (410, "request_over".into()));
}

#[tokio::test]
async fn six_digits_cannot_be_guessed_for_long_and_right_ones_cost_nothing() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let (wang, chen) = (server.signed_in(WANG).await, server.signed_in(CHEN).await);
    let asked = ask(&kiosk).await;
    let wrong = if asked.user_code == "000000" {
        "000001"
    } else {
        "000000"
    };
    for _ in 0..20 {
        by_code(&wang, &asked.user_code).await.expect(200);
    }
    for _ in 0..5 {
        let problem = by_code(&wang, wrong).await.problem();
        assert_eq!(problem.code, "wrong_code");
        assert_eq!(problem.errors[0].pointer, "/user_code");
    }
    // The next is refused without a look, right or wrong, and for deciding as for looking.
    for code in [wrong, asked.user_code.as_str()] {
        let locked = by_code(&wang, code).await;
        assert_eq!(locked.refusal(), (429, "too_many_requests".into()));
        let seconds: i64 = locked.header("retry-after").parse().unwrap();
        assert!((200..=301).contains(&seconds), "{seconds}");
    }
    let body = json!({ "user_code": asked.user_code, "decision": "approve" });
    let locked = wang.post_with(DECIDE, &[], &body).await;
    assert_eq!(locked.refusal(), (429, "too_many_requests".into()));
    // It is theirs alone, and the QR code, which nobody guesses, goes on working.
    by_code(&chen, &asked.user_code).await.expect(200);
    decide(&wang, &asked, "approve").await.expect(204);
    server.set_clock_ahead(5 * MINUTE + SECOND);
    let wang = server.signed_in(WANG).await;
    let asked = ask(&kiosk).await;
    by_code(&wang, &asked.user_code).await.expect(200);
}

#[tokio::test]
async fn guesses_that_come_at_once_are_counted_one_by_one() {
    let server = server().await;
    let wang = server.signed_in(WANG).await;
    let guesses = (0..20).map(|number| {
        let wang = wang.clone();
        tokio::spawn(async move { by_code(&wang, &format!("{number:06}")).await.status })
    });
    let mut looked = 0;
    for guess in guesses.collect::<Vec<_>>() {
        looked += u32::from(guess.await.unwrap() == 422);
    }
    assert_eq!(looked, 5);
}

#[tokio::test]
async fn one_of_the_two_is_needed_and_a_decision_is_one_of_two() {
    let server = server().await;
    let wang = server.signed_in(WANG).await;
    for (path, body, pointer) in [
        (LOOK_UP, json!({}), "/token"),
        (LOOK_UP, json!({ "user_code": " - " }), "/user_code"),
        (DECIDE, json!({ "decision": "approve" }), "/token"),
        (
            DECIDE,
            json!({ "token": "x", "decision": "maybe" }),
            "/decision",
        ),
    ] {
        let problem = wang.post_with(path, &[], &body).await.problem();
        assert_eq!(
            (problem.status, problem.code.as_str()),
            (422, "validation_failed")
        );
        assert_eq!(problem.errors[0].pointer, pointer, "{body}");
    }
    for body in [json!({ "token": null }), json!({ "code": "1" })] {
        let reply = wang.post_with(LOOK_UP, &[], &body).await;
        assert_eq!(reply.refusal(), (400, "bad_request".into()), "{body}");
    }
}

#[tokio::test]
async fn a_worker_is_a_resident_at_a_kiosk() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let phone = server.signed_in(ZHOU_MIN).await;
    let asked = ask(&kiosk).await;
    decide(&phone, &asked, "approve").await.expect(204);
    let claimed = poll(&kiosk, &asked).await;
    let session: Session = claimed.expect(201).json();
    assert_eq!(session.me.roles, [Role::Resident]);
    let here = kiosk.0.with_cookies(&claimed);
    let desk = here.get("/v1/desk/orders").await;
    assert_eq!(desk.refusal(), (403, "not_at_a_kiosk".into()));
    // Nor do they find residents of their grid, as at the desk.
    let found = here.get("/v1/people?q=3号楼").await;
    let own = phone.get("/v1/people?q=3号楼").await;
    assert!(found.expect(200).text().len() < own.expect(200).text().len());
}

async fn sign_in(client: &Client, body: serde_json::Value) -> Reply {
    client.post_with("/v1/sessions", &[], &body).await
}

#[tokio::test]
async fn the_household_card_signs_in_at_a_kiosk_and_a_phone_code_does_not() {
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    let card = json!({ "method": "household_card", "card": "8776 9927", "pin": "351544" });
    let reply = sign_in(&kiosk.0, card).await;
    let session: Session = reply.expect(201).json();
    assert_eq!(session.me.name, "周国华");
    assert!(reply.header("set-cookie").contains("Max-Age=1800"));
    assert_eq!(rows(&server).await, 1);
    let phone = json!({ "method": "phone_code", "phone": "13800000001", "code": "123456" });
    let refused = sign_in(&kiosk.0, phone).await;
    assert_eq!(refused.refusal(), (403, "not_at_a_kiosk".into()));
    let ask = json!({ "phone": "13800000001" });
    let refused = kiosk
        .0
        .post_with("/v1/sessions/phone-codes", &[], &ask)
        .await;
    assert_eq!(refused.refusal(), (403, "not_at_a_kiosk".into()));
    assert!(server.codes.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_demonstration_can_sign_in_at_a_kiosk_with_one_tap_and_a_real_server_cannot() {
    let demo = json!({ "method": "demo", "demo_account": WANG });
    let server = server().await;
    let kiosk = server.kiosk("1号机").await;
    sign_in(&kiosk.0, demo.clone()).await.expect(201);
    assert_eq!(rows(&server).await, 1);
    let real = Server::start_with(|config| config.demo = false).await;
    let kiosk = real.kiosk("1号机").await;
    let refused = sign_in(&kiosk.0, demo).await;
    assert_eq!(refused.problem().errors[0].pointer, "/method");
}
