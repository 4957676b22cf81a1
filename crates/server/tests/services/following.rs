use linli_contract::{
    Actor, NewRating, Order, OrderAction, OrderRow, OrderStatus, Page, Service, StatusType,
};
use serde_json::json;

use super::common::{LI, Server, WANG, ZHAO_QIANG};
use super::filling::{completed, moved, placed, service, slots, upload};

const DAY: i64 = 86_400_000;

#[tokio::test]
async fn a_question_is_answered_with_a_photo_and_the_promise_waits_meanwhile() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let path = format!("/v1/orders/{}", order.id);
    let replies = format!("{path}/replies");
    let early = wang
        .post(&replies, &json!({"text": "在家", "photos": []}))
        .await;
    assert_eq!(early.refusal(), (409, "not_possible_now".into()));

    moved(&zhao, order.id.as_str(), "need_info")
        .await
        .expect(201);
    let asked: Order = wang.get(&path).await.json();
    assert_eq!(asked.status, OrderStatus::NeedInfo);
    assert_eq!(asked.holder.name, "您");
    assert_eq!(asked.question.as_ref().unwrap().text, "社工在跟进");
    assert_eq!(
        asked.promised_at, None,
        "nobody owes an answer while the household is asked"
    );
    assert_eq!(asked.actions[0], OrderAction::Reply);
    let rows: Page<OrderRow> = wang.get("/v1/orders").await.json();
    assert_eq!(
        rows.items[0].status,
        OrderStatus::NeedInfo,
        "待补充 is on top"
    );

    let empty = wang
        .post(&replies, &json!({"text": " ", "photos": []}))
        .await;
    assert_eq!(empty.expect(422).problem().errors[0].pointer, "/text");
    let unknown = json!({"text": "", "photos": ["nobody-has-this-photo"]});
    let unknown = wang.post(&replies, &unknown).await;
    assert_eq!(
        unknown.expect(422).problem().errors[0].code,
        "unknown_upload"
    );
    let four = json!({"text": "", "photos": ["a", "b", "c", "d"]});
    let four = wang.post(&replies, &four).await;
    assert_eq!(four.expect(422).problem().errors[0].code, "too_many");

    server.set_clock_ahead(2 * DAY);
    let photo = upload(&wang, "leak").await;
    let body = json!({"text": "漏的是接头", "photos": [photo]});
    let after: Order = wang.post(&replies, &body).await.expect(201).json();
    assert_eq!(after.status, OrderStatus::Reviewing);
    assert_eq!(after.question, None);
    let reply = after.timeline.last().unwrap();
    assert_eq!((reply.by.clone(), reply.photos.len()), (Actor::Resident, 1));
    let waited = after.promised_at.unwrap().0 - order.promised_at.unwrap().0;
    assert!((waited - 2 * DAY).abs() < 60_000, "{waited}");
}

#[tokio::test]
async fn an_order_is_cancelled_until_work_begins_and_gives_its_time_back() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = placed(&server, &wang, "fire-check").await;
    let booked = server
        .number("SELECT CAST(SUM(taken) AS BIGINT) FROM slot_use")
        .await;
    let path = format!("/v1/orders/{}/cancellation", order.id);
    let body = json!({"reason": "家里有事"});
    let cancelled: Order = wang.post(&path, &body).await.expect(201).json();
    assert_eq!(cancelled.status_type, StatusType::Closed);
    assert_eq!(cancelled.holder.name, "已结束");
    assert_eq!(cancelled.promised_at, None);
    assert_eq!(
        cancelled.timeline.last().unwrap().text.as_deref(),
        Some("家里有事")
    );
    let left = server
        .number("SELECT CAST(SUM(taken) AS BIGINT) FROM slot_use")
        .await;
    assert_eq!(left, booked - 1);
    let twice = wang.post(&path, &body).await;
    assert_eq!(twice.refusal(), (409, "not_possible_now".into()));

    let order = placed(&server, &wang, "repair-lock").await;
    for to in ["dispatched", "accepted", "in_service"] {
        moved(&zhao, order.id.as_str(), to).await.expect(201);
    }
    let path = format!("/v1/orders/{}/cancellation", order.id);
    let late = wang.post(&path, &body).await;
    assert_eq!(late.refusal(), (409, "not_possible_now".into()));
}

