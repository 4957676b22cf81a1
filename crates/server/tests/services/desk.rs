use linli_contract::{Audience, DeskOrder, DeskRow, OrderStatus, Page};
use serde_json::json;

use super::common::{LI, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use super::filling::{in_days, moved, placed};

#[tokio::test]
async fn the_desk_is_for_workers() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let path = format!("/v1/desk/orders/{}", order.id);
    let body = json!({"to": "reviewing", "text": ""});
    for (client, expected) in [
        (&wang, (403, "workers_only")),
        (&server.visitor(), (401, "sign_in_required")),
    ] {
        let expected = (expected.0, expected.1.to_owned());
        assert_eq!(client.get("/v1/desk/orders").await.refusal(), expected);
        assert_eq!(client.get(&path).await.refusal(), expected);
        let post = client.post(&format!("{path}/transitions"), &body).await;
        assert_eq!(post.refusal(), expected);
    }
}

#[tokio::test]
async fn a_worker_takes_an_order_through_its_whole_life() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let id = order.id.as_str();
    let mut before = server
        .number("SELECT COUNT(*) FROM audit WHERE action = 'order.transition'")
        .await;
    for to in [
        "reviewing",
        "dispatched",
        "accepted",
        "scheduled",
        "scheduled",
        "accepted",
        "scheduled",
        "in_service",
        "completed",
    ] {
        let reply = moved(&zhou, id, to).await;
        let shown: DeskOrder = reply.expect(201).json();
        assert_eq!(shown.order.status.as_str(), to);
        assert_eq!(shown.order.visit_at.is_some(), to == "scheduled");
        // The tag in the answer is good for the next step.
        let now = zhou.get(&format!("/v1/desk/orders/{id}")).await;
        assert_eq!(reply.header("etag"), now.header("etag"));
        let audited = server
            .number("SELECT COUNT(*) FROM audit WHERE action = 'order.transition'")
            .await;
        assert_eq!(audited, before + 1, "{to} leaves a trace");
        before = audited;
    }
    let shown: DeskOrder = zhou.get(&format!("/v1/desk/orders/{id}")).await.json();
    assert!(shown.transitions.is_empty());
    assert_eq!(
        shown.order.holder.name, "王秀英",
        "the desk is told who, not 'you'"
    );
    assert_eq!(shown.phone.as_deref(), Some("13800000001"));
    // What a review is decided by.
    assert_eq!(shown.audience, Some(Audience::All));
    assert_eq!(shown.birth_year, Some(1954));
}

#[tokio::test]
async fn a_household_s_own_address_is_shown_in_the_reader_s_language() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let queue: Page<DeskRow> = zhao
        .get("/v1/desk/orders?lang=en&limit=100")
        .await
        .expect(200)
        .json();
    assert!(!queue.items.is_empty());
    let chinese = queue.items.iter().filter(|row| !row.address.is_ascii());
    assert_eq!(
        chinese.map(|row| &row.address).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
}

#[tokio::test]
async fn every_pair_of_statuses_is_allowed_or_refused_as_the_life_of_an_order_says() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    // The seed has an order in every status.
    for from in OrderStatus::ALL {
        let id: String =
            sqlx::query_scalar("SELECT id FROM orders WHERE status = $1 ORDER BY id LIMIT 1")
                .bind(from.as_str())
                .fetch_one(server.app.db.pool())
                .await
                .unwrap();
        let path = format!("/v1/desk/orders/{id}");
        let shown: DeskOrder = zhao.get(&path).await.expect(200).json();
        for to in OrderStatus::ALL {
            if shown.transitions.contains(to) {
                continue;
            }
            let reply = moved(&zhao, &id, to.as_str()).await;
            assert_eq!(
                reply.refusal(),
                (409, "not_possible_now".into()),
                "{from:?} to {to:?}"
            );
        }
        if let Some(to) = shown.transitions.first() {
            moved(&zhao, &id, to.as_str()).await.expect(201);
        }
    }
}

#[tokio::test]
async fn who_has_not_seen_the_present_state_does_not_move_it() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let path = format!("/v1/desk/orders/{}", order.id);
    let transitions = format!("{path}/transitions");
    let body = json!({"to": "reviewing", "text": ""});
    let without = zhao.post(&transitions, &body).await;
    assert_eq!(without.refusal(), (428, "if_match_required".into()));

    let tag = zhao.get(&path).await.header("etag").to_owned();
    let english = zhou
        .get(&format!("{path}?lang=en"))
        .await
        .header("etag")
        .to_owned();
    let key = new_key();
    let headers = [
        ("if-match", tag.as_str()),
        ("idempotency-key", key.as_str()),
    ];
    zhao.post_with(&transitions, &headers, &body)
        .await
        .expect(201);
    // The same request again is answered as before, though the tag is old by now.
    let again = zhao.post_with(&transitions, &headers, &body).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    let headers = [
        ("if-match", english.as_str()),
        ("idempotency-key", &*new_key()),
    ];
    let late = zhou
        .post_with(
            &transitions,
            &headers,
            &json!({"to": "dispatched", "text": ""}),
        )
        .await;
    assert_eq!(late.refusal(), (412, "changed_meanwhile".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_workers_who_move_an_order_at_once_one_does() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let path = format!("/v1/desk/orders/{}", order.id);
    let tag = zhao.get(&path).await.header("etag").to_owned();
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let (client, path, tag) = (zhao.clone(), format!("{path}/transitions"), tag.clone());
            tokio::spawn(async move {
                let headers = [("if-match", tag.as_str()), ("idempotency-key", &*new_key())];
                let body = json!({"to": "dispatched", "text": ""});
                client.post_with(&path, &headers, &body).await.status
            })
        })
        .collect();
    let mut statuses = Vec::new();
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == 412).count(), 15);
}

