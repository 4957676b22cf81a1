//! Before close nobody learns anything but the turnout, whoever asks and whatever they ask for.

use linli_contract::MatterAnswer;
use linli_server::http::operations;
use reqwest::Method;
use serde_json::Value;

use super::common::{ADMIN, Client, LI, Server, WANG, ZHAO_QIANG};
use super::{DAY, answered, ballot, cast, chosen, vote};

/// What tells a direction; none of it may stand in an answer before close.
const TELLING: [&str; 13] = [
    "choices",
    "receipt",
    "totals",
    "matters",
    "chosen",
    "not_chosen",
    "steps",
    "yes",
    "no",
    "abstain",
    "spent_fen",
    "channels",
    "numbers",
];

/// Every path that can be read, with everything that could be asked for.
fn paths(receipt: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for operation in operations() {
        if operation.method != Method::GET {
            continue;
        }
        let ids: &[&str] = if operation.path.contains("ballots/{id}") {
            &["budget-now", "quiet-pact"]
        } else if operation.path.contains("projects/{id}") {
            &["charging-shed", "west-ramp"]
        } else {
            &["charging"]
        };
        for id in ids {
            for format in ["pb", "csv"] {
                let path = operation
                    .path
                    .replace("{id}", id)
                    .replace("{format}", format);
                let path = path.replace("{number}", receipt);
                for query in ["", "?lang=en"] {
                    let path = format!("{path}{query}");
                    if !paths.contains(&path) {
                        paths.push(path);
                    }
                }
            }
        }
    }
    assert!(paths.len() > 60, "only {} paths", paths.len());
    paths
}

/// Takes out what is different at another moment or in another database without telling anything.
fn still(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for name in [
                "server_time",
                "as_of",
                "request_id",
                "signed_in_at",
                "expires_at",
            ] {
                fields.remove(name);
            }
            fields.values_mut().for_each(still);
        }
        Value::Array(items) => items.iter_mut().for_each(still),
        _ => {}
    }
}

fn keys(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                found.push(name.clone());
                keys(inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

async fn read(client: &Client, path: &str) -> (u16, Value) {
    let reply = client.get(path).await;
    let mut value = serde_json::from_slice(&reply.bytes).unwrap_or(Value::Null);
    still(&mut value);
    (reply.status, value)
}

async fn decided(server: &Server, budget: &str, answer: MatterAnswer) -> String {
    let wang = server.signed_in(WANG).await;
    let open = ballot(&wang, "budget-now").await;
    let reply = cast(&wang, &open, &vote(&open, chosen(&[budget]))).await;
    let receipt = reply.expect(200).value()["receipt"]
        .as_str()
        .unwrap()
        .to_owned();
    let open = ballot(&wang, "quiet-pact").await;
    let answers = answered(&[("noon", answer.clone()), ("sunday", answer)]);
    cast(&wang, &open, &vote(&open, answers)).await.expect(200);
    receipt
}

#[tokio::test]
async fn nothing_that_anybody_reads_before_close_depends_on_how_somebody_voted() {
    // Two neighbourhoods that are alike but for the direction of two votes.
    let (one, other) = (Server::start().await, Server::start().await);
    let first = decided(&one, "charging", MatterAnswer::Yes).await;
    let second = decided(&other, "farm", MatterAnswer::No).await;
    for who in ["", LI, "p46", ZHAO_QIANG, ADMIN] {
        let (here, there) = if who.is_empty() {
            (one.visitor(), other.visitor())
        } else {
            (one.signed_in(who).await, other.signed_in(who).await)
        };
        for (path, twin) in paths(&first).iter().zip(&paths(&second)) {
            // The two receipts differ by chance alone.
            let (status, mut value) = read(&here, path).await;
            let (twin_status, mut twin_value) = read(&there, twin).await;
            for value in [&mut value, &mut twin_value] {
                // What was done at the two desks was done at two moments.
                if path.starts_with("/v1/desk/audit") {
                    for entry in value["items"].as_array_mut().into_iter().flatten() {
                        entry["at"] = Value::Null;
                        entry["id"] = Value::Null;
                    }
                }
                if path.contains("/v1/receipts/") {
                    value.as_object_mut().unwrap().remove("number");
                }
            }
            assert_eq!((status, &value), (twin_status, &twin_value), "{who} {path}");
            let mut names = Vec::new();
            keys(&value, &mut names);
            let about = path.contains("ballots") || path.contains("receipts");
            let telling: Vec<_> = names
                .iter()
                .filter(|name| TELLING.contains(&name.as_str()))
                .collect();
            assert!(!about || telling.is_empty(), "{who} {path}: {telling:?}");
        }
    }
}

#[tokio::test]
async fn results_files_and_receipts_wait_for_the_close_for_workers_too() {
    let server = Server::start().await;
    let clients = [
        server.visitor(),
        server.signed_in(WANG).await,
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ADMIN).await,
    ];
    for client in &clients {
        for part in ["result", "receipts", "files/pb", "files/csv"] {
            let reply = client.get(&format!("/v1/ballots/budget-now/{part}")).await;
            assert_eq!(reply.refusal(), (409, "not_closed_yet".into()), "{part}");
        }
        let reply = client.get("/v1/ballots/square-name/result").await;
        assert_eq!(reply.refusal(), (409, "not_closed_yet".into()));
    }
    server.set_clock_ahead(16 * DAY);
    for client in &clients {
        client
            .get("/v1/ballots/budget-now/result")
            .await
            .expect(200);
    }
}
