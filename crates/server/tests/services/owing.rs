//! What the desk owes after the service: a call-back, the answer to a complaint.

use linli_contract::{Actor, DeskAction, DeskOrder, DeskRow, Order, OrderStatus, Page};
use serde_json::json;

use super::common::{Client, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use super::filling::{at_desk, completed, placed};

/// An order that has ended, rated with this level.
async fn rated(server: &Server, client: &Client, worker: &Client, level: u8) -> Order {
    let order = completed(server, client, worker).await;
    let path = format!("/v1/orders/{}", order.id);
    let solved = json!({"solved": true, "text": ""});
    client
        .post(&format!("{path}/resolution"), &solved)
        .await
        .expect(201);
    client
        .post(&format!("{path}/rating"), &json!({"level": level}))
        .await
        .expect(201)
        .json()
}

async fn complained(client: &Client, id: &str) -> Order {
    let path = format!("/v1/orders/{id}/complaints");
    client
        .post(&path, &json!({"text": "三天没人联系"}))
        .await
        .expect(201)
        .json()
}

async fn queue(worker: &Client) -> Vec<DeskRow> {
    let page: Page<DeskRow> = worker
        .get("/v1/desk/orders?status_type=open&limit=1000")
        .await
        .expect(200)
        .json();
    page.items
}

async fn row(worker: &Client, id: &str) -> Option<DeskRow> {
    let rows = queue(worker).await;
    rows.into_iter().find(|row| row.id.as_str() == id)
}

#[tokio::test]
async fn a_call_back_is_noted_once_and_the_household_reads_what_was_agreed() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = rated(&server, &wang, &zhao, 2).await;
    let id = order.id.as_str();
    assert!(order.next.contains("打电话给您"), "{}", order.next);
    let path = format!("/v1/desk/orders/{id}");
    let before: DeskOrder = zhao.get(&path).await.json();
    assert_eq!(before.actions, [DeskAction::CallBack]);
    assert!(row(&zhao, id).await.unwrap().call_back_by.is_some());
    let audited = server
        .number("SELECT COUNT(*) FROM audit WHERE action LIKE 'order.%'")
        .await;

    for (text, code) in [(" ", "required"), (&"长".repeat(501), "too_long")] {
        let problem = at_desk(&zhao, id, "call-backs", &json!({ "text": text }))
            .await
            .expect(422)
            .problem();
        let error = &problem.errors[0];
        assert_eq!(
            (error.pointer.as_str(), error.code.as_str()),
            ("/text", code)
        );
    }
    let agreed = json!({"text": "周三上午再来看一次，不收上门费"});
    let reply = at_desk(&zhao, id, "call-backs", &agreed).await;
    let shown: DeskOrder = reply.expect(201).json();
    assert!(shown.actions.is_empty());
    assert_eq!(reply.header("etag"), zhao.get(&path).await.header("etag"));
    assert!(row(&zhao, id).await.is_none(), "nothing is owed any more");

    let seen: Order = wang.get(&format!("/v1/orders/{id}")).await.json();
    assert_eq!(seen.status, OrderStatus::Confirmed);
    assert!(!seen.next.contains("打电话给您"));
    let rating = seen.rating.unwrap();
    assert_eq!(
        rating.call_back_text.as_deref(),
        Some("周三上午再来看一次，不收上门费")
    );
    assert!(rating.called_back_at.unwrap() >= rating.at);
    let told = seen.timeline.last().unwrap();
    assert_eq!(told.by, Actor::Worker);
    assert_eq!(told.status, OrderStatus::Confirmed);
    assert_eq!(told.text, rating.call_back_text);

    let again = at_desk(&zhao, id, "call-backs", &agreed).await;
    assert_eq!(again.refusal(), (409, "not_possible_now".into()));
    let now = server
        .number("SELECT COUNT(*) FROM audit WHERE action LIKE 'order.%'")
        .await;
    assert_eq!(now, audited + 1, "one call leaves one trace");
}

