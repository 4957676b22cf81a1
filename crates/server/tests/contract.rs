//! The server against `contract/openapi.yaml`, and who may do what: its `x-roles` and `x-reach` are the
//! table from which the authorisation tests are generated.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use common::{ADMIN, CHEN, Client, LI, Reply, SHEN, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use linli_contract::{AppointmentMode, AppointmentSlot, AppointmentSlots, Booking, SlotDay};
use linli_server::http::operations;
use linli_server::problems::Code;
use reqwest::Method;
use serde_json::{Value, json};

fn contract() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contract/openapi.yaml");
    std::fs::read_to_string(path).unwrap()
}

/// An operation as the document has it.
#[derive(Default)]
struct Documented {
    id: String,
    method: String,
    path: String,
    /// `x-roles`: who is admitted at all.
    roles: Vec<String>,
    /// `x-reach`: whose objects they may name.
    reach: String,
}

impl Documented {
    fn admits(&self, role: &str) -> bool {
        self.roles.iter().any(|admitted| admitted == role)
    }
}

/// The operations of the document. Its layout is the linter's: paths at two spaces, methods at four,
/// their fields at six.
fn documented(yaml: &str) -> Vec<Documented> {
    let mut found: Vec<Documented> = Vec::new();
    let (mut path, mut method) = (String::new(), String::new());
    let body = yaml.split("\npaths:\n").nth(1).unwrap();
    for line in body.lines() {
        let indent = line.len() - line.trim_start().len();
        let text = line.trim();
        if indent == 0 && !text.is_empty() {
            break;
        } else if indent == 2 && text.starts_with('/') {
            text.trim_end_matches(':').clone_into(&mut path);
        } else if indent == 4 {
            method = text.trim_end_matches(':').to_uppercase();
        } else if indent == 6
            && let Some((name, value)) = text.split_once(": ")
        {
            match name {
                "operationId" => found.push(Documented {
                    id: value.to_owned(),
                    method: method.clone(),
                    path: path.clone(),
                    ..Documented::default()
                }),
                "x-roles" => {
                    let names = value.trim_matches(['[', ']']).split(", ");
                    found.last_mut().unwrap().roles = names.map(str::to_owned).collect();
                }
                "x-reach" => value.clone_into(&mut found.last_mut().unwrap().reach),
                _ => {}
            }
        }
    }
    found
}

/// A path with other names of its parameters is the same path.
fn unnamed(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[test]
fn the_server_offers_exactly_the_operations_of_the_contract() {
    let documented: BTreeSet<(String, String, String)> = documented(&contract())
        .into_iter()
        .map(|op| (op.id, op.method, unnamed(&op.path)))
        .collect();
    let offered: BTreeSet<(String, String, String)> = operations()
        .into_iter()
        .map(|op| (op.id.to_owned(), op.method.to_string(), unnamed(op.path)))
        .collect();
    assert!(documented.len() > 30, "the document could not be read");
    let missing: Vec<_> = documented.difference(&offered).collect();
    let undocumented: Vec<_> = offered.difference(&documented).collect();
    assert!(missing.is_empty(), "not offered: {missing:?}");
    assert!(undocumented.is_empty(), "not documented: {undocumented:?}");
}

#[test]
fn the_problems_of_the_server_are_those_of_the_contract() {
    let yaml = contract();
    let list = yaml.split("\nx-problems:\n").nth(1).unwrap();
    let documented: BTreeSet<String> = list
        .lines()
        .take_while(|line| line.starts_with("  - "))
        .map(|line| line.trim().to_owned())
        .collect();
    let offered: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| {
            format!(
                "- {{ code: {}, status: {}, retry: {} }}",
                code.word(),
                code.status().as_u16(),
                code.retry().as_str()
            )
        })
        .collect();
    assert_eq!(documented, offered);
}