#[tokio::test]
async fn a_transition_that_the_resident_must_understand_needs_words_and_a_visit_needs_a_time() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let id = order.id.as_str();
    let path = format!("/v1/desk/orders/{id}");
    let send = |body: serde_json::Value| {
        let (zhao, path) = (zhao.clone(), path.clone());
        async move {
            let tag = zhao.get(&path).await.header("etag").to_owned();
            let headers = [("if-match", tag.as_str()), ("idempotency-key", &*new_key())];
            zhao.post_with(&format!("{path}/transitions"), &headers, &body)
                .await
        }
    };
    for to in ["need_info", "rejected", "duplicate"] {
        let problem = send(json!({"to": to, "text": " "}))
            .await
            .expect(422)
            .problem();
        assert_eq!(
            (
                problem.errors[0].pointer.as_str(),
                problem.errors[0].code.as_str()
            ),
            ("/text", "required")
        );
    }
    moved(&zhao, id, "dispatched").await.expect(201);
    moved(&zhao, id, "accepted").await.expect(201);
    for (visit, code) in [
        (None, "required"),
        (Some(in_days(-1)), "in_the_past"),
        (Some(in_days(900)), "out_of_range"),
    ] {
        let mut body = json!({"to": "scheduled", "text": ""});
        if let Some(visit) = visit {
            body["visit_at"] = json!(visit);
        }
        let problem = send(body).await.expect(422).problem();
        assert_eq!(
            (
                problem.errors[0].pointer.as_str(),
                problem.errors[0].code.as_str()
            ),
            ("/visit_at", code)
        );
    }
    // A time that the household booked is the visit's, unless another one was agreed.
    let booked = placed(&server, &wang, "fire-check").await;
    let id = booked.id.as_str();
    moved(&zhao, id, "dispatched").await.expect(201);
    moved(&zhao, id, "accepted").await.expect(201);
    let path = format!("/v1/desk/orders/{id}");
    let tag = zhao.get(&path).await.header("etag").to_owned();
    let headers = [("if-match", tag.as_str()), ("idempotency-key", &*new_key())];
    let body = json!({"to": "scheduled", "text": ""});
    let shown: DeskOrder = zhao
        .post_with(&format!("{path}/transitions"), &headers, &body)
        .await
        .expect(201)
        .json();
    assert!(shown.order.visit_at.is_some());
}

#[tokio::test]
async fn what_a_worker_refuses_gives_the_quota_back() {
    let server = Server::start().await;
    server.execute("DELETE FROM quota_use").await;
    let li = server.signed_in(LI).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    server
        .execute("UPDATE services SET quota_id = 'home-repair' WHERE form_code = 'repair-lock'")
        .await;
    let used = "SELECT COALESCE(CAST(SUM(used) AS BIGINT), 0) FROM quota_use";
    for to in ["rejected", "duplicate"] {
        let order = placed(&server, &li, "repair-lock").await;
        assert_eq!(server.number(used).await, 1);
        moved(&zhao, order.id.as_str(), to).await.expect(201);
        assert_eq!(server.number(used).await, 0, "{to}");
    }
}

#[tokio::test]
async fn the_queue_has_the_nearest_deadline_first_and_finds_what_a_worker_types() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let order = placed(&server, &wang, "repair-lock").await;
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/v1/desk/orders?status_type=open&limit=7{cursor}");
        let page: Page<DeskRow> = zhao.get(&path).await.expect(200).json();
        seen.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let deadlines: Vec<_> = seen
        .iter()
        .filter(|row| row.call_back_by.is_none())
        .filter_map(|row| row.promised_at)
        .collect();
    assert!(deadlines.is_sorted());
    let open = server
        .number("SELECT COUNT(*) FROM orders WHERE status_type = 'open'")
        .await;
    let open = usize::try_from(open).unwrap();
    assert!(seen.len() >= open);

    let number = &order.number;
    for q in [number.as_str(), "%E7%8E%8B%E7%A7%80%E8%8B%B1"] {
        let page: Page<DeskRow> = zhao
            .get(&format!("/v1/desk/orders?q={q}&limit=1000"))
            .await
            .json();
        assert!(page.items.iter().any(|row| row.id == order.id), "{q}");
    }
    let none: Page<DeskRow> = zhao.get("/v1/desk/orders?q=%25%25").await.json();
    assert!(none.items.is_empty(), "a percent sign is a percent sign");
    let bad = format!("q={}", "x".repeat(41));
    for query in ["status_type=late", "status_type=", "cursor=x", &bad] {
        let reply = zhao.get(&format!("/v1/desk/orders?{query}")).await;
        assert_eq!(reply.refusal(), (400, "bad_request".into()), "{query}");
    }
}
