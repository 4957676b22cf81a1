use linli_contract::{DeskKiosk, DeskPairing, Kiosk, KioskPairing, Page};
use serde_json::{Value, json};

use super::common::{CHEN, Client, Reply, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use super::{MINUTE, SECOND, rows, server};

async fn request(client: &Client) -> KioskPairing {
    client
        .post_with("/v1/kiosk/pairings", &[], &())
        .await
        .expect(201)
        .json()
}

async fn claim(client: &Client, asked: &KioskPairing) -> Reply {
    let body = json!({ "device_code": asked.device_code });
    client
        .post_with("/v1/kiosk/pairings/claim", &[], &body)
        .await
}

async fn waiting(worker: &Client) -> Vec<DeskPairing> {
    let page: Page<DeskPairing> = worker
        .get("/v1/desk/kiosk-pairings")
        .await
        .expect(200)
        .json();
    page.items
}

async fn id_of(worker: &Client, asked: &KioskPairing) -> String {
    let found = waiting(worker).await.into_iter();
    let mut found = found.filter(|pairing| pairing.user_code == asked.user_code);
    found.next().unwrap().id.to_string()
}

async fn decide(worker: &Client, id: &str, body: &Value) -> Reply {
    let path = format!("/v1/desk/kiosk-pairings/{id}/decision");
    worker.post(&path, body).await
}

fn approval() -> Value {
    json!({
        "decision": "approve", "name": " 一楼大厅1号机 ", "place": "服务点一楼", "staff_pin": "304718",
    })
}

async fn kiosks(worker: &Client) -> Vec<DeskKiosk> {
    let page: Page<DeskKiosk> = worker.get("/v1/desk/kiosks").await.expect(200).json();
    page.items
}

#[tokio::test]
async fn a_screen_becomes_a_kiosk_when_a_worker_who_compared_the_digits_says_so() {
    let server = server().await;
    let (screen, worker) = (server.visitor(), server.signed_in(ZHOU_MIN).await);
    let asked = request(&screen).await;
    assert_eq!(asked.user_code.len(), 6);
    assert!((9 * MINUTE..=10 * MINUTE).contains(&(asked.expires_at.0 - server.app.clock.now().0)));
    let early = claim(&screen, &asked).await;
    assert_eq!(early.refusal(), (409, "still_waiting".into()));
    assert_eq!(early.header("retry-after"), "60");

    let id = id_of(&worker, &asked).await;
    let decided: DeskPairing = decide(&worker, &id, &approval()).await.expect(201).json();
    assert_eq!(decided.user_code, asked.user_code);
    assert!(waiting(&worker).await.is_empty());
    assert!(kiosks(&worker).await.is_empty(), "not before it was taken");

    let claimed = claim(&screen, &asked).await;
    let kiosk: Kiosk = claimed.expect(201).json();
    assert_eq!(
        (kiosk.name.as_str(), kiosk.place.as_str()),
        ("一楼大厅1号机", "服务点一楼")
    );
    let times = [kiosk.idle_seconds, kiosk.form_idle_seconds];
    assert_eq!(times, [60, 120]);
    assert_eq!((kiosk.warning_seconds, kiosk.attract_seconds), (30, 30));
    let cookie = claimed.header("set-cookie").to_owned();
    assert!(cookie.starts_with("linli_kiosk="), "{cookie}");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=34560000"));
    assert_eq!(claimed.header("cache-control"), "no-store");

    let device = screen.with_cookies(&claimed);
    let read = device.get("/v1/kiosk").await;
    assert_eq!(read.expect(200).json::<Kiosk>(), kiosk);
    assert_eq!(read.header("set-cookie"), cookie, "set anew");
    let row = kiosks(&worker).await.remove(0);
    assert_eq!((row.id, row.paired_by.as_str()), (kiosk.id, "周敏"));
    // Who may see it has no part in what it may do.
    let me = device.get("/v1/me").await;
    assert_eq!(me.refusal(), (401, "sign_in_required".into()));
    let again = claim(&screen, &asked).await;
    assert_eq!(again.refusal(), (410, "request_over".into()));
}

#[tokio::test]
async fn of_the_credential_and_the_pin_nothing_is_kept_that_opens_something() {
    let server = server().await;
    let (screen, worker) = (server.visitor(), server.signed_in(ZHOU_MIN).await);
    let asked = request(&screen).await;
    let id = id_of(&worker, &asked).await;
    decide(&worker, &id, &approval()).await.expect(201);
    let claimed = claim(&screen, &asked).await;
    let kiosk: Kiosk = claimed.expect(201).json();
    // The device checks the PIN by itself, with what any browser has.
    assert_eq!(
        (kiosk.staff_pin.salt.len(), kiosk.staff_pin.key.len()),
        (32, 64)
    );
    let cookie = claimed.header("set-cookie");
    let token = cookie.split(['=', ';']).nth(1).unwrap();
    let secrets = ["304718", token, asked.device_code.as_str()];
    for sql in [
        "SELECT token_hash || name || place || pin_salt || pin_key FROM kiosks",
        "SELECT device_hash || user_code || state FROM kiosk_pairings",
        "SELECT detail || object_id FROM audit",
        "SELECT fingerprint || body FROM idempotency_keys",
    ] {
        let rows: Vec<String> = sqlx::query_scalar(sql)
            .fetch_all(server.app.db.pool())
            .await
            .unwrap();
        for row in rows {
            assert!(!secrets.iter().any(|s| row.contains(s)), "{sql}: {row}");
        }
    }
}

#[test]
fn unless_a_test_says_otherwise_polls_are_quick_and_the_pin_is_kept_slowly() {
    let rules = linli_server::kiosk::Rules::default();
    assert_eq!((rules.pairing_interval, rules.sign_in_interval), (3, 2));
    assert_eq!(rules.pin_iterations, 600_000);
}

#[tokio::test]
async fn a_screen_that_polls_too_fast_is_told_to_wait_and_one_that_keeps_the_interval_is_not() {
    let server = server().await;
    let screen = server.visitor();
    let asked = request(&screen).await;
    assert_eq!(claim(&screen, &asked).await.status, 409);
    let fast = claim(&screen, &asked).await;
    assert_eq!(fast.refusal(), (429, "too_many_requests".into()));
    assert_eq!(fast.header("retry-after"), "60");
    server.set_clock_ahead(i64::from(asked.interval_seconds) * SECOND);
    assert_eq!(claim(&screen, &asked).await.status, 409);
    // A word of somebody who never asked.
    let none = json!({ "device_code": "none" });
    let none = screen
        .post_with("/v1/kiosk/pairings/claim", &[], &none)
        .await;
    assert_eq!(none.refusal(), (410, "request_over".into()));
}

#[tokio::test]
async fn a_refused_screen_is_told_so_and_becomes_nothing() {
    let server = server().await;
    let (screen, worker) = (server.visitor(), server.signed_in(ZHAO_QIANG).await);
    let asked = request(&screen).await;
    let id = id_of(&worker, &asked).await;
    let refusal = json!({ "decision": "refuse" });
    decide(&worker, &id, &refusal).await.expect(201);
    let told = claim(&screen, &asked).await;
    assert_eq!(told.refusal(), (409, "request_refused".into()));
    assert!(kiosks(&worker).await.is_empty());
    // Another worker, a moment later.
    let late = server.signed_in(ZHOU_MIN).await;
    let late = decide(&late, &id, &approval()).await;
    assert_eq!(late.refusal(), (409, "not_possible_now".into()));
}

#[tokio::test]
async fn after_ten_minutes_a_request_is_over_for_screen_and_worker() {
    let server = server().await;
    let (screen, worker) = (server.visitor(), server.signed_in(ZHOU_MIN).await);
    let asked = request(&screen).await;
    let id = id_of(&worker, &asked).await;
    server.set_clock_ahead(10 * MINUTE);
    assert!(waiting(&worker).await.is_empty());
    let late = decide(&worker, &id, &approval()).await;
    assert_eq!(late.refusal(), (410, "request_over".into()));
    let late = claim(&screen, &asked).await;
    assert_eq!(late.refusal(), (410, "request_over".into()));
    // The next one sweeps it away.
    request(&screen).await;
    let rows = server.number("SELECT COUNT(*) FROM kiosk_pairings").await;
    assert_eq!(rows, 1);
}

#[tokio::test]
async fn an_approval_without_what_it_needs_says_what_is_missing() {
    let server = server().await;
    let worker = server.signed_in(ZHOU_MIN).await;
    let asked = request(&server.visitor()).await;
    let id = id_of(&worker, &asked).await;
    let with = |field: &str, value: Value| {
        let mut body = approval();
        body[field] = value;
        body
    };
    for (body, pointer, code) in [
        (json!({ "decision": "approve" }), "/name", "required"),
        (with("name", json!("机".repeat(41))), "/name", "too_long"),
        (with("name", json!("a\u{202e}b")), "/name", "bad_text"),
        (with("place", json!("  ")), "/place", "required"),
        (with("staff_pin", json!("12345")), "/staff_pin", "too_short"),
        (
            with("staff_pin", json!("1234567")),
            "/staff_pin",
            "too_long",
        ),
        (
            with("staff_pin", json!("12345a")),
            "/staff_pin",
            "not_a_number",
        ),
        (
            with("staff_pin", json!("１２３４５６")),
            "/staff_pin",
            "not_a_number",
        ),
        (
            with("decision", json!("maybe")),
            "/decision",
            "not_an_option",
        ),
    ] {
        let problem = decide(&worker, &id, &body).await.problem();
        assert_eq!(problem.status, 422, "{body}");
        let first = &problem.errors[0];
        assert_eq!(
            (first.pointer.as_str(), first.code.as_str()),
            (pointer, code)
        );
    }
    let all = decide(&worker, &id, &json!({ "decision": "approve" })).await;
    assert_eq!(all.problem().errors.len(), 3);
    let none = decide(&worker, "none", &approval()).await;
    assert_eq!(none.refusal(), (404, "not_found".into()));
    assert_eq!(waiting(&worker).await.len(), 1, "nothing was decided");
}

#[tokio::test]
async fn a_decision_that_is_sent_again_with_its_key_is_had_once() {
    let server = server().await;
    let (screen, worker) = (server.visitor(), server.signed_in(ZHOU_MIN).await);
    let asked = request(&screen).await;
    let path = format!(
        "/v1/desk/kiosk-pairings/{}/decision",
        id_of(&worker, &asked).await
    );
    let key = new_key();
    let first = worker.post_keyed(&path, &key, &approval()).await;
    let again = worker.post_keyed(&path, &key, &approval()).await;
    assert_eq!(again.expect(201).bytes, first.expect(201).bytes);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let noted = "SELECT COUNT(*) FROM audit WHERE action = 'kiosk.decide'";
    assert_eq!(server.number(noted).await, 1);
}

#[tokio::test]
async fn claims_of_one_pairing_at_once_make_one_kiosk() {
    let server = server().await;
    let (screen, worker) = (server.visitor(), server.signed_in(ZHOU_MIN).await);
    let asked = request(&screen).await;
    let id = id_of(&worker, &asked).await;
    decide(&worker, &id, &approval()).await.expect(201);
    let claims = (0..8).map(|_| {
        let (screen, asked) = (screen.clone(), asked.clone());
        tokio::spawn(async move { claim(&screen, &asked).await.status })
    });
    let mut statuses = Vec::new();
    for claim in claims.collect::<Vec<_>>() {
        statuses.push(claim.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 410, 410, 410, 410, 410, 410, 410]);
    assert_eq!(kiosks(&worker).await.len(), 1);
}

#[tokio::test]
async fn so_many_screens_may_wait_and_each_has_digits_of_its_own() {
    let server = Server::start_with(|config| config.kiosk.pairings_at_once = 40).await;
    let screen = server.visitor();
    let mut codes = std::collections::BTreeSet::new();
    for _ in 0..40 {
        codes.insert(request(&screen).await.user_code);
    }
    assert_eq!(codes.len(), 40);
    let full = screen.post_with("/v1/kiosk/pairings", &[], &()).await;
    assert_eq!(full.refusal(), (429, "too_many_requests".into()));
    assert_eq!(full.header("retry-after"), "60");
}

#[tokio::test]
async fn a_kiosk_that_is_unpaired_while_in_use_is_none_with_its_next_request() {
    let server = server().await;
    let worker = server.signed_in(ZHAO_QIANG).await;
    let kiosk = server.kiosk("1号机").await;
    let other = server.kiosk("2号机").await;
    let wang = server.signed_in_at(&kiosk, WANG).await;
    let chen = server.signed_in_at(&other, CHEN).await;
    wang.get("/v1/orders").await.expect(200);

    let path = format!("/v1/desk/kiosks/{}", kiosk.1);
    worker.delete(&path).await.expect(204);
    assert_eq!(rows(&server).await, 1, "only the other one's");
    for (client, path) in [
        (&wang, "/v1/orders"),
        (&wang, "/v1/kiosk"),
        (&kiosk.0, "/v1/me"),
    ] {
        let reply = client.get(path).await;
        assert_eq!(reply.refusal(), (401, "kiosk_not_paired".into()), "{path}");
        assert!(reply.header("set-cookie").starts_with("linli_kiosk=;"));
    }
    let card = json!({ "method": "household_card", "card": "87769927", "pin": "351544" });
    let refused = kiosk.0.post_with("/v1/sessions", &[], &card).await;
    assert_eq!(refused.refusal(), (401, "kiosk_not_paired".into()));
    // What needs nobody still answers, so that the screen can say where the desk is.
    wang.get("/v1/home").await.expect(200);
    // Told so, the browser is an ordinary one.
    let ordinary = kiosk.0.with_cookies(&refused);
    ordinary
        .post_with("/v1/sessions", &[], &card)
        .await
        .expect(201);
    chen.get("/v1/orders").await.expect(200);

    // Once more is no mistake, and is noted once.
    worker.delete(&path).await.expect(204);
    let none = worker.delete("/v1/desk/kiosks/none").await;
    assert_eq!(none.refusal(), (404, "not_found".into()));
    let left = kiosks(&worker).await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].name, "2号机");
    let noted: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT action, object_kind, person_id FROM audit WHERE action LIKE 'kiosk.%' ORDER BY id",
    )
    .fetch_all(server.app.db.pool())
    .await
    .unwrap();
    let noted: Vec<(&str, &str, &str)> = noted
        .iter()
        .map(|(action, kind, person)| (action.as_str(), kind.as_str(), person.as_str()))
        .collect();
    let decided = ("kiosk.decide", "kiosk_pairing", ZHOU_MIN);
    assert_eq!(
        noted,
        [decided, decided, ("kiosk.unpair", "kiosk", ZHAO_QIANG)]
    );
}

#[tokio::test]
async fn whoever_set_a_kiosk_up_is_not_found_signed_in_at_it() {
    let server = server().await;
    let worker = server.signed_in(ZHOU_MIN).await;
    // The same browser.
    let asked = request(&worker).await;
    let id = id_of(&worker, &asked).await;
    decide(&worker, &id, &approval()).await.expect(201);
    let claimed = claim(&worker, &asked).await;
    claimed.expect(201);
    let kiosk = worker.with_cookies(&claimed);
    assert!(!kiosk.cookie.as_deref().unwrap().contains("linli="));
    let old = worker.get("/v1/me").await;
    assert_eq!(old.refusal(), (401, "sign_in_required".into()));
}
