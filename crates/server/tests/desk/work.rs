use std::collections::BTreeMap;
use std::time::Instant;

use linli_contract::{
    BallotKind, DeskAppeal, DeskComment, DeskEntry, DeskOrder, DeskRow, DeskWish, KioskPairing,
    OrderStatus, Page, StatusType, Timestamp, UnitRow, WorkCounts, WorkItem, WorkKind,
};
use serde_json::json;

use super::common::{Client, LI, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key, now};

const WORK: &str = "/v1/desk/work";
const COUNTS: &str = "/v1/desk/work/counts";

/// The whole queue, page by page.
async fn work(client: &Client, query: &str, limit: u32) -> Vec<WorkItem> {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<WorkItem> = client
            .get(&format!("{WORK}?limit={limit}{query}{cursor}"))
            .await
            .expect(200)
            .json();
        assert!(page.items.len() <= usize::try_from(limit).unwrap());
        items.extend(page.items);
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

async fn counts(client: &Client) -> WorkCounts {
    client.get(COUNTS).await.expect(200).json()
}

fn of(counts: &WorkCounts, kind: &WorkKind) -> u32 {
    let mut kinds = counts.kinds.iter();
    kinds.find(|of| of.kind == *kind).map_or(0, |of| of.count)
}

fn find<'a>(items: &'a [WorkItem], kind: &WorkKind, subject: &str) -> Option<&'a WorkItem> {
    let mut items = items.iter();
    items.find(|item| item.kind == *kind && item.subject == subject)
}

/// An order of the seed in this status.
async fn order_in(server: &Server, status: &OrderStatus) -> String {
    sqlx::query_scalar("SELECT id FROM orders WHERE status = $1 ORDER BY id LIMIT 1")
        .bind(status.as_str())
        .fetch_one(server.app.db.pool())
        .await
        .unwrap()
}

/// Moves an order as a worker does who has just read it.
async fn moved(worker: &Client, id: &str, to: &str, text: &str) {
    let path = format!("/v1/desk/orders/{id}");
    let etag = worker.get(&path).await.header("etag").to_owned();
    worker
        .post_with(
            &format!("{path}/transitions"),
            &[("idempotency-key", &new_key()), ("if-match", &etag)],
            &json!({ "to": to, "text": text }),
        )
        .await
        .expect(201);
}

#[tokio::test]
async fn everything_that_waits_is_in_one_queue_and_nothing_else_is() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    // The seed has looked at every comment.
    server
        .execute(
            "UPDATE project_comments SET state = 'waiting' \
             WHERE id IN (SELECT MIN(id) FROM project_comments GROUP BY side)",
        )
        .await;
    let items = work(&zhao, "", 1000).await;
    // Each list of the desk says how much of its kind waits.
    let orders: Page<DeskRow> = zhao.get("/v1/desk/orders?limit=1000").await.json();
    let wishes: Page<DeskWish> = zhao
        .get("/v1/desk/wishes?status=review&limit=1000")
        .await
        .json();
    let comments: Page<DeskComment> = zhao
        .get("/v1/desk/comments?waiting_for=look&limit=1000")
        .await
        .json();
    let concerns: Page<DeskComment> = zhao
        .get("/v1/desk/comments?waiting_for=answer&limit=1000")
        .await
        .json();
    let proposals: Page<serde_json::Value> = zhao
        .get("/v1/desk/projects?waiting=true&limit=1000")
        .await
        .json();
    let appeals: Page<DeskAppeal> = zhao
        .get("/v1/desk/points/appeals?state=open&limit=1000")
        .await
        .json();
    let reviews: Page<DeskEntry> = zhao
        .get("/v1/desk/points/entries?review=waiting&limit=1000")
        .await
        .json();
    let count = |kind: &WorkKind| items.iter().filter(|item| item.kind == *kind).count();
    let waits =
        |row: &DeskRow| row.status_type == StatusType::Open && row.status != OrderStatus::NeedInfo;
    assert_eq!(
        count(&WorkKind::Order) + count(&WorkKind::Reply),
        orders.items.iter().filter(|row| waits(row)).count()
    );
    let owed = orders.items.iter().filter(|row| row.call_back_by.is_some());
    assert_eq!(count(&WorkKind::CallBack), owed.count());
    let complained = orders
        .items
        .iter()
        .filter(|row| row.complaint_due_at.is_some());
    assert!(count(&WorkKind::Complaint) >= complained.count());
    for (kind, number) in [
        (WorkKind::Wish, wishes.items.len()),
        (WorkKind::Comment, comments.items.len()),
        (WorkKind::Concern, concerns.items.len()),
        (WorkKind::Proposal, proposals.items.len()),
        (WorkKind::Appeal, appeals.items.len()),
        (WorkKind::PointsReview, reviews.items.len()),
    ] {
        assert!(number > 0, "the seed has no {kind:?}");
        assert_eq!(count(&kind), number, "{kind:?}");
    }
    // Whoever asks for a page at a time sees the same, in the same order, each thing once.
    assert_eq!(work(&zhao, "", 7).await, items);
    let mut names: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), items.len());
    // The nearest deadline first, what has none after it, the oldest first.
    let turn = |item: &WorkItem| (item.due_at.unwrap_or(Timestamp(i64::MAX)), item.since);
    assert!(items.iter().map(turn).is_sorted());
    assert!(items.iter().any(|item| item.due_at.is_none()));
    assert!(
        items
            .iter()
            .all(|item| item.since <= now() && !item.title.is_empty())
    );
}