#[tokio::test]
async fn not_solved_opens_the_order_again_once() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = completed(&server, &wang, &zhao).await;
    assert_eq!(order.holder.name, "您");
    assert!(order.reopen_until.is_some());
    let path = format!("/v1/orders/{}/resolution", order.id);
    let silent = wang
        .post(&path, &json!({"solved": false, "text": ""}))
        .await;
    assert_eq!(silent.expect(422).problem().errors[0].pointer, "/text");
    let body = json!({"solved": false, "text": "还在滴水"});
    let reopened: Order = wang.post(&path, &body).await.expect(201).json();
    assert_eq!(reopened.status, OrderStatus::Dispatched);
    assert!(reopened.promised_at.is_some());
    for to in ["accepted", "in_service", "completed"] {
        moved(&zhao, order.id.as_str(), to).await.expect(201);
    }
    let again = wang.post(&path, &body).await;
    assert_eq!(again.refusal(), (409, "not_possible_now".into()));
    let body = json!({"solved": true, "text": ""});
    let confirmed: Order = wang.post(&path, &body).await.expect(201).json();
    assert_eq!(confirmed.status, OrderStatus::Confirmed);
    assert_eq!(confirmed.reopen_until, None);
}

#[tokio::test]
async fn after_fifteen_days_not_solved_cannot_be_said_but_solved_can() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = completed(&server, &wang, &zhao).await;
    let path = format!("/v1/orders/{}/resolution", order.id);
    server.set_clock_ahead(15 * DAY + 60_000);
    let late = wang
        .post(&path, &json!({"solved": false, "text": "还在滴水"}))
        .await;
    assert_eq!(late.refusal(), (409, "not_possible_now".into()));
    wang.post(&path, &json!({"solved": true, "text": ""}))
        .await
        .expect(201);
}

#[tokio::test]
async fn a_low_rating_makes_a_call_back_due_and_can_be_followed_by_one_more() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = completed(&server, &wang, &zhao).await;
    let path = format!("/v1/orders/{}", order.id);
    let rating = |level: u8| NewRating {
        level,
        tags: vec!["late".to_owned(), "late".to_owned()],
        text: String::new(),
    };
    let rate = format!("{path}/rating");
    let early = wang.post(&rate, &rating(5)).await;
    assert_eq!(early.refusal(), (409, "not_possible_now".into()));
    let solved = json!({"solved": true, "text": ""});
    wang.post(&format!("{path}/resolution"), &solved)
        .await
        .expect(201);
    let before: Service = service(&wang, order.service_id.as_str()).await;

    let wrong = json!({"level": 6, "tags": ["late", "fast"], "text": "\u{202E}"});
    let problem = wang.post(&rate, &wrong).await.expect(422).problem();
    let pointers: Vec<_> = problem.errors.iter().map(|e| e.pointer.as_str()).collect();
    assert_eq!(pointers, ["/level", "/tags/1", "/text"]);

    let rated: Order = wang.post(&rate, &rating(2)).await.expect(201).json();
    let shown = rated.rating.unwrap();
    assert_eq!(shown.tags, ["late"]);
    assert_eq!(shown.call_back_by.unwrap().0, shown.at.0 + DAY);
    assert_eq!(shown.remedy_by.unwrap().0, shown.at.0 + 15 * DAY);
    let queue = zhao
        .get("/v1/desk/orders?status_type=open&limit=1000")
        .await;
    let row = |reply: &super::common::Reply| {
        let page: Page<linli_contract::DeskRow> = reply.json();
        page.items.into_iter().find(|row| row.id == order.id)
    };
    assert!(
        row(&queue).unwrap().call_back_by.is_some(),
        "the desk has it to do"
    );

    let better: Order = wang.post(&rate, &rating(4)).await.expect(201).json();
    assert_eq!(better.rating.unwrap().level, 4);
    assert!(!better.actions.contains(&OrderAction::Rate));
    let queue = zhao
        .get("/v1/desk/orders?status_type=open&limit=1000")
        .await;
    assert!(row(&queue).is_none());
    let third = wang.post(&rate, &rating(5)).await;
    assert_eq!(third.refusal(), (409, "not_possible_now".into()));
    let after = service(&wang, order.service_id.as_str()).await;
    assert_eq!(
        after.provider.ratings,
        before.provider.ratings + 1,
        "it counts once"
    );
}