/// A body of the right shape for the operations that have one, about nothing that exists.
fn body_of(operation: &str) -> Value {
    match operation {
        "request_phone_code" => json!({ "phone": "13900000000" }),
        "sign_in" => json!({ "method": "demo", "demo_account": "nobody" }),
        "create_order" => json!({
            "service_id": "none", "service_version": "1", "form_version": "1",
            "answers": [], "client_ref": new_key(),
        }),
        "reply_order" => json!({ "text": "好的", "photos": [] }),
        "cancel_order" => json!({ "reason": "不需要了" }),
        "resolve_order" => json!({ "solved": true, "text": "" }),
        "rate_order" => json!({ "level": 5, "tags": [] }),
        "complain_order" => json!({ "text": "没有人来" }),
        "create_wish" => json!({ "text": "短", "client_ref": new_key() }),
        "transition_order" => json!({ "to": "reviewing", "text": "" }),
        "call_back_order" => json!({ "text": "约好了" }),
        "answer_complaint" => json!({ "complaint_id": "1", "text": "已退款" }),
        "decide_wish" => json!({ "status": "declined", "reason": "做不到" }),
        "propose_project" => json!({
            "title": "短", "text": "短", "place": "这里", "client_ref": new_key(),
        }),
        "create_comment" => json!({
            "column": "support", "text": "好的", "client_ref": new_key(),
        }),
        "evaluate_project" => json!({ "level": 5, "text": "" }),
        "cast_vote" => json!({
            "client_ref": new_key(), "terms_hash": "0".repeat(64), "choices": [],
        }),
        "create_project" => json!({
            "title": "短", "summary": "短", "text": "短", "place": "这里", "funding": "",
        }),
        "decide_project" | "decide_comment" => json!({ "publish": true, "reason": "" }),
        "answer_comment" => json!({ "text": "好的" }),
        "move_project" => json!({ "to": "building", "text": "好的" }),
        "put_milestone" => json!({ "title": "开工", "planned_on": "2026-12-01" }),
        "put_meeting" => json!({
            "title": "议事会", "starts_at": "2026-12-01T06:30:00.000Z", "place": "这里",
            "agenda": "好的",
        }),
        "put_assessment" => json!({ "level": "low", "text": "没有什么风险可言。" }),
        "create_ballot" | "replace_ballot" => json!({
            "title": "短", "text": "", "kind": "one", "unit": "household", "roll": "households",
            "options": [], "rule": "most_votes", "rule_text": "得票多的",
            "opens_at": "2026-12-01T06:30:00.000Z", "closes_at": "2026-12-09T06:30:00.000Z",
            "announce": false,
        }),
        "enter_paper_vote" => json!({ "channel": "paper", "choices": [] }),
        "confirm_paper_vote" => json!({ "choices": [] }),
        "set_papers" => json!({ "handed_out": 3 }),
        "open_ballot" => json!({ "terms_hash": "0".repeat(64) }),
        "appeal_points_entry" => json!({ "text": "不是我家" }),
        "create_redemption" => json!({
            "reward_id": "none", "cost": 10, "client_ref": new_key(),
        }),
        "take_part_in_boards" => json!({ "name": "邻居" }),
        "record_points" => json!({
            "indicator": "none", "version": 1, "households": ["none"], "for_day": "2026-11-01",
            "note": "好的", "client_ref": new_key(),
        }),
        "review_points_entry" => json!({ "decision": "confirm", "text": "" }),
        "reverse_points_entry" => json!({ "reason": "记错了" }),
        "decide_appeal" => json!({ "decision": "rejected", "answer": "好的" }),
        "hand_out" => json!({ "code": "22222222" }),
        "put_hold" => json!({ "slot_id": "none" }),
        "move_booking" => json!({ "slot_id": "none", "hold_id": "no-such-object-0" }),
        "create_booking" => json!({
            "slot_id": "none", "hold_id": "no-such-object-0", "mode": "phone", "real_name": false,
            "alias": "小满", "consent": true,
        }),
        "put_envelope" => {
            json!({ "key_id": "a", "wrapped_key": "a", "iv": "a", "ciphertext": "a" })
        }
        "join_waiting" => json!({ "kind_id": "none", "from": "2026-12-01", "until": "2026-12-02" }),
        "request_call" => json!({ "name": "小满", "phone": "13800001122", "consent": false }),
        "transition_booking" => json!({ "to": "arrived" }),
        "change_desk_slots" => json!({ "opens": [], "closes": ["none"] }),
        "put_desk_key" => json!({ "modulus": "a", "exponent": "AQAB" }),
        "claim_pairing" | "claim_kiosk_sign_in" => json!({ "device_code": "none" }),
        "look_up_hand_off" => json!({ "token": "none" }),
        "decide_hand_off" => json!({ "token": "none", "decision": "refuse" }),
        "decide_kiosk_pairing" => json!({ "decision": "refuse" }),
        _ => json!({}),
    }
}