#[tokio::test]
async fn the_counts_are_those_of_the_queue_and_a_known_version_is_not_sent_again() {
    let server = Server::start().await;
    let (zhao, zhou) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let items = work(&zhao, "", 1000).await;
    let all = counts(&zhao).await;
    let late = |item: &&WorkItem| item.due_at.is_some_and(|due| due <= now());
    for kind in WorkKind::ALL {
        let mine: Vec<&WorkItem> = items.iter().filter(|item| item.kind == *kind).collect();
        let said = all.kinds.iter().find(|of| of.kind == *kind);
        let said = said.map_or((0, 0), |of| (of.count as usize, of.late as usize));
        let is = (mine.len(), mine.iter().copied().filter(late).count());
        assert_eq!(said, is, "{kind:?}");
        let alone = work(&zhao, &format!("&kind={}", kind.as_str()), 1000).await;
        assert_eq!(alone.len(), mine.len());
    }
    assert_eq!(all.my_grid, None, "a worker of the centre looks after all");
    let of_zhou = counts(&zhou).await;
    let mine = of_zhou.my_grid.unwrap();
    for grid in &of_zhou.grids {
        let there = items
            .iter()
            .filter(|item| item.grid.as_ref() == Some(&grid.id));
        let there: Vec<WorkItem> = there.cloned().collect();
        assert_eq!(there.len(), grid.count as usize);
        assert_eq!(
            work(&zhao, &format!("&grid={}", grid.id), 1000).await,
            there
        );
        let narrowed: WorkCounts = zhou
            .get(&format!("{COUNTS}?grid={}", grid.id))
            .await
            .expect(200)
            .json();
        let sum: u32 = narrowed.kinds.iter().map(|of| of.count).sum();
        assert_eq!(sum, grid.count);
        assert_eq!(narrowed.grids, of_zhou.grids);
    }
    assert!(
        of_zhou
            .grids
            .iter()
            .any(|grid| grid.id == mine && grid.count > 0)
    );
    // A desk that looks every half minute is told only when something has changed.
    let first = zhao.get(COUNTS).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with('"'), "{tag} is strong");
    let again = zhao.get_with(COUNTS, &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    let submitted = order_in(&server, &OrderStatus::Submitted).await;
    moved(&zhou, &submitted, "rejected", "不在服务范围").await;
    let changed = zhao.get_with(COUNTS, &[("if-none-match", &tag)]).await;
    let changed: WorkCounts = changed.expect(200).json();
    assert_eq!(
        of(&changed, &WorkKind::Order),
        of(&all, &WorkKind::Order) - 1
    );
}

