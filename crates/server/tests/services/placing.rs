use std::collections::HashSet;

use linli_contract::{Answer, NewOrder, Order, OrderStatus, Retry};

use super::common::{Client, LI, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use super::filling::{order_for, service, service_with, slots, upload};

/// Everyone gets plenty, so that a test about something else never meets the end of a quota.
async fn generous() -> Server {
    let server = Server::start().await;
    server
        .execute("UPDATE quota_pools SET units = 100000")
        .await;
    server
        .execute("UPDATE slot_patterns SET capacity = 100000")
        .await;
    server
}

async fn new_order(server: &Server, client: &Client, form: &str) -> NewOrder {
    let id = service_with(server, form).await;
    let service = service(client, &id).await;
    order_for(server, client, &service).await
}

async fn orders(server: &Server) -> i64 {
    server.number("SELECT COUNT(*) FROM orders").await
}

#[tokio::test]
async fn every_form_of_the_catalogue_can_be_filled_in_and_ordered() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let forms: Vec<String> =
        sqlx::query_scalar("SELECT DISTINCT form_code FROM services ORDER BY form_code")
            .fetch_all(server.app.db.pool())
            .await
            .unwrap();
    assert!(forms.len() >= 31);
    for form in forms {
        let new = new_order(&server, &wang, &form).await;
        let reply = wang.post("/v1/orders", &new).await;
        assert_eq!(reply.status, 201, "{form}: {}", reply.text());
        let order: Order = reply.json();
        assert_eq!(order.status, OrderStatus::Submitted);
        assert_eq!(order.answers.len(), new.answers.len(), "{form}");
        assert_eq!(reply.header("location"), format!("/v1/orders/{}", order.id));
        for answer in order.answers {
            assert!(
                !answer.text.is_empty() || !answer.photos.is_empty(),
                "{form}"
            );
        }
    }
}

#[tokio::test]
async fn an_order_says_who_has_it_and_by_when() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let new = new_order(&server, &wang, "repair-lock").await;
    let hours = service(&wang, new.service_id.as_str()).await.promise_hours;
    let order: Order = wang.post("/v1/orders", &new).await.expect(201).json();
    assert_eq!(order.holder.name, "网格员周敏");
    assert_eq!(order.holder.phone.as_deref(), Some("13800000011"));
    let promised = order.promised_at.unwrap();
    assert_eq!(
        promised.0 - order.created_at.0,
        i64::from(hours) * 3_600_000
    );
    let (day, count) = order.number.split_once('-').unwrap();
    let today = server.app.clock.today();
    assert_eq!(day, format!("{:02}{:02}", today.month, today.day));
    assert!(count.len() >= 4 && count.parse::<u32>().unwrap() > 0);
    assert_eq!(order.timeline.len(), 1);
    assert_eq!(order.timeline[0].name.as_deref(), Some("王秀英"));
}

#[tokio::test]
async fn the_same_request_again_gets_the_same_order_also_when_its_answer_was_lost() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let new = new_order(&server, &wang, "repair-lock").await;
    let before = orders(&server).await;
    let key = new_key();
    let first = wang.post_keyed("/v1/orders", &key, &new).await;
    // The client never saw `first`; it sends the same again, perhaps much later.
    let again = wang.post_keyed("/v1/orders", &key, &new).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.bytes, again.bytes);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(first.header("idempotency-replayed"), "");
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(again.header("etag"), first.header("etag"));
    assert_eq!(orders(&server).await, before + 1);
}

#[tokio::test]
async fn a_key_that_has_been_forgotten_still_finds_the_order_by_its_reference() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let new = new_order(&server, &wang, "repair-lock").await;
    let first: Order = wang.post("/v1/orders", &new).await.expect(201).json();
    server.execute("DELETE FROM idempotency_keys").await;
    let late = wang.post("/v1/orders", &new).await;
    assert_eq!(late.status, 200);
    assert_eq!(late.header("idempotency-replayed"), "true");
    assert_eq!(late.json::<Order>().id, first.id);
    // Somebody else's reference is their own.
    let li = server.signed_in(LI).await;
    let other: Order = li.post("/v1/orders", &new).await.expect(201).json();
    assert_ne!(other.id, first.id);
}