async fn call(client: &Client, operation: &linli_server::http::Operation, id: &str) -> Reply {
    let path = ["{id}", "{key}", "{number}", "{format}", "{unit}"]
        .iter()
        .fold(operation.path.to_owned(), |path, part| {
            path.replace(part, id)
        });
    let key = new_key();
    let headers = [
        ("idempotency-key", key.as_str()),
        ("content-type", "application/json"),
        ("if-match", "\"none\""),
    ];
    let body = matches!(operation.method, Method::POST | Method::PUT)
        .then(|| serde_json::to_vec(&body_of(operation.id)).unwrap());
    let headers = if body.is_some() { &headers[..] } else { &[] };
    client
        .send(operation.method.clone(), &path, headers, body)
        .await
}

/// Somebody of each kind that `x-roles` can name; a session each, as signing out ends it.
async fn caller(server: &Server, kiosk: &(Client, String), role: &str) -> Client {
    match role {
        "visitor" => server.visitor(),
        "resident" => server.signed_in(WANG).await,
        "counsellor" => server.signed_in(SHEN).await,
        "worker" => server.signed_in(ZHAO_QIANG).await,
        "admin" => server.signed_in(ADMIN).await,
        "kiosk" => kiosk.0.clone(),
        "resident_at_kiosk" => server.signed_in_at(kiosk, WANG).await,
        other => panic!("nobody is a {other}"),
    }
}

const ROLES: [&str; 7] = [
    "visitor",
    "resident",
    "counsellor",
    "worker",
    "admin",
    "kiosk",
    "resident_at_kiosk",
];

/// How somebody is refused whom an operation does not admit.
fn refused(operation: &Documented, role: &str) -> (u16, &'static str) {
    let for_devices = !operation.admits("resident") && operation.admits("resident_at_kiosk");
    match role {
        "kiosk" if operation.admits("resident_at_kiosk") => (401, "sign_in_required"),
        "kiosk" | "resident_at_kiosk" => (403, "not_at_a_kiosk"),
        _ if for_devices => (401, "kiosk_not_paired"),
        "visitor" => (401, "sign_in_required"),
        "worker" => (403, "not_allowed"),
        _ if operation.admits("counsellor") => (403, "not_allowed"),
        _ => (403, "workers_only"),
    }
}

#[tokio::test]
async fn each_operation_admits_exactly_the_roles_of_the_contract() {
    let server = Server::start().await;
    let kiosk = server.kiosk("1号机").await;
    let documented = documented(&contract());
    for operation in operations() {
        let rules = documented.iter().find(|rules| rules.id == operation.id);
        let rules = rules.unwrap_or_else(|| panic!("{} admits nobody", operation.id));
        for role in ROLES {
            let client = caller(&server, &kiosk, role).await;
            let reply = call(&client, &operation, "no-such-object-0").await;
            let who = format!("{} as {role}: {}", operation.id, reply.text());
            if rules.admits(role) {
                // Any other refusal is about what was asked, not about who asked.
                let admitted = !matches!(reply.status, 401 | 403 | 405 | 500 | 503);
                assert!(admitted, "{who}");
            } else {
                let (status, code) = refused(rules, role);
                assert_eq!(reply.refusal(), (status, code.to_owned()), "{who}");
            }
        }
    }
}

/// A member of Wang's household.
const ZHANG: &str = "p19";

/// A time that is far enough away, and how it is booked.
async fn book(client: &Client, query: &str) -> String {
    let path = format!("/v1/appointments/slots?{query}");
    let first: AppointmentSlots = client.get(&path).await.expect(200).json();
    let from = linli_server::clock::day_of(first.as_of).days() + 3;
    let free = |day: &&SlotDay| day.remaining > 0 && day.day.days() >= from;
    let day = first.days.iter().find(free).unwrap().day;
    let day: AppointmentSlots = client.get(&format!("{path}&day={day}")).await.json();
    let here = |slot: &&AppointmentSlot| {
        slot.remaining > 0 && slot.modes.contains(&AppointmentMode::InPerson)
    };
    let slot = day.items.iter().find(here).unwrap();
    let hold = new_key();
    let wanted = json!({ "slot_id": slot.id });
    client
        .put_with(&format!("/v1/appointments/holds/{hold}"), &[], &wanted)
        .await
        .expect(200);
    let new = json!({
        "slot_id": slot.id, "hold_id": hold, "mode": "in_person", "real_name": true, "consent": true,
    });
    let booked = client.post("/v1/appointments/bookings", &new).await;
    booked.expect(201).json::<Booking>().id.to_string()
}