#[tokio::test]
async fn an_order_waits_for_its_household_and_for_the_desk_once_that_has_answered() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let id = order_in(&server, &OrderStatus::Reviewing).await;
    moved(&zhao, &id, "need_info", "请问是哪一扇门？").await;
    let asked = work(&zhao, "", 1000).await;
    assert!(
        asked.iter().all(|item| item.subject != id),
        "it is the household's turn"
    );
    // When nobody answers, the desk has it again.
    server.set_clock_ahead(7 * 24 * 3_600_000 + 1);
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let again = work(&zhao, "", 1000).await;
    let late = find(&again, &WorkKind::Order, &id).unwrap();
    assert!(late.due_at.unwrap() < now().plus_days(7));
    let order: DeskOrder = zhao.get(&format!("/v1/desk/orders/{id}")).await.json();
    let placer: String = sqlx::query_scalar("SELECT placed_by FROM orders WHERE id = $1")
        .bind(&id)
        .fetch_one(server.app.db.pool())
        .await
        .unwrap();
    let household = server.signed_in(&placer).await;
    household
        .post(
            &format!("/v1/orders/{id}/replies"),
            &json!({ "text": "是\n南边那扇门。", "photos": [] }),
        )
        .await
        .expect(201);
    let answered = work(&zhao, "&kind=reply", 1000).await;
    let reply = find(&answered, &WorkKind::Reply, &id).unwrap();
    assert_eq!(reply.detail, format!("{} · 是 南边那扇门。", order.person));
    assert_eq!(reply.title, order.order.service_name);
    // Whatever the worker does next, it is an order as all others.
    moved(&zhao, &id, "dispatched", "").await;
    let after = work(&zhao, "", 1000).await;
    assert!(find(&after, &WorkKind::Reply, &id).is_none());
    assert!(find(&after, &WorkKind::Order, &id).is_some());
}

#[tokio::test]
async fn what_needs_a_second_worker_says_so_to_the_first_one() {
    let server = Server::start().await;
    let (zhao, zhou) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let ballot = "budget-now";
    let unit = {
        let path = format!("/v1/desk/ballots/{ballot}/units?limit=1000");
        let page: Page<UnitRow> = zhao.get(&path).await.expect(200).json();
        let mut free = page.items.into_iter();
        free.find(|unit| !unit.voted && !unit.paper_waiting)
            .unwrap()
    };
    let before = of(&counts(&zhao).await, &WorkKind::PaperVote);
    let read: linli_contract::Ballot = zhao.get(&format!("/v1/ballots/{ballot}")).await.json();
    assert_eq!(read.kind, BallotKind::Budget);
    let option = read.options[0].id.clone();
    let choices = json!([{ "option": option, "choice": "yes" }]);
    let path = format!("/v1/desk/ballots/{ballot}/units/{}/paper-vote", unit.id);
    let body = json!({ "channel": "paper", "choices": choices });
    let entered = zhao.put_with(&path, &[], &body).await;
    entered.expect(200);
    let items = work(&zhao, "&kind=paper_vote", 1000).await;
    assert_eq!(items.len(), before as usize + 1);
    let mine = items.iter().find(|item| item.detail == unit.label).unwrap();
    assert!(mine.for_a_colleague);
    assert_eq!(
        (mine.subject.as_str(), mine.due_at),
        (ballot, Some(read.closes_at))
    );
    assert!(
        !mine.detail.contains(option.as_str()),
        "what stands on the paper is told nobody"
    );
    let theirs = work(&zhou, "&kind=paper_vote", 1000).await;
    let theirs = theirs.iter().find(|item| item.id == mine.id).unwrap();
    assert!(!theirs.for_a_colleague);
    // It is gone once the second worker has read the same.
    zhou.put_with(
        &format!("{path}/confirmation"),
        &[],
        &json!({ "choices": choices }),
    )
    .await
    .expect(200);
    assert_eq!(of(&counts(&zhao).await, &WorkKind::PaperVote), before);
}

#[tokio::test]
async fn a_screen_that_asks_to_become_a_kiosk_waits_until_its_time_is_over() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let asked: KioskPairing = server
        .visitor()
        .post_with("/v1/kiosk/pairings", &[], &())
        .await
        .expect(201)
        .json();
    let items = work(&zhao, "&kind=pairing", 1000).await;
    let [item] = items.as_slice() else {
        panic!("{items:?}");
    };
    assert_eq!(
        (item.detail.as_str(), item.due_at),
        (asked.user_code.as_str(), Some(asked.expires_at))
    );
    assert_eq!(of(&counts(&zhao).await, &WorkKind::Pairing), 1);
    // Whoever decides opens it by its subject.
    let path = format!("/v1/desk/kiosk-pairings/{}/decision", item.subject);
    let no = json!({ "decision": "refuse" });
    zhao.post(&path, &no).await.expect(201);
    assert!(work(&zhao, "&kind=pairing", 1000).await.is_empty());
    server
        .visitor()
        .post_with("/v1/kiosk/pairings", &[], &())
        .await
        .expect(201);
    assert_eq!(of(&counts(&zhao).await, &WorkKind::Pairing), 1);
    server.set_clock_ahead(10 * 60_000 + 1);
    let zhao = server.signed_in(ZHAO_QIANG).await;
    assert_eq!(of(&counts(&zhao).await, &WorkKind::Pairing), 0);
}

