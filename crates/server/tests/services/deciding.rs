//! A worker decides a wish, and those who wished are told.

use linli_contract::{DeskWish, Home, NewWish, Page, Wish, WishStatus};
use serde_json::{Value, json};

use super::common::{CHEN, Client, LI, Reply, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};

const DAY: i64 = 86_400_000;

/// A service that the seed has.
const SERVICE: &str = "repair-tap-replace";

async fn wished(client: &Client, text: &str) -> Wish {
    let new = NewWish {
        text: text.to_owned(),
        category_id: None,
        client_ref: new_key(),
    };
    client.post("/v1/wishes", &new).await.expect(201).json()
}

async fn decided(worker: &Client, id: &str, body: &Value) -> Reply {
    worker
        .post(&format!("/v1/desk/wishes/{id}/decision"), body)
        .await
}

fn declined() -> Value {
    json!({"status": "declined", "reason": "河边不能搭建"})
}

fn adopted() -> Value {
    json!({"status": "adopted", "reason": "下周起每周六来", "service_id": SERVICE})
}

async fn walk(worker: &Client, query: &str) -> Vec<DeskWish> {
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/v1/desk/wishes?limit=4{query}{cursor}");
        let page: Page<DeskWish> = worker.get(&path).await.expect(200).json();
        seen.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return seen,
        }
    }
}

async fn news(client: &Client) -> Vec<linli_contract::WishNews> {
    let home: Home = client.get("/v1/home").await.expect(200).json();
    home.wish_news
}

#[tokio::test]
async fn the_desk_sees_what_waits_for_a_decision_first_and_who_wished_for_it() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let seen = walk(&zhao, "").await;
    let all = server.number("SELECT COUNT(*) FROM wishes").await;
    assert_eq!(i64::try_from(seen.len()).unwrap(), all);
    let part = |status: &WishStatus| match status {
        WishStatus::Review => 0,
        WishStatus::Open => 1,
        _ => 2,
    };
    assert!(seen.is_sorted_by_key(|row| part(&row.wish.status)));
    assert_eq!(seen[0].wish.status, WishStatus::Review);
    let of = |wanted: WishStatus| {
        let rows = seen.iter().filter(move |row| row.wish.status == wanted);
        rows.map(|row| &row.wish)
    };
    assert!(of(WishStatus::Review).is_sorted_by_key(|wish| wish.due_at.unwrap()));
    assert!(of(WishStatus::Open).is_sorted_by(|a, b| a.seconds >= b.seconds));
    for row in &seen {
        assert!(!row.person.is_empty() && row.address.contains("幸福里"));
        assert!(!row.wish.mine && !row.wish.seconded);
        let waits = part(&row.wish.status) < 2;
        assert_eq!(row.decisions.is_empty(), !waits);
        let reason = matches!(row.wish.status, WishStatus::Adopted | WishStatus::Declined);
        assert!(!reason || row.wish.reason.is_some());
    }
    let review = walk(&zhao, "&status=review").await;
    assert_eq!(review.len(), of(WishStatus::Review).count());
    for query in ["status=late", "status=", "cursor=x", "limit=0"] {
        let reply = zhao.get(&format!("/v1/desk/wishes?{query}")).await;
        assert_eq!(reply.refusal(), (400, "bad_request".into()), "{query}");
    }
}