#[tokio::test]
async fn without_a_dissatisfied_household_there_is_nobody_to_call() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let body = json!({"text": "打过了"});
    let open = placed(&server, &wang, "repair-lock").await;
    let happy = rated(&server, &wang, &zhao, 3).await;
    for order in [&open, &happy] {
        let reply = at_desk(&zhao, order.id.as_str(), "call-backs", &body).await;
        assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
    }
    // A second low rating makes another call due.
    let unhappy = rated(&server, &wang, &zhao, 1).await;
    let id = unhappy.id.as_str();
    at_desk(&zhao, id, "call-backs", &body).await.expect(201);
    let worse: Order = wang
        .post(&format!("/v1/orders/{id}/rating"), &json!({"level": 1}))
        .await
        .expect(201)
        .json();
    assert_eq!(worse.rating.unwrap().called_back_at, None);
    at_desk(&zhao, id, "call-backs", &body).await.expect(201);
    let reply = at_desk(&zhao, id, "call-backs", &body).await;
    assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
}

#[tokio::test]
async fn each_complaint_is_answered_once_and_the_order_leaves_the_queue_with_the_last() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = rated(&server, &wang, &zhao, 4).await;
    let id = order.id.as_str();
    assert!(row(&zhao, id).await.is_none());
    complained(&wang, id).await;
    server.set_clock_ahead(60_000);
    let twice = complained(&wang, id).await;
    let [first, second] = twice.complaints.as_slice() else {
        panic!("{:?}", twice.complaints);
    };
    assert!(twice.next.contains("答复您的投诉"), "{}", twice.next);
    let due = |row: Option<DeskRow>| row.and_then(|row| row.complaint_due_at);
    assert_eq!(due(row(&zhao, id).await), Some(first.due_at));
    let path = format!("/v1/desk/orders/{id}");
    let shown: DeskOrder = zhao.get(&path).await.json();
    assert_eq!(shown.actions, [DeskAction::AnswerComplaint]);

    let problem = at_desk(
        &zhao,
        id,
        "complaint-answers",
        &json!({"complaint_id": "no-such", "text": ""}),
    )
    .await
    .expect(422)
    .problem();
    let pointers: Vec<_> = problem.errors.iter().map(|e| e.pointer.as_str()).collect();
    assert_eq!(pointers, ["/complaint_id", "/text"]);

    let audited = server
        .number("SELECT COUNT(*) FROM audit WHERE action LIKE 'order.%'")
        .await;
    let answer = |complaint: &str| json!({"complaint_id": complaint, "text": "已核实，今天退款"});
    at_desk(&zhao, id, "complaint-answers", &answer(first.id.as_str()))
        .await
        .expect(201);
    assert_eq!(due(row(&zhao, id).await), Some(second.due_at));
    let again = at_desk(&zhao, id, "complaint-answers", &answer(first.id.as_str())).await;
    assert_eq!(again.refusal(), (409, "not_possible_now".into()));
    let done: DeskOrder = at_desk(&zhao, id, "complaint-answers", &answer(second.id.as_str()))
        .await
        .expect(201)
        .json();
    assert!(done.actions.is_empty());
    assert!(row(&zhao, id).await.is_none());
    let now = server
        .number("SELECT COUNT(*) FROM audit WHERE action LIKE 'order.%'")
        .await;
    assert_eq!(now, audited + 2);

    let seen: Order = wang.get(&format!("/v1/orders/{id}")).await.json();
    for complaint in &seen.complaints {
        assert_eq!(complaint.answer.as_deref(), Some("已核实，今天退款"));
        assert!(complaint.answered_at.unwrap() >= complaint.at);
    }
    assert_eq!(
        seen.timeline.len(),
        order.timeline.len(),
        "it stands beside the complaint"
    );
}

