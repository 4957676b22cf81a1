use linli_contract::{AuditEntry, FileAccess, FilePage, Page, WorkerFunction};
use serde_json::json;

use super::common::{ADMIN, CHEN, Client, LI, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};

const ACCESSES: &str = "/v1/household/accesses";
const AUDIT: &str = "/v1/desk/audit";
/// The household of [`WANG`].
const HOME: &str = "h09";

async fn accesses(client: &Client) -> Vec<FileAccess> {
    let page: Page<FileAccess> = client
        .get(&format!("{ACCESSES}?limit=1000"))
        .await
        .expect(200)
        .json();
    page.items
}

async fn audit(client: &Client, query: &str) -> Vec<AuditEntry> {
    let page: Page<AuditEntry> = client
        .get(&format!("{AUDIT}?limit=1000{query}"))
        .await
        .expect(200)
        .json();
    page.items
}

/// An order of a household, in the seed: its id and its number.
async fn order_of(server: &Server, household: &str) -> (String, String) {
    sqlx::query_as("SELECT id, number FROM orders WHERE household_id = $1 ORDER BY id LIMIT 1")
        .bind(household)
        .fetch_one(server.app.db.pool())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_household_reads_who_opened_its_file_when_and_for_what() {
    let server = Server::start().await;
    let (wang, zhao, zhou) = (
        server.signed_in(WANG).await,
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    assert_eq!(accesses(&wang).await, []);
    let (id, number) = order_of(&server, HOME).await;
    zhou.get(&format!("/v1/desk/orders/{id}")).await.expect(200);
    server.set_clock_ahead(1000);
    zhao.get(&format!("/v1/desk/points/entries?household={HOME}"))
        .await
        .expect(200);
    server.set_clock_ahead(2000);
    // Found by somebody's name, and by the address.
    zhao.get("/v1/desk/points/households?text=%E7%8E%8B%E7%A7%80%E8%8B%B1")
        .await
        .expect(200);
    server.set_clock_ahead(3000);
    zhou.get("/v1/people?q=%E7%8E%8B%E7%A7%80%E8%8B%B1")
        .await
        .expect(200);
    let seen = accesses(&wang).await;
    let told: Vec<(&str, &WorkerFunction, &FilePage)> = seen
        .iter()
        .map(|one| (one.name.as_str(), &one.function, &one.page))
        .collect();
    assert_eq!(
        told,
        [
            ("周敏", &WorkerFunction::GridWorker, &FilePage::Search),
            ("赵强", &WorkerFunction::Worker, &FilePage::Search),
            ("赵强", &WorkerFunction::Worker, &FilePage::Points),
            ("周敏", &WorkerFunction::GridWorker, &FilePage::Order),
        ]
    );
    let order = seen.last().unwrap();
    assert_eq!(order.order_id.as_ref().unwrap().as_str(), id);
    assert_eq!(order.number.as_deref(), Some(number.as_str()));
    assert!(
        seen[..3]
            .iter()
            .all(|one| one.order_id.is_none() && one.number.is_none())
    );
    assert!(seen.windows(2).all(|two| two[0].at > two[1].at));
    // Page by page it is the same, and nobody else reads it.
    let first: Page<FileAccess> = wang.get(&format!("{ACCESSES}?limit=3")).await.json();
    let next = first.next_cursor.unwrap();
    let second: Page<FileAccess> = wang
        .get(&format!("{ACCESSES}?limit=3&cursor={next}"))
        .await
        .expect(200)
        .json();
    assert_eq!([first.items, second.items].concat(), seen);
    let li = server.signed_in(LI).await;
    assert_eq!(accesses(&li).await, []);
    let foreign = li.get(&format!("{ACCESSES}?cursor={next}")).await;
    assert_eq!(foreign.refusal(), (400, "bad_request".into()));
    assert_eq!(server.visitor().get(ACCESSES).await.refusal().0, 401);
    let elsewhere = zhou.get(ACCESSES).await;
    assert_eq!(elsewhere.refusal(), (404, "no_household".into()));
}

#[tokio::test]
async fn looking_again_is_the_same_opening_for_half_an_hour() {
    let server = Server::start().await;
    let (wang, zhou, zhao) = (
        server.signed_in(WANG).await,
        server.signed_in(ZHOU_MIN).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let (id, _) = order_of(&server, HOME).await;
    let path = format!("/v1/desk/orders/{id}");
    let etag = zhou.get(&path).await.header("etag").to_owned();
    zhou.get(&path).await.expect(200);
    assert_eq!(accesses(&wang).await.len(), 1);
    zhao.get(&path).await.expect(200);
    assert_eq!(
        accesses(&wang).await.len(),
        2,
        "somebody else is another opening"
    );
    server.set_clock_ahead(31 * 60_000);
    let (wang, zhou) = (
        server.signed_in(WANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    // What the browser has already is shown all the same, so that it counts.
    let known = zhou.get_with(&path, &[("if-none-match", &etag)]).await;
    assert_eq!(known.status, 304);
    assert_eq!(accesses(&wang).await.len(), 3);
}

#[tokio::test]
async fn what_shows_no_file_and_what_is_nobody_s_leaves_no_trace() {
    let server = Server::start().await;
    let before = server.number("SELECT COUNT(*) FROM audit").await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    for path in [
        "/v1/desk/work",
        "/v1/desk/orders",
        "/v1/desk/points/entries",
        "/v1/desk/points/entries?household=nobody",
        "/v1/desk/points/households?text=nobody-is-called-so",
        "/v1/people",
    ] {
        zhao.get(path).await.expect(200);
    }
    zhao.get("/v1/desk/orders/nothing").await.expect(404);
    // A resident who looks among those they may order for opens no file.
    let chen = server.signed_in(CHEN).await;
    chen.get("/v1/people?q=%E7%8E%8B").await.expect(200);
    // Nor does whoever is refused.
    chen.get(&format!(
        "/v1/desk/orders/{}",
        order_of(&server, HOME).await.0
    ))
    .await
    .expect(403);
    // And counselling is no part of a file.
    let shen = server.signed_in(super::common::SHEN).await;
    shen.get("/v1/desk/appointments/bookings").await;
    let after = server.number("SELECT COUNT(*) FROM audit").await;
    assert_eq!(after, before);
}

#[tokio::test]
async fn an_administrator_reads_what_was_done_by_whom_and_on_which_day() {
    let server = Server::start().await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let (id, number): (String, String) = sqlx::query_as(
        "SELECT id, number FROM orders WHERE status = 'submitted' ORDER BY id LIMIT 1",
    )
    .fetch_one(server.app.db.pool())
    .await
    .unwrap();
    let path = format!("/v1/desk/orders/{id}");
    let etag = zhou.get(&path).await.header("etag").to_owned();
    let body = json!({ "to": "rejected", "text": "=HYPERLINK(\"http://evil.example\")" });
    zhou.post_with(
        &format!("{path}/transitions"),
        &[("idempotency-key", &new_key()), ("if-match", &etag)],
        &body,
    )
    .await
    .expect(201);
    server.set_clock_ahead(24 * 3_600_000);
    let (admin, zhao) = (
        server.signed_in(ADMIN).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    zhao.get(&path).await.expect(200);
    let all = audit(&admin, "").await;
    assert!(all.windows(2).all(|two| two[0].at >= two[1].at));
    let moved = all
        .iter()
        .find(|one| one.action == "order.transition")
        .unwrap();
    assert_eq!(
        (
            moved.person.as_str(),
            moved.object_kind.as_str(),
            moved.object_id.as_str()
        ),
        ("周敏", "order", id.as_str())
    );
    let fact = |name: &str| {
        let mut facts = moved.facts.iter();
        facts
            .find(|fact| fact.name == name)
            .map(|fact| fact.value.as_str())
    };
    assert_eq!(fact("number"), Some(number.as_str()));
    assert_eq!(fact("to"), Some("rejected"));
    assert_eq!(fact("visit_at"), None);
    // By person and by day.
    let of_zhou = audit(&admin, "&person=zhou-min").await;
    let expected: Vec<AuditEntry> = all
        .iter()
        .filter(|one| one.person_id.as_str() == ZHOU_MIN)
        .cloned()
        .collect();
    assert_eq!(of_zhou, expected);
    let today = audit(&admin, "&day=2026-11-25").await;
    let tomorrow = audit(&admin, "&day=2026-11-26").await;
    if std::env::var("LINLI_TEST_START").is_err() {
        assert!(today.contains(moved) && !tomorrow.contains(moved));
        assert_eq!(tomorrow.len(), 1);
        assert_eq!(tomorrow[0].action, "file.open");
    }
    // As a table: what somebody wrote or is called is no formula.
    server
        .execute("UPDATE people SET name_zh = '=1+1' WHERE id = 'zhou-min'")
        .await;
    let file = admin.get(&format!("{AUDIT}/file?person=zhou-min")).await;
    file.expect(200);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").contains("audit.csv"));
    let text = file.text();
    assert_eq!(text.lines().count(), of_zhou.len() + 1);
    let defused = text
        .lines()
        .filter(|line| line.contains(",zhou-min,\"'=1+1\","));
    assert_eq!(defused.count(), of_zhou.len());
    // It is the operator's alone, and only read.
    for path in [AUDIT.to_owned(), format!("{AUDIT}/file")] {
        assert_eq!(zhao.get(&path).await.refusal(), (403, "not_allowed".into()));
        let wang = server.signed_in(WANG).await;
        assert_eq!(
            wang.get(&path).await.refusal(),
            (403, "workers_only".into())
        );
        for query in ["?day=yesterday", "?day=2026-02-30", "?person=%20", "?day="] {
            let refused = admin.get(&format!("{path}{query}")).await;
            assert_eq!(
                refused.refusal(),
                (400, "bad_request".into()),
                "{path}{query}"
            );
        }
    }
    let cursor = {
        let page: Page<AuditEntry> = admin.get(&format!("{AUDIT}?limit=1")).await.json();
        page.next_cursor.unwrap()
    };
    let other = admin
        .get(&format!("{AUDIT}?person=zhou-min&cursor={cursor}"))
        .await;
    assert_eq!(other.refusal(), (400, "bad_request".into()));
    assert_eq!(admin.post(AUDIT, &json!({})).await.refusal().0, 405);
}