#[tokio::test]
async fn the_same_key_with_another_body_is_a_mistake() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let mut new = new_order(&server, &wang, "repair-lock").await;
    let key = new_key();
    wang.post_keyed("/v1/orders", &key, &new).await.expect(201);
    new.client_ref = new_key();
    let reply = wang.post_keyed("/v1/orders", &key, &new).await;
    assert_eq!(reply.refusal(), (422, "idempotency_mismatch".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_clients_with_one_key_make_one_order() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let new = new_order(&server, &wang, "repair-lock").await;
    let before = orders(&server).await;
    let key = new_key();
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let (client, new, key) = (wang.clone(), new.clone(), key.clone());
            tokio::spawn(async move { client.post_keyed("/v1/orders", &key, &new).await })
        })
        .collect();
    let mut ids = HashSet::new();
    for task in tasks {
        let reply = task.await.unwrap();
        if reply.status == 201 {
            ids.insert(reply.json::<Order>().id);
        } else {
            assert_eq!(reply.refusal(), (409, "in_progress".into()));
            assert_eq!(reply.problem().retry, Retry::SameKey);
        }
    }
    assert_eq!(ids.len(), 1);
    assert_eq!(orders(&server).await, before + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_two_keys_with_one_reference_make_one_order() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let new = new_order(&server, &wang, "legal-advice").await;
    let before = orders(&server).await;
    let tasks: Vec<_> = (0..32)
        .map(|_| {
            let (client, new) = (wang.clone(), new.clone());
            tokio::spawn(async move { client.post("/v1/orders", &new).await })
        })
        .collect();
    let mut created = 0;
    for task in tasks {
        let reply = task.await.unwrap();
        created += usize::from(reply.status == 201);
        assert!(
            matches!(reply.status, 200 | 201) || reply.problem().code == "in_progress",
            "{}",
            reply.text()
        );
    }
    assert_eq!(created, 1);
    assert_eq!(orders(&server).await, before + 1);
    let taken = server.number("SELECT CAST(SUM(taken) AS BIGINT) FROM slot_use WHERE slot_id IN (SELECT slot_id FROM orders WHERE client_ref NOT LIKE 'seed%')").await;
    assert_eq!(taken, 1, "what lost the race has given its place back");
}

#[tokio::test(flavor = "multi_thread")]
async fn sixty_clients_who_want_the_last_twenty_places_get_twenty() {
    let server = generous().await;
    server
        .execute("UPDATE slot_patterns SET capacity = 20")
        .await;
    server.execute("DELETE FROM slot_use").await;
    let first = server.signed_in(WANG).await;
    let new = new_order(&server, &first, "fire-check").await;
    let place = new
        .answers
        .iter()
        .position(|a| a.question == "slot")
        .unwrap();
    let people: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM people WHERE household_id IS NOT NULL ORDER BY position LIMIT 60",
    )
    .fetch_all(server.app.db.pool())
    .await
    .unwrap();
    let mut tasks = Vec::new();
    for person in people {
        let client = server.signed_in(&person).await;
        let new = NewOrder {
            client_ref: new_key(),
            ..new.clone()
        };
        tasks.push(tokio::spawn(async move {
            client.post("/v1/orders", &new).await
        }));
    }
    let mut created = 0;
    for task in tasks {
        let reply = task.await.unwrap();
        if reply.status == 201 {
            created += 1;
            continue;
        }
        let problem = reply.problem();
        assert_eq!((problem.status, problem.code.as_str()), (409, "slot_full"));
        assert_eq!(
            problem.errors[0].pointer,
            format!("/answers/{place}/values/0")
        );
    }
    assert_eq!(created, 20);
    let slot = &new.answers[place].values[0];
    let left = slots(&first, new.service_id.as_str())
        .await
        .into_iter()
        .find(|found| found.id.as_str() == slot)
        .unwrap()
        .left;
    assert_eq!(left, 0, "a full time is shown as full");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_of_a_quota_goes_to_one_order() {
    let server = Server::start().await;
    server.execute("UPDATE quota_pools SET units = 3").await;
    server.execute("DELETE FROM quota_use").await;
    let wang = server.signed_in(WANG).await;
    let id: String = sqlx::query_scalar(
        "SELECT id FROM services WHERE quota_id = 'home-repair' AND form_code = 'repair-water' \
         ORDER BY position LIMIT 1",
    )
    .fetch_one(server.app.db.pool())
    .await
    .unwrap();
    let service_shown = service(&wang, &id).await;
    let new = order_for(&server, &wang, &service_shown).await;
    let tasks: Vec<_> = (0..16)
        .map(|_| {
            let client = wang.clone();
            let new = NewOrder {
                client_ref: new_key(),
                ..new.clone()
            };
            tokio::spawn(async move { client.post("/v1/orders", &new).await })
        })
        .collect();
    let mut placed = Vec::new();
    for task in tasks {
        let reply = task.await.unwrap();
        if reply.status == 201 {
            placed.push(reply.json::<Order>());
        } else {
            assert_eq!(reply.refusal(), (409, "quota_used_up".into()));
        }
    }
    assert_eq!(placed.len(), 3);
    assert_eq!(service(&wang, &id).await.quota.unwrap().left, 0);

    // Cancelling gives one back, and a refusal is replayed as the refusal it was.
    let key = new_key();
    let late = NewOrder {
        client_ref: new_key(),
        ..new.clone()
    };
    wang.post_keyed("/v1/orders", &key, &late).await.expect(409);
    let path = format!("/v1/orders/{}/cancellation", placed[0].id);
    let body = serde_json::json!({"reason": ""});
    wang.post(&path, &body).await.expect(201);
    assert_eq!(service(&wang, &id).await.quota.unwrap().left, 1);
    let replayed = wang.post_keyed("/v1/orders", &key, &late).await;
    assert_eq!(replayed.refusal(), (409, "quota_used_up".into()));
    assert_eq!(replayed.header("idempotency-replayed"), "true");
    wang.post("/v1/orders", &late).await.expect(201);
}