#[tokio::test]
async fn the_queue_is_for_workers_and_refuses_what_it_does_not_know() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    for path in [WORK, COUNTS] {
        let resident = server.signed_in(WANG).await.get(path).await;
        assert_eq!(resident.refusal(), (403, "workers_only".into()));
        let nobody = server.visitor().get(path).await;
        assert_eq!(nobody.refusal(), (401, "sign_in_required".into()));
    }
    let cursor = {
        let page: Page<WorkItem> = zhao.get(&format!("{WORK}?limit=3")).await.json();
        page.next_cursor.unwrap()
    };
    for query in [
        "?kind=everything".to_owned(),
        "?kind=".to_owned(),
        "?grid=%F0%9F%8F%A0".to_owned(),
        format!("?grid={}", "g".repeat(65)),
        "?limit=0".to_owned(),
        "?cursor=nonsense".to_owned(),
        format!("?kind=order&cursor={cursor}"),
        format!("?grid=g1&cursor={cursor}"),
    ] {
        let reply = zhao.get(&format!("{WORK}{query}")).await;
        assert_eq!(reply.refusal(), (400, "bad_request".into()), "{query}");
    }
    let unknown = zhao.get(&format!("{COUNTS}?grid=%20")).await;
    assert_eq!(unknown.refusal(), (400, "bad_request".into()));
    assert!(work(&zhao, "&grid=elsewhere", 10).await.is_empty());
    // A worker who is none any more is refused at the next request.
    let zhou = server.signed_in(ZHOU_MIN).await;
    zhou.get(WORK).await.expect(200);
    server
        .execute("DELETE FROM roles WHERE person_id = 'zhou-min' AND role = 'worker'")
        .await;
    for path in [WORK, COUNTS] {
        assert_eq!(zhou.get(path).await.refusal(), (403, "workers_only".into()));
    }
}

#[tokio::test]
async fn a_stranger_s_words_are_in_the_reader_s_language_where_there_is_one() {
    let server = Server::start().await;
    let li = server.signed_in(LI).await;
    assert_eq!(li.get(WORK).await.status, 403);
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let english = work(&zhao, "&lang=en&kind=order", 1000).await;
    let chinese: BTreeMap<String, WorkItem> = work(&zhao, "&kind=order", 1000)
        .await
        .into_iter()
        .map(|item| (item.id.clone(), item))
        .collect();
    assert!(!english.is_empty());
    for item in &english {
        assert!(item.title.is_ascii(), "{}", item.title);
        assert_eq!(chinese[&item.id].since, item.since);
    }
}

#[tokio::test]
async fn five_thousand_things_are_counted_and_paged_quickly() {
    let server = Server::start().await;
    // As many comments as a loud ballot brings, on top of everything else.
    server
        .execute(
            "INSERT INTO project_comments (id, project_id, side, person_id, client_ref, author_zh, \
             author_en, text_zh, text_en, at, state) SELECT 'many-' || a.id || '-' || b.id, \
             (SELECT MIN(id) FROM projects WHERE listed = 1), 'concern', 'p18', \
             'many-' || a.id || '-' || b.id, '居民', 'Resident', '灯太暗', '', 1, 'waiting' \
             FROM people a CROSS JOIN people b ORDER BY a.id, b.id LIMIT 5000",
        )
        .await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let all = of(&counts(&zhao).await, &WorkKind::Comment);
    assert!(all >= 5_000, "{all} comments");
    let start = Instant::now();
    let items = work(&zhao, "", 1000).await;
    let pages = items.len() / 1000 + 1;
    let each = start.elapsed() / u32::try_from(pages).unwrap();
    println!("{} rows in {pages} pages, {each:?} each", items.len());
    assert!(items.len() >= 5_000);
    // Far above what is measured, so that only a queue that became slow fails.
    assert!(each.as_millis() < 2_000, "a page took {each:?}");
}