/// Something of Wang's, or of Wang's household, for each kind of object that is not everybody's.
async fn mine(server: &Server, path: &str) -> String {
    let one = async |sql: &'static str| -> String {
        sqlx::query_scalar(sql)
            .bind(WANG)
            .fetch_one(server.app.db.pool())
            .await
            .unwrap()
    };
    let kind = path.split("/{id}").next().unwrap();
    match kind {
        "/v1/orders" => one("SELECT id FROM orders WHERE placed_by = $1 ORDER BY id LIMIT 1").await,
        "/v1/uploads" => {
            let id = new_key();
            let photo = include_bytes!("../../../contract/examples/put_upload/request.png");
            let wang = server.signed_in(WANG).await;
            let path = format!("/v1/uploads/{id}");
            wang.send(Method::PUT, &path, &[], Some(photo.to_vec()))
                .await
                .expect(201);
            id
        }
        "/v1/points/entries" => {
            one(
                "SELECT e.id FROM point_entries e JOIN people p ON p.household_id = e.household_id \
                 JOIN point_outcomes o ON o.entry_id = e.id \
                 WHERE p.id = $1 AND e.kind = 'earn' AND o.state = 'posted' ORDER BY e.id LIMIT 1",
            )
            .await
        }
        "/v1/points/redemptions" => {
            one("SELECT r.id FROM point_redemptions r \
                 JOIN people p ON p.household_id = r.household_id \
                 WHERE p.id = $1 ORDER BY r.id LIMIT 1")
            .await
        }
        "/v1/appointments/bookings" => book(&server.signed_in(WANG).await, "kind=k1").await,
        other => panic!("what is mine below {other}?"),
    }
}

#[tokio::test]
async fn objects_are_there_for_exactly_those_whom_the_contract_lets_reach_them() {
    let server = Server::start().await;
    let kiosk = server.kiosk("1号机").await;
    let gone = |reply: &Reply| reply.status == 404;
    let mut tried = 0;
    for rules in documented(&contract()) {
        let shared = match rules.reach.as_str() {
            "household" => true,
            "person" => false,
            _ => continue,
        };
        let operation = operations().into_iter().find(|op| op.id == rules.id);
        let operation = operation.unwrap();
        let id = mine(&server, operation.path).await;
        // Strangers first: what a relative does may move the object on.
        for (who, there) in [
            ("a stranger", false),
            ("a worker as a neighbour", false),
            ("the household", shared),
            ("the person at a kiosk", shared),
            ("the person", true),
        ] {
            let client = match who {
                "a stranger" => server.signed_in(CHEN).await,
                // Photos are looked at where orders are reviewed.
                "a worker as a neighbour" if operation.id == "get_upload" => continue,
                "a worker as a neighbour" => server.signed_in(ZHAO_QIANG).await,
                "the household" => server.signed_in(ZHANG).await,
                "the person at a kiosk" => server.signed_in_at(&kiosk, WANG).await,
                _ => server.signed_in(WANG).await,
            };
            let reply = call(&client, &operation, &id).await;
            let text = format!("{} by {who}: {} {}", rules.id, reply.status, reply.text());
            // The time that a booking would be moved to is none here, which is a 404 as well.
            if !there || operation.id != "move_booking" {
                assert_eq!(!gone(&reply), there, "{text}");
            }
            assert!(!matches!(reply.status, 401 | 403 | 500 | 503), "{text}");
            // What is not mine to see is answered exactly as what does not exist.
            if !there {
                let none = call(&client, &operation, "no-such-object-0").await;
                let (none, hidden) = (none.problem(), reply.problem());
                assert_eq!((none.code, none.title), (hidden.code, hidden.title));
            }
            tried += 1;
        }
    }
    assert!(tried > 80, "only {tried} were tried");
}