#[tokio::test]
async fn a_refused_order_takes_neither_place_nor_quota() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    // The slot is taken first and the quota after it: the quota is used up.
    server
        .execute("UPDATE services SET quota_id = 'legal' WHERE form_code = 'fire-check'")
        .await;
    server.execute("UPDATE quota_pools SET units = 0").await;
    server.execute("DELETE FROM slot_use").await;
    let new = new_order(&server, &wang, "fire-check").await;
    let reply = wang.post("/v1/orders", &new).await;
    assert_eq!(reply.refusal(), (409, "quota_used_up".into()));
    let taken = server
        .number("SELECT COALESCE(CAST(SUM(taken) AS BIGINT), 0) FROM slot_use")
        .await;
    assert_eq!(taken, 0);
}

#[tokio::test]
async fn wrong_answers_are_pointed_at_one_by_one() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let mut new = new_order(&server, &wang, "repair-water").await;
    let set = |new: &mut NewOrder, question: &str, value: &str| {
        let answer = new
            .answers
            .iter_mut()
            .find(|a| a.question == question)
            .unwrap();
        answer.values = vec![value.to_owned()];
    };
    set(&mut new, "phone", "1234");
    set(&mut new, "when", "2020-01-01");
    set(&mut new, "address", "3号楼\u{202E}201");
    let index = |question: &str| {
        new.answers
            .iter()
            .position(|a| a.question == question)
            .unwrap()
    };
    let expected: HashSet<_> = [
        ("phone", "bad_phone"),
        ("when", "in_the_past"),
        ("address", "bad_text"),
    ]
    .into_iter()
    .map(|(question, code)| {
        (
            format!("/answers/{}/values/0", index(question)),
            code.to_owned(),
        )
    })
    .collect();
    let reply = wang.post("/v1/orders", &new).await;
    let problem = reply.expect(422).problem();
    assert_eq!(problem.code, "validation_failed");
    let found: HashSet<_> = problem
        .errors
        .into_iter()
        .map(|e| (e.pointer, e.code))
        .collect();
    assert_eq!(found, expected);
}

#[tokio::test]
async fn an_emergency_never_becomes_an_order() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let mut new = new_order(&server, &wang, "repair-gas").await;
    let before = orders(&server).await;
    let index = new
        .answers
        .iter()
        .position(|a| a.question == "smell")
        .unwrap();
    new.answers[index].values = vec!["yes".to_owned()];
    let problem = wang.post("/v1/orders", &new).await.expect(422).problem();
    assert_eq!(problem.code, "emergency");
    assert_eq!(
        problem.errors[0].pointer,
        format!("/answers/{index}/values/0")
    );
    assert_eq!(problem.errors[0].code, "stopper");
    assert_eq!(orders(&server).await, before);
}

#[tokio::test]
async fn a_service_withdrawn_or_changed_while_the_form_was_open_is_noticed() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let new = new_order(&server, &wang, "repair-lock").await;
    for (service_version, form_version) in
        [("0", new.form_version.as_str()), ("1", "repair-lock.0")]
    {
        let stale = NewOrder {
            service_version: service_version.to_owned(),
            form_version: form_version.to_owned(),
            client_ref: new_key(),
            ..new.clone()
        };
        let problem = wang.post("/v1/orders", &stale).await.expect(409).problem();
        assert_eq!(problem.code, "form_changed");
        assert_eq!(problem.retry, Retry::RefreshFirst);
    }
    server.execute("UPDATE services SET withdrawn_at = 1").await;
    let gone = wang.post("/v1/orders", &new).await;
    assert_eq!(gone.refusal(), (410, "service_withdrawn".into()));
    let unknown = NewOrder {
        service_id: "unheard-of".into(),
        ..new
    };
    let problem = wang
        .post("/v1/orders", &unknown)
        .await
        .expect(422)
        .problem();
    assert_eq!(problem.errors[0].pointer, "/service_id");
}