#[tokio::test]
async fn a_complaint_is_answered_within_fifteen_days() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let path = format!("/v1/orders/{}/complaints", order.id);
    let empty = wang.post(&path, &json!({"text": ""})).await;
    assert_eq!(empty.expect(422).problem().errors[0].code, "required");
    let body = json!({"text": "三天没人联系"});
    let complained: Order = wang.post(&path, &body).await.expect(201).json();
    let complaint = &complained.complaints[0];
    assert_eq!(complaint.due_at.0 - complaint.at.0, 15 * DAY);
    for _ in 0..4 {
        wang.post(&path, &body).await.expect(201);
    }
    let sixth = wang.post(&path, &body).await;
    assert_eq!(sixth.refusal(), (409, "not_possible_now".into()));
}

#[tokio::test]
async fn an_order_of_another_household_does_not_exist() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let li = server.signed_in(LI).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let path = format!("/v1/orders/{}", order.id);
    assert_eq!(li.get(&path).await.refusal(), (404, "not_found".into()));
    for (part, body) in [
        ("replies", json!({"text": "x", "photos": []})),
        ("cancellation", json!({"reason": ""})),
        ("resolution", json!({"solved": true, "text": ""})),
        ("rating", json!({"level": 1})),
        ("complaints", json!({"text": "x"})),
    ] {
        let reply = li.post(&format!("{path}/{part}"), &body).await;
        assert_eq!(reply.refusal(), (404, "not_found".into()), "{part}");
    }
    let unsigned = server.visitor().get(&path).await;
    assert_eq!(unsigned.refusal(), (401, "sign_in_required".into()));
    let list: Page<OrderRow> = li.get("/v1/orders?limit=1000").await.json();
    assert!(list.items.iter().all(|row| row.id != order.id));
}

#[tokio::test]
async fn an_unchanged_order_is_not_sent_again() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let path = format!("/v1/orders/{}", order.id);
    let first = wang.get(&path).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'));
    let again = wang.get_with(&path, &[("if-none-match", &tag)]).await;
    assert_eq!(again.status, 304);
    let body = json!({"text": "三天没人联系"});
    wang.post(&format!("{path}/complaints"), &body)
        .await
        .expect(201);
    let changed = wang.get_with(&path, &[("if-none-match", &tag)]).await;
    assert_eq!(changed.status, 200);
}

#[tokio::test]
async fn a_walk_over_my_orders_meets_each_once_also_when_one_is_placed_meanwhile() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let all: Page<OrderRow> = wang.get("/v1/orders?limit=1000").await.json();
    assert!(all.items.len() >= 5, "the seed gives her a history");
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<OrderRow> = wang
            .get(&format!("/v1/orders?limit=2{cursor}"))
            .await
            .json();
        seen.extend(page.items.into_iter().map(|row| row.id));
        if seen.len() == 2 {
            placed(&server, &wang, "repair-lock").await;
        }
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let expected: Vec<_> = all.items.into_iter().map(|row| row.id).collect();
    assert_eq!(seen, expected);
    let open: Page<OrderRow> = wang.get("/v1/orders?status_type=open").await.json();
    assert!(
        open.items
            .iter()
            .all(|row| row.status_type == StatusType::Open)
    );
}

#[tokio::test]
async fn a_time_that_was_booked_is_told_in_words() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let order = placed(&server, &wang, "fire-check").await;
    let slot = slots(&wang, order.service_id.as_str()).await;
    assert!(slot.iter().any(|slot| slot.left < 3));
    let told = order
        .answers
        .iter()
        .find(|answer| answer.text.contains('–'))
        .unwrap();
    assert!(
        told.text.contains('月') && told.text.contains(":00–"),
        "{}",
        told.text
    );
}