#[tokio::test]
async fn a_wish_is_adopted_as_a_service_or_declined_with_a_reason_and_the_audit_has_it() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let review = walk(&zhao, "&status=review").await;
    let [first, second, ..] = review.as_slice() else {
        panic!("the seed has two wishes in review");
    };
    let audit = "SELECT COUNT(*) FROM audit WHERE action = 'wish.decision'";
    let path = |row: &DeskWish| format!("/v1/wishes/{}", row.wish.id);
    let shown: DeskWish = decided(&zhao, first.wish.id.as_str(), &adopted())
        .await
        .expect(201)
        .json();
    assert_eq!(shown.wish.status, WishStatus::Adopted);
    assert!(shown.decisions.is_empty());
    let seen: Wish = server.visitor().get(&path(first)).await.json();
    assert_eq!(seen.reason.as_deref(), Some("下周起每周六来"));
    assert_eq!(seen.service_id.unwrap().as_str(), SERVICE);
    assert_eq!(seen.due_at, None);

    decided(&zhao, second.wish.id.as_str(), &declined())
        .await
        .expect(201);
    let seen: Wish = server.visitor().get(&path(second)).await.json();
    assert_eq!(seen.status, WishStatus::Declined);
    assert_eq!(seen.service_id, None);
    assert_eq!(server.number(audit).await, 2);

    // Whatever has ended is not decided again; nothing else has left a trace.
    for row in walk(&zhao, "").await {
        if row.decisions.is_empty() {
            let reply = decided(&zhao, row.wish.id.as_str(), &declined()).await;
            assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
        }
    }
    let none = decided(&zhao, "no-such-wish", &declined()).await;
    assert_eq!(none.refusal(), (404, "not_found".into()));
    assert_eq!(server.number(audit).await, 2);
}

#[tokio::test]
async fn a_decision_that_is_not_complete_is_refused_where_it_is_wrong() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let withdrawn = "repair-lock-cylinder";
    let done = server
        .execute("UPDATE services SET withdrawn_at = 1 WHERE id = 'repair-lock-cylinder'")
        .await;
    assert_eq!(done, 1);
    let wish = walk(&zhao, "&status=review").await.remove(0).wish;
    for (body, pointer, code) in [
        (
            json!({"status": "adopted", "reason": "好"}),
            "/service_id",
            "required",
        ),
        (
            json!({"status": "adopted", "reason": "好", "service_id": "no-such"}),
            "/service_id",
            "not_an_option",
        ),
        (
            json!({"status": "adopted", "reason": "好", "service_id": withdrawn}),
            "/service_id",
            "not_an_option",
        ),
        (
            json!({"status": "declined", "reason": "不", "service_id": SERVICE}),
            "/service_id",
            "not_an_option",
        ),
        (
            json!({"status": "lapsed", "reason": "不"}),
            "/status",
            "not_an_option",
        ),
        (
            json!({"status": "declined", "reason": " "}),
            "/reason",
            "required",
        ),
        (
            json!({"status": "declined", "reason": "不".repeat(301)}),
            "/reason",
            "too_long",
        ),
    ] {
        let problem = decided(&zhao, wish.id.as_str(), &body)
            .await
            .expect(422)
            .problem();
        let error = &problem.errors[0];
        assert_eq!(
            (error.pointer.as_str(), error.code.as_str()),
            (pointer, code)
        );
    }
    let still: Wish = zhao.get(&format!("/v1/wishes/{}", wish.id)).await.json();
    assert_eq!(still.status, WishStatus::Review);
}

#[tokio::test]
async fn an_open_wish_may_be_decided_early_and_gives_its_place_back_but_not_a_lapsed_one() {
    let server = Server::start().await;
    let li = server.signed_in(LI).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    server
        .execute("UPDATE wishes SET status = 'lapsed', place = NULL WHERE household_id = 'h13'")
        .await;
    let mut made = Vec::new();
    for text in ["楼下装一个修鞋摊", "周末有人教包粽子", "河边多两张长椅"] {
        made.push(wished(&li, text).await);
    }
    let fourth = NewWish {
        text: "门口加一盏路灯".to_owned(),
        category_id: None,
        client_ref: new_key(),
    };
    let full = li.post("/v1/wishes", &fourth).await;
    assert_eq!(full.refusal(), (409, "too_many_wishes".into()));
    decided(&zhao, made[0].id.as_str(), &adopted())
        .await
        .expect(201);
    li.post("/v1/wishes", &fourth).await.expect(201);
    // Nobody can second what has been decided.
    let wang = server.signed_in(WANG).await;
    let late = wang.put(&format!("/v1/wishes/{}/second", made[0].id)).await;
    assert_eq!(late.refusal(), (409, "not_possible_now".into()));
    server.set_clock_ahead(30 * DAY + 60_000);
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let lapsed = decided(&zhao, made[1].id.as_str(), &declined()).await;
    assert_eq!(lapsed.refusal(), (409, "not_possible_now".into()));
}