#[tokio::test]
async fn a_booking_is_there_for_the_provider_it_is_with_and_for_no_other() {
    let server = Server::start().await;
    let shen: String =
        sqlx::query_scalar("SELECT id FROM appointment_providers WHERE person_id = $1")
            .bind(SHEN)
            .fetch_one(server.app.db.pool())
            .await
            .unwrap();
    let other: String = sqlx::query_scalar(
        "SELECT s.provider_id FROM appointment_slots s JOIN appointment_kinds k ON k.id = s.kind_id \
         WHERE k.private = 1 AND s.provider_id <> $1 ORDER BY s.provider_id LIMIT 1",
    )
    .bind(&shen)
    .fetch_one(server.app.db.pool())
    .await
    .unwrap();
    let wang = server.signed_in(WANG).await;
    let hers = book(&wang, &format!("provider={shen}")).await;
    let theirs = book(&wang, &format!("provider={other}")).await;
    let reach = documented(&contract());
    for rules in reach.iter().filter(|rules| rules.reach == "provider") {
        let operation = operations().into_iter().find(|op| op.id == rules.id);
        let operation = operation.unwrap();
        for worker in [SHEN, ZHAO_QIANG, ADMIN] {
            let client = server.signed_in(worker).await;
            let reply = call(&client, &operation, &theirs).await;
            let text = format!("{} by {worker}", rules.id);
            assert_eq!(reply.refusal(), (404, "not_found".to_owned()), "{text}");
        }
        // Without an envelope there is none to read; moving it on is another matter.
        if operation.id != "get_envelope" {
            let client = server.signed_in(SHEN).await;
            let reply = call(&client, &operation, &hers).await;
            assert!(!matches!(reply.status, 401 | 403 | 404), "{}", reply.text());
        }
    }
}

#[tokio::test]
async fn what_does_not_exist_is_404_for_those_who_are_admitted() {
    let server = Server::start().await;
    let documented = documented(&contract());
    for operation in operations() {
        let rules = documented.iter().find(|rules| rules.id == operation.id);
        let rules = rules.unwrap();
        // What needs a code says so first, an id that the app chose may be new, and a call that is not there
        // may have been made.
        if matches!(rules.reach.as_str(), "" | "code") || operation.id == "finish_call" {
            continue;
        }
        let role = ["resident", "worker"]
            .into_iter()
            .find(|role| rules.admits(role));
        let client = match role {
            Some("resident") => server.signed_in(WANG).await,
            _ => server.signed_in(ZHAO_QIANG).await,
        };
        let reply = call(&client, &operation, "no-such-object-0").await;
        let text = format!("{}: {} {}", operation.id, reply.status, reply.text());
        assert_eq!(reply.status, 404, "{text}");
    }
}

#[tokio::test]
async fn another_households_objects_do_not_exist_for_me() {
    let server = Server::start().await;
    let chen = server.signed_in(CHEN).await;
    let orders: Vec<(String,)> = sqlx::query_as(
        "SELECT id FROM orders WHERE household_id <> \
           (SELECT household_id FROM people WHERE id = $1) AND placed_by <> $1 ORDER BY id LIMIT 5",
    )
    .bind(CHEN)
    .fetch_all(server.app.db.pool())
    .await
    .unwrap();
    assert_eq!(orders.len(), 5);
    let before = server
        .number("SELECT CAST(SUM(version) AS BIGINT) FROM orders")
        .await;
    for operation in operations() {
        let foreign = operation.path.starts_with("/v1/orders/{id}");
        if !foreign {
            continue;
        }
        for (id,) in &orders {
            let reply = call(&chen, &operation, id).await;
            assert_eq!(
                reply.refusal(),
                (404, "not_found".to_owned()),
                "{}: {}",
                operation.id,
                reply.text()
            );
            // And exactly as for what does not exist.
            let none = call(&chen, &operation, "no-such-object-0").await;
            assert_eq!(none.problem().title, reply.problem().title);
        }
    }
    assert_eq!(
        server
            .number("SELECT CAST(SUM(version) AS BIGINT) FROM orders")
            .await,
        before
    );
}

#[tokio::test]
async fn whom_i_may_act_for_is_decided_in_one_place() {
    let server = Server::start().await;
    // (who, for whom, may): oneself, the own household, a registered link, the own grid, strangers.
    for (who, person, may) in [
        (WANG, WANG, true),
        (LI, "p31", true),
        (LI, "p30", true),
        ("p19", WANG, true),
        (WANG, LI, false),
        (CHEN, WANG, false),
        (ZHOU_MIN, WANG, true),
        (ZHOU_MIN, LI, true),
        (ZHOU_MIN, "p01", false),
        (ZHAO_QIANG, "p01", true),
        (ADMIN, "p01", true),
        // A worker without a household can order for nobody who has none.
        (ZHAO_QIANG, ZHOU_MIN, false),
        (WANG, "nobody", false),
    ] {
        let user = linli_server::account::sessions::user(&server.app, who.to_owned())
            .await
            .unwrap()
            .unwrap();
        let mut connection = server.app.db.pool().acquire().await.unwrap();
        let found = linli_server::account::people::may_act_for(&mut connection, &user, person)
            .await
            .unwrap();
        assert_eq!(found, may, "{who} for {person}");
    }
}
