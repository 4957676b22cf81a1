//! Fills in any form as a sensible person would.

use std::collections::HashMap;

use linli_contract::{
    Answer, NewOrder, Order, Page, Question, QuestionKind, Service, Slot, Upload,
};
use serde_json::Value;

use super::common::{Client, Reply, Server, new_key};

/// The first bytes of a JPEG, and something to tell photos apart.
pub(crate) fn photo(word: &str) -> Vec<u8> {
    let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE0];
    bytes.extend_from_slice(word.as_bytes());
    bytes
}

/// Stores a photo and answers its id.
pub(crate) async fn upload(client: &Client, word: &str) -> String {
    let id = new_key();
    let path = format!("/v1/uploads/{id}");
    let stored: Upload = client
        .send(reqwest::Method::PUT, &path, &[], Some(photo(word)))
        .await
        .expect(201)
        .json();
    assert_eq!(stored.id.as_str(), id);
    id
}

/// The first service of the catalogue that asks with this form.
pub(crate) async fn service_with(server: &Server, form: &str) -> String {
    sqlx::query_scalar(
        "SELECT id FROM services WHERE form_code = $1 AND withdrawn_at IS NULL \
         ORDER BY position LIMIT 1",
    )
    .bind(form)
    .fetch_one(server.app.db.pool())
    .await
    .unwrap()
}

pub(crate) async fn service(client: &Client, id: &str) -> Service {
    client
        .get(&format!("/v1/services/{id}"))
        .await
        .expect(200)
        .json()
}

pub(crate) async fn slots(client: &Client, id: &str) -> Vec<Slot> {
    let page: Page<Slot> = client
        .get(&format!("/v1/services/{id}/slots"))
        .await
        .expect(200)
        .json();
    page.items
}

/// An order with an answer to every question that is visible and must be answered.
pub(crate) async fn order_for(server: &Server, client: &Client, service: &Service) -> NewOrder {
    let mut chosen: HashMap<String, Vec<String>> = HashMap::new();
    let mut answers = Vec::new();
    for question in &service.questions {
        let visible = question.visible_if.as_ref().is_none_or(|condition| {
            chosen
                .get(&condition.question)
                .is_some_and(|values| values.iter().any(|v| condition.any_of.contains(v)))
        });
        if !visible || !question.required {
            continue;
        }
        let values = value_for(server, client, service, question).await;
        chosen.insert(question.id.clone(), values.clone());
        answers.push(Answer {
            question: question.id.clone(),
            values,
        });
    }
    NewOrder {
        service_id: service.id.clone(),
        service_version: service.version.clone(),
        form_version: service.form_version.clone(),
        acting_for: None,
        answers,
        client_ref: new_key(),
    }
}

async fn value_for(
    server: &Server,
    client: &Client,
    service: &Service,
    question: &Question,
) -> Vec<String> {
    match &question.kind {
        QuestionKind::Single | QuestionKind::Multiple => {
            let stops = |key: &String| {
                let stopper = question.stopper.as_ref();
                stopper.is_some_and(|stopper| stopper.any_of.contains(key))
            };
            let choice = question.options.iter().find(|choice| !stops(&choice.key));
            vec![choice.expect("a way on").key.clone()]
        }
        QuestionKind::Number => vec![question.min.unwrap_or(1).to_string()],
        QuestionKind::Date => {
            let day = server
                .app
                .clock
                .today()
                .plus_days(question.min.unwrap_or(0));
            vec![day.to_string()]
        }
        QuestionKind::Person => vec!["王秀英".to_owned(), "138 0000 0001".to_owned()],
        QuestionKind::Address => vec!["幸福里3号楼2单元201".to_owned()],
        QuestionKind::Phone => vec!["138-0000-0001".to_owned()],
        QuestionKind::Photo => vec![upload(client, &question.id).await],
        QuestionKind::Slot => {
            let slots = slots(client, service.id.as_str()).await;
            let free = slots.iter().find(|slot| slot.left > 0);
            vec![free.expect("a free time").id.to_string()]
        }
        QuestionKind::Text | QuestionKind::LongText | QuestionKind::Other(_) => {
            let least = usize::try_from(question.min.unwrap_or(1)).unwrap();
            vec!["水".repeat(least.max(2))]
        }
    }
}

/// Places an order of the first service with this form.
pub(crate) async fn placed(server: &Server, client: &Client, form: &str) -> Order {
    let id = service_with(server, form).await;
    let service = service(client, &id).await;
    let new = order_for(server, client, &service).await;
    client.post("/v1/orders", &new).await.expect(201).json()
}

/// Sends something about an order as a worker, with the tag it has now.
pub(crate) async fn at_desk(worker: &Client, id: &str, part: &str, body: &Value) -> Reply {
    let path = format!("/v1/desk/orders/{id}");
    let tag = worker
        .get(&path)
        .await
        .expect(200)
        .header("etag")
        .to_owned();
    let headers = [("if-match", tag.as_str()), ("idempotency-key", &new_key())];
    worker
        .post_with(&format!("{path}/{part}"), &headers, body)
        .await
}

/// Moves an order as a worker.
pub(crate) async fn moved(worker: &Client, id: &str, to: &str) -> Reply {
    let visit = in_days(3);
    let mut body = serde_json::json!({"to": to, "text": "社工在跟进"});
    if to == "scheduled" {
        body["visit_at"] = serde_json::json!(visit);
    }
    at_desk(worker, id, "transitions", &body).await
}

/// An order that has been carried out and waits for 已解决 or 没解决.
pub(crate) async fn completed(server: &Server, client: &Client, worker: &Client) -> Order {
    let order = placed(server, client, "repair-lock").await;
    for to in ["dispatched", "accepted", "in_service", "completed"] {
        moved(worker, order.id.as_str(), to).await.expect(201);
    }
    let path = format!("/v1/orders/{}", order.id);
    client.get(&path).await.expect(200).json()
}

/// An instant so many days ahead, as it travels.
pub(crate) fn in_days(days: i64) -> String {
    crate::common::now().plus_days(days).to_string()
}
