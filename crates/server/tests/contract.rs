//! The server against `contract/openapi.yaml`, and who may do what: one table of operations from
//! which the authorisation tests are generated.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use common::{ADMIN, CHEN, Client, LI, Reply, SHEN, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use linli_server::http::operations;
use linli_server::problems::Code;
use reqwest::Method;
use serde_json::{Value, json};

fn contract() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../contract/openapi.yaml");
    std::fs::read_to_string(path).unwrap()
}

/// The operations of the document: (method, path) to operationId. Its layout is the linter's:
/// paths at two spaces, methods at four, their fields at six.
fn documented(yaml: &str) -> BTreeMap<(String, String), String> {
    let mut found = BTreeMap::new();
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
            && let Some(id) = text.strip_prefix("operationId: ")
        {
            found.insert((method.clone(), path.clone()), id.to_owned());
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
        .map(|((method, path), id)| (id, method, unnamed(&path)))
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

/// Who may use an operation at all. Whose objects they may touch is tested below.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    /// Everyone.
    Anyone,
    /// Whoever is signed in.
    SignedIn,
    /// Community workers.
    Workers,
    /// Administrators.
    Admins,
    /// Community workers and counsellors.
    Staff,
}

const ACCESS: &[(&str, Access)] = &[
    ("get_capabilities", Access::Anyone),
    ("get_community", Access::Anyone),
    ("get_home", Access::Anyone),
    ("list_announcements", Access::Anyone),
    ("get_announcement", Access::Anyone),
    ("list_guides", Access::Anyone),
    ("get_guide", Access::Anyone),
    ("list_contacts", Access::Anyone),
    ("request_phone_code", Access::Anyone),
    ("list_demo_accounts", Access::Anyone),
    ("sign_in", Access::Anyone),
    ("get_session", Access::SignedIn),
    ("sign_out", Access::Anyone),
    ("get_me", Access::SignedIn),
    ("get_household", Access::SignedIn),
    ("list_people", Access::SignedIn),
    ("list_categories", Access::Anyone),
    ("list_services", Access::Anyone),
    ("get_service", Access::Anyone),
    ("list_slots", Access::Anyone),
    ("create_order", Access::SignedIn),
    ("list_orders", Access::SignedIn),
    ("get_order", Access::SignedIn),
    ("reply_order", Access::SignedIn),
    ("cancel_order", Access::SignedIn),
    ("resolve_order", Access::SignedIn),
    ("rate_order", Access::SignedIn),
    ("complain_order", Access::SignedIn),
    ("put_upload", Access::SignedIn),
    ("get_upload", Access::SignedIn),
    ("list_wishes", Access::Anyone),
    ("get_wish", Access::Anyone),
    ("create_wish", Access::SignedIn),
    ("second_wish", Access::SignedIn),
    ("unsecond_wish", Access::SignedIn),
    ("list_projects", Access::Anyone),
    ("propose_project", Access::SignedIn),
    ("get_project", Access::Anyone),
    ("follow_project", Access::SignedIn),
    ("unfollow_project", Access::SignedIn),
    ("list_comments", Access::Anyone),
    ("create_comment", Access::SignedIn),
    ("evaluate_project", Access::SignedIn),
    ("get_picture", Access::Anyone),
    ("list_ballots", Access::Anyone),
    ("get_ballot", Access::Anyone),
    ("get_vote", Access::SignedIn),
    ("cast_vote", Access::SignedIn),
    ("get_result", Access::Anyone),
    ("get_ballot_file", Access::Anyone),
    ("list_receipts", Access::Anyone),
    ("get_receipt", Access::Anyone),
    ("list_appointment_kinds", Access::Anyone),
    ("list_centres", Access::Anyone),
    ("list_providers", Access::Anyone),
    ("list_appointment_slots", Access::Anyone),
    ("get_appointment_slot", Access::Anyone),
    ("put_hold", Access::Anyone),
    ("release_hold", Access::Anyone),
    ("list_bookings", Access::SignedIn),
    ("create_booking", Access::Anyone),
    ("look_up_booking", Access::Anyone),
    ("get_booking", Access::Anyone),
    ("cancel_booking", Access::Anyone),
    ("move_booking", Access::Anyone),
    ("get_booking_calendar", Access::Anyone),
    ("put_envelope", Access::Anyone),
    ("delete_envelope", Access::Anyone),
    ("join_waiting", Access::Anyone),
    ("get_waiting", Access::Anyone),
    ("leave_waiting", Access::Anyone),
    ("list_readings", Access::Anyone),
    ("get_reading", Access::Anyone),
    ("list_sheets", Access::Anyone),
    ("request_call", Access::Anyone),
    ("get_help_lines", Access::Anyone),
    ("get_desk_provider", Access::Staff),
    ("put_desk_key", Access::Staff),
    ("list_desk_bookings", Access::Staff),
    ("transition_booking", Access::Staff),
    ("get_envelope", Access::Staff),
    ("list_desk_slots", Access::Staff),
    ("change_desk_slots", Access::Staff),
    ("list_calls", Access::Workers),
    ("finish_call", Access::Workers),
    ("list_desk_projects", Access::Workers),
    ("create_project", Access::Workers),
    ("decide_project", Access::Workers),
    ("move_project", Access::Workers),
    ("put_milestone", Access::Workers),
    ("put_meeting", Access::Workers),
    ("put_assessment", Access::Workers),
    ("list_desk_comments", Access::Workers),
    ("decide_comment", Access::Workers),
    ("answer_comment", Access::Workers),
    ("list_rolls", Access::Workers),
    ("list_desk_ballots", Access::Workers),
    ("create_ballot", Access::Workers),
    ("get_desk_ballot", Access::Workers),
    ("replace_ballot", Access::Workers),
    ("check_ballot", Access::Workers),
    ("open_ballot", Access::Workers),
    ("list_units", Access::Workers),
    ("enter_paper_vote", Access::Workers),
    ("confirm_paper_vote", Access::Workers),
    ("list_paper_votes", Access::Workers),
    ("get_papers", Access::Workers),
    ("set_papers", Access::Workers),
    ("list_desk_orders", Access::Workers),
    ("get_desk_order", Access::Workers),
    ("transition_order", Access::Workers),
    ("call_back_order", Access::Workers),
    ("answer_complaint", Access::Workers),
    ("list_desk_wishes", Access::Workers),
    ("decide_wish", Access::Workers),
    ("get_points", Access::SignedIn),
    ("list_points_entries", Access::SignedIn),
    ("get_points_entry", Access::SignedIn),
    ("appeal_points_entry", Access::SignedIn),
    ("list_indicators", Access::Anyone),
    ("get_points_rules", Access::Anyone),
    ("list_rewards", Access::Anyone),
    ("list_redemptions", Access::SignedIn),
    ("create_redemption", Access::SignedIn),
    ("get_redemption", Access::SignedIn),
    ("cancel_redemption", Access::SignedIn),
    ("get_boards", Access::Anyone),
    ("take_part_in_boards", Access::SignedIn),
    ("leave_boards", Access::SignedIn),
    ("list_service_lists", Access::Anyone),
    ("list_desk_services", Access::Workers),
    ("get_desk_service", Access::Workers),
    ("replace_service", Access::Workers),
    ("publish_service", Access::Workers),
    ("list_file_accesses", Access::SignedIn),
    ("list_audit", Access::Admins),
    ("get_audit_file", Access::Admins),
    ("list_work", Access::Workers),
    ("get_work_counts", Access::Workers),
    ("list_desk_households", Access::Workers),
    ("list_desk_points", Access::Workers),
    ("record_points", Access::Workers),
    ("review_points_entry", Access::Workers),
    ("reverse_points_entry", Access::Workers),
    ("list_appeals", Access::Workers),
    ("decide_appeal", Access::Workers),
    ("list_desk_redemptions", Access::Workers),
    ("hand_out", Access::Workers),
];

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
        "replace_service" => json!({
            "name": "短", "name_en": "", "summary": "短", "summary_en": "", "payer": "government",
            "price_fen": 0, "audience": "all", "promise_hours": 24,
        }),
        "publish_service" => json!({ "publish": true }),
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

#[tokio::test]
async fn each_operation_admits_exactly_the_roles_of_the_table() {
    let server = Server::start().await;
    let operations = operations();
    let listed: BTreeSet<&str> = ACCESS.iter().map(|(id, _)| *id).collect();
    let offered: BTreeSet<&str> = operations.iter().map(|op| op.id).collect();
    assert_eq!(listed, offered, "an operation without a row admits nobody");
    for operation in &operations {
        let access = ACCESS.iter().find(|(id, _)| *id == operation.id).unwrap().1;
        for role in ["visitor", "resident", "counsellor", "worker", "admin"] {
            // A session each, as signing out ends it.
            let client = match role {
                "visitor" => server.visitor(),
                "resident" => server.signed_in(WANG).await,
                "counsellor" => server.signed_in(SHEN).await,
                "worker" => server.signed_in(ZHAO_QIANG).await,
                _ => server.signed_in(ADMIN).await,
            };
            let reply = call(&client, operation, "no-such-object-0").await;
            let expected = match (access, role) {
                (
                    Access::SignedIn | Access::Workers | Access::Admins | Access::Staff,
                    "visitor",
                ) => Some((401, "sign_in_required")),
                (Access::Workers | Access::Admins, "resident" | "counsellor") => {
                    Some((403, "workers_only"))
                }
                (Access::Admins, "worker") | (Access::Staff, "resident") => {
                    Some((403, "not_allowed"))
                }
                _ => None,
            };
            let who = format!("{} as {role}: {}", operation.id, reply.text());
            match expected {
                Some((status, code)) => {
                    assert_eq!(reply.refusal(), (status, code.to_owned()), "{who}");
                }
                // Admitted: any other refusal is about what was asked, not about who asked.
                None => assert!(
                    !matches!(reply.status, 401 | 403 | 405 | 500 | 503),
                    "{who}"
                ),
            }
        }
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