#[tokio::test]
async fn only_workers_decide_and_the_same_key_decides_once() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let wish = wished(&wang, "楼下装一个修鞋摊").await;
    let id = wish.id.as_str();
    for (client, status, code) in [
        (&wang, 403, "workers_only"),
        (&server.visitor(), 401, "sign_in_required"),
    ] {
        let expected = (status, code.to_owned());
        assert_eq!(decided(client, id, &declined()).await.refusal(), expected);
        assert_eq!(client.get("/v1/desk/wishes").await.refusal(), expected);
    }
    let path = format!("/v1/desk/wishes/{id}/decision");
    let key = new_key();
    zhao.post_keyed(&path, &key, &declined()).await.expect(201);
    let again = zhao.post_keyed(&path, &key, &declined()).await;
    assert_eq!(again.status, 201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let other = zhao.post_keyed(&path, &key, &adopted()).await;
    assert_eq!(other.refusal(), (422, "idempotency_mismatch".into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_workers_who_decide_at_once_the_first_counts() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let wish = wished(&wang, "楼下装一个修鞋摊").await;
    let mut tasks = Vec::new();
    for (worker, body) in [
        (&zhao, adopted()),
        (&zhou, declined()),
        (&zhao, declined()),
        (&zhou, adopted()),
    ] {
        let (worker, id) = (worker.clone(), wish.id.to_string());
        tasks.push(tokio::spawn(
            async move { decided(&worker, &id, &body).await },
        ));
    }
    let mut won = Vec::new();
    for task in tasks {
        let reply = task.await.unwrap();
        if reply.status == 201 {
            won.push(reply.json::<DeskWish>().wish.status);
        } else {
            assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
        }
    }
    let seen: Wish = wang.get(&format!("/v1/wishes/{}", wish.id)).await.json();
    assert_eq!(won, [seen.status]);
    let audit = "SELECT COUNT(*) FROM audit WHERE action = 'wish.decision'";
    assert_eq!(server.number(audit).await, 1);
}

#[tokio::test]
async fn those_who_wished_or_seconded_are_told_for_fourteen_days_and_nobody_else() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let li = server.signed_in(LI).await;
    let chen = server.signed_in(CHEN).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let wish = wished(&wang, "楼下装一个修鞋摊").await;
    let second = format!("/v1/wishes/{}/second", wish.id);
    li.put(&second).await.expect(200);
    chen.put(&second).await.expect(200);
    chen.delete(&second).await.expect(200);
    let told = |news: &[linli_contract::WishNews]| {
        let mine = news.iter().find(|news| news.wish_id == wish.id);
        mine.cloned()
    };
    assert!(told(&news(&wang).await).is_none(), "nothing is decided yet");
    decided(&zhao, wish.id.as_str(), &adopted())
        .await
        .expect(201);
    // Her son, of the same household, hears it as well.
    for (client, mine) in [
        (&wang, true),
        (&server.signed_in("p19").await, true),
        (&li, false),
    ] {
        let all = news(client).await;
        assert!(all.is_sorted_by(|a, b| a.decided_at >= b.decided_at));
        let news = told(&all).expect("they are told");
        assert_eq!(news.status, WishStatus::Adopted);
        assert_eq!(news.reason, "下周起每周六来");
        assert_eq!(news.service_id.unwrap().as_str(), SERVICE);
        assert_eq!((news.text, news.mine), (wish.text.clone(), mine));
    }
    assert!(
        told(&news(&chen).await).is_none(),
        "that second was taken back"
    );
    for nobody in [&zhao, &server.visitor()] {
        assert!(news(nobody).await.is_empty());
    }
    server.set_clock_ahead(13 * DAY);
    assert!(told(&news(&wang).await).is_some());
    server.set_clock_ahead(15 * DAY);
    assert!(told(&news(&wang).await).is_none());
}