#[tokio::test]
async fn the_queue_is_in_the_order_of_the_nearest_of_all_deadlines() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    // A complaint is due in 15 days, a call in one: an order that owes both stands by the call.
    let both = rated(&server, &wang, &zhao, 1).await;
    let both = both.id.as_str();
    complained(&wang, both).await;
    let open = placed(&server, &wang, "repair-lock").await;
    complained(&wang, open.id.as_str()).await;
    let rows = queue(&zhao).await;
    let questions: Vec<String> =
        sqlx::query_scalar("SELECT id FROM orders WHERE status = 'need_info'")
            .fetch_all(server.app.db.pool())
            .await
            .unwrap();
    let nearest: Vec<_> = rows
        .iter()
        // While the household is asked, its answer is what is due, which no row tells.
        .filter(|row| !questions.iter().any(|id| id == row.id.as_str()))
        .map(|row| {
            [row.promised_at, row.call_back_by, row.complaint_due_at]
                .into_iter()
                .flatten()
                .min()
                .expect("what is in the queue is owed something")
        })
        .collect();
    assert!(nearest.len() > 10 && nearest.is_sorted());
    let actions = |id: &str| {
        let (zhao, path) = (zhao.clone(), format!("/v1/desk/orders/{id}"));
        async move { zhao.get(&path).await.json::<DeskOrder>().actions }
    };
    let expected = [DeskAction::CallBack, DeskAction::AnswerComplaint];
    assert_eq!(actions(both).await, expected);
    at_desk(&zhao, both, "call-backs", &json!({"text": "约好了"}))
        .await
        .expect(201);
    let left = row(&zhao, both)
        .await
        .expect("the complaint is still owed an answer");
    assert!(left.call_back_by.is_none() && left.complaint_due_at.is_some());
    // An open order stays for its service when its complaint is answered.
    let answer = json!({"complaint_id": "1", "text": "马上安排"});
    at_desk(&zhao, open.id.as_str(), "complaint-answers", &answer)
        .await
        .expect(201);
    let left = row(&zhao, open.id.as_str()).await.unwrap();
    assert!(left.promised_at.is_some() && left.complaint_due_at.is_none());
}

#[tokio::test]
async fn what_is_owed_is_written_down_by_workers_who_saw_the_order_and_only_once() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let order = rated(&server, &wang, &zhao, 1).await;
    let id = order.id.as_str();
    complained(&wang, id).await;
    let path = format!("/v1/desk/orders/{id}");
    for (part, body) in [
        ("call-backs", json!({"text": "约好了"})),
        (
            "complaint-answers",
            json!({"complaint_id": "1", "text": "已退款"}),
        ),
    ] {
        let post = format!("{path}/{part}");
        let resident = wang.post(&post, &body).await;
        assert_eq!(resident.refusal(), (403, "workers_only".into()));
        let without = zhao.post(&post, &body).await;
        assert_eq!(without.refusal(), (428, "if_match_required".into()));
        let key = new_key();
        let tag = zhao.get(&path).await.header("etag").to_owned();
        let headers = [
            ("if-match", tag.as_str()),
            ("idempotency-key", key.as_str()),
        ];
        zhao.post_with(&post, &headers, &body).await.expect(201);
        // The same request again is answered as before, though the tag is old by now.
        let again = zhao.post_with(&post, &headers, &body).await;
        assert_eq!(again.status, 201);
        assert_eq!(again.header("idempotency-replayed"), "true");
        let headers = [("if-match", tag.as_str()), ("idempotency-key", &*new_key())];
        let late = zhou.post_with(&post, &headers, &body).await;
        assert_eq!(late.refusal(), (412, "changed_meanwhile".into()));
    }
    let seen: Order = wang.get(&format!("/v1/orders/{id}")).await.json();
    assert_eq!(seen.timeline.len(), order.timeline.len() + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_workers_who_note_a_call_at_once_one_does() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let order = rated(&server, &wang, &zhao, 2).await;
    let path = format!("/v1/desk/orders/{}", order.id);
    let tag = zhao.get(&path).await.header("etag").to_owned();
    let tasks: Vec<_> = [&zhao, &zhou, &zhao, &zhou]
        .map(|worker| {
            let (worker, post, tag) = (worker.clone(), format!("{path}/call-backs"), tag.clone());
            tokio::spawn(async move {
                let headers = [("if-match", tag.as_str()), ("idempotency-key", &*new_key())];
                let body = json!({"text": "约好了"});
                worker.post_with(&post, &headers, &body).await.status
            })
        })
        .into_iter()
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 412, 412, 412]);
    let seen: Order = wang.get(&format!("/v1/orders/{}", order.id)).await.json();
    assert_eq!(seen.timeline.len(), order.timeline.len() + 1);
}