#[tokio::test]
async fn one_acts_for_the_own_household_for_registered_people_and_as_a_worker_for_the_grid() {
    let server = generous().await;
    let li = server.signed_in(LI).await;
    let new = new_order(&server, &li, "repair-lock").await;
    let acting = |person: &str| NewOrder {
        acting_for: Some(person.into()),
        client_ref: new_key(),
        ..new.clone()
    };
    // 李建国 for his father: the order belongs to the father's household and names both.
    let order: Order = li
        .post("/v1/orders", &acting("p31"))
        .await
        .expect(201)
        .json();
    assert_eq!(order.placed_by, "李建国");
    assert_eq!(order.acting_for.as_deref(), Some("李德明"));
    let nobody = li.post("/v1/orders", &acting("unheard-of")).await;
    assert_eq!(nobody.refusal(), (403, "not_allowed_to_act".into()));
    let stranger = li.post("/v1/orders", &acting(WANG)).await;
    assert_eq!(stranger.refusal(), (403, "not_allowed_to_act".into()));

    // 周敏 looks after grid 2, where 王秀英 lives; p01 lives in grid 1. The centre acts for all.
    let zhou = server.signed_in(ZHOU_MIN).await;
    let order: Order = zhou
        .post("/v1/orders", &acting(WANG))
        .await
        .expect(201)
        .json();
    let outside = zhou.post("/v1/orders", &acting("p01")).await;
    assert_eq!(outside.refusal(), (403, "not_allowed_to_act".into()));
    let zhao = server.signed_in(ZHAO_QIANG).await;
    zhao.post("/v1/orders", &acting("p01")).await.expect(201);
    // A worker has no household of their own here.
    let own = NewOrder {
        client_ref: new_key(),
        ..new.clone()
    };
    assert_eq!(zhou.post("/v1/orders", &own).await.status, 403);
    // Both see what was placed: the household, and who placed it.
    let wang = server.signed_in(WANG).await;
    let path = format!("/v1/orders/{}", order.id);
    wang.get(&path).await.expect(200);
    zhou.get(&path).await.expect(200);
    assert_eq!(li.get(&path).await.refusal(), (404, "not_found".into()));
}

#[tokio::test]
async fn only_photos_of_the_household_can_be_sent_with_an_order() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let li = server.signed_in(LI).await;
    let mut new = new_order(&server, &wang, "repair-water").await;
    let mine = upload(&wang, "mine").await;
    let theirs = upload(&li, "theirs").await;
    new.answers.push(Answer {
        question: "photo".to_owned(),
        values: vec![mine.clone(), theirs, new_key()],
    });
    let index = new.answers.len() - 1;
    let problem = wang.post("/v1/orders", &new).await.expect(422).problem();
    let found: Vec<_> = problem
        .errors
        .iter()
        .map(|e| (e.pointer.as_str(), e.code.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                format!("/answers/{index}/values/1").as_str(),
                "unknown_upload"
            ),
            (
                format!("/answers/{index}/values/2").as_str(),
                "unknown_upload"
            ),
        ]
    );
    new.answers[index].values.truncate(1);
    let order: Order = wang.post("/v1/orders", &new).await.expect(201).json();
    let shown = order.answers.last().unwrap();
    assert_eq!(shown.photos[0].as_str(), mine);
}

#[tokio::test]
async fn what_is_not_a_body_of_the_contract_is_refused_without_an_order() {
    let server = generous().await;
    let wang = server.signed_in(WANG).await;
    let before = orders(&server).await;
    for body in [
        "",
        "null",
        "[]",
        "{",
        "{\"service_id\": 1}",
        "{\"surprise\": true}",
    ] {
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", &*new_key()),
        ];
        let reply = wang
            .send(
                reqwest::Method::POST,
                "/v1/orders",
                &headers,
                Some(body.into()),
            )
            .await;
        assert_eq!(reply.refusal(), (400, "bad_request".into()), "{body}");
    }
    let mut new = new_order(&server, &wang, "repair-lock").await;
    for bad in ["", "a b", &"x".repeat(65)] {
        bad.clone_into(&mut new.client_ref);
        let problem = wang.post("/v1/orders", &new).await.expect(422).problem();
        assert_eq!(problem.errors[0].pointer, "/client_ref");
    }
    let unsigned = server.visitor().post("/v1/orders", &new).await;
    assert_eq!(unsigned.refusal(), (401, "sign_in_required".into()));
    assert_eq!(orders(&server).await, before);
}
