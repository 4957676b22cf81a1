use linli_contract::{AppealState, DeskAppeal, EntryAction, EntryState, Page, PointsEntryDetail};
use serde_json::json;

use super::common::{Client, Reply, Server, WANG, ZHAO_QIANG, ZHOU_MIN};
use super::{DAY, HOME, TANG, assert_books_balance, entry, overview, recorded, review};

async fn object(client: &Client, id: &str) -> Reply {
    let path = format!("/v1/points/entries/{id}/appeal");
    client.post(&path, &json!({ "text": "不是我家" })).await
}

async fn appeals(worker: &Client, state: &str) -> Vec<DeskAppeal> {
    let path = format!("/v1/desk/points/appeals?state={state}");
    let page: Page<DeskAppeal> = worker.get(&path).await.expect(200).json();
    page.items
}

async fn decide(worker: &Client, appeal: &str, decision: &str) -> Reply {
    let path = format!("/v1/desk/points/appeals/{appeal}/decision");
    let body = json!({ "decision": decision, "answer": "核对过了" });
    worker.post(&path, &body).await
}

/// A penalty that is announced, and the id of the appeal against it.
async fn appealed_penalty(server: &Server) -> (String, String) {
    let (zhou, zhao) = (
        server.signed_in(ZHOU_MIN).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let penalty = recorded(server, &zhou, "throwing", HOME).await;
    let id = penalty.entry.id.0;
    review(&zhao, &id, "confirm").await.expect(201);
    let wang = server.signed_in(WANG).await;
    let detail: PointsEntryDetail = object(&wang, &id).await.expect(201).json();
    let appeal = detail.appeal.unwrap();
    assert_eq!(appeal.due_at.0 - appeal.made_at.0, 15 * DAY);
    (id, appeal.id.0)
}

#[tokio::test]
async fn an_announced_penalty_that_is_objected_to_waits_for_the_answer() {
    let server = Server::start().await;
    let (id, appeal) = appealed_penalty(&server).await;
    let twice = object(&server.signed_in(WANG).await, &id).await;
    assert_eq!(twice.refusal(), (409, "not_possible_now".into()));
    // Its notice is over, and still it waits.
    server.set_clock_ahead(10 * DAY);
    let wang = server.signed_in(WANG).await;
    assert_eq!(entry(&wang, &id).await.entry.state, EntryState::Pending);
    // Never by the recorder.
    let zhou = server.signed_in(ZHOU_MIN).await;
    assert!(
        !appeals(&zhou, "open")
            .await
            .iter()
            .any(|a| a.can_decide && a.appeal.id.0 == appeal)
    );
    let recorder = decide(&zhou, &appeal, "rejected").await;
    assert_eq!(recorder.refusal(), (403, "second_worker_needed".into()));
    // Nor by who confirmed it.
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let seen = appeals(&zhao, "open").await;
    assert!(
        seen.iter()
            .any(|a| a.appeal.id.0 == appeal && !a.can_decide)
    );
    let reviewer = decide(&zhao, &appeal, "rejected").await;
    assert_eq!(reviewer.refusal(), (403, "second_worker_needed".into()));
    let tang = server.signed_in(TANG).await;
    let unknown = decide(&tang, &appeal, "open").await;
    assert_eq!(unknown.problem().errors[0].pointer, "/decision");
    let rejected: DeskAppeal = decide(&tang, &appeal, "rejected").await.expect(201).json();
    assert_eq!(rejected.appeal.state, AppealState::Rejected);
    let again = decide(&tang, &appeal, "upheld").await;
    assert_eq!(again.refusal(), (409, "not_possible_now".into()));
    // From the answer on it counts.
    let stands = entry(&wang, &id).await;
    assert_eq!(stands.entry.state, EntryState::Posted);
    assert_eq!(stands.posted_at, rejected.appeal.decided_at);
    assert_eq!(stands.appeal.unwrap().answer.as_deref(), Some("核对过了"));
    assert!(stands.actions.is_empty());
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn an_appeal_that_is_upheld_undoes_a_pending_entry() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let before = overview(&wang).await.standing;
    let (id, appeal) = appealed_penalty(&server).await;
    let tang = server.signed_in(TANG).await;
    let upheld: DeskAppeal = decide(&tang, &appeal, "upheld").await.expect(201).json();
    assert_eq!(upheld.entry.entry.state, EntryState::Voided);
    let void = entry(&wang, &id).await;
    assert!(void.void_reason.unwrap().contains("核对过了"));
    assert_eq!(overview(&wang).await.standing, before);
    let audited = "SELECT COUNT(*) FROM audit WHERE action = 'points.appeal'";
    assert_eq!(server.number(audited).await, 1);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn an_appeal_that_is_upheld_reverses_a_posted_entry_at_once() {
    let server = Server::start().await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let made = recorded(&server, &zhou, "mediation", HOME).await;
    server.set_clock_ahead(8 * DAY);
    let wang = server.signed_in(WANG).await;
    let before = overview(&wang).await;
    let detail = entry(&wang, made.entry.id.as_str()).await;
    assert_eq!(detail.actions, [EntryAction::Appeal]);
    assert_eq!(
        detail.appeal_until.unwrap(),
        detail.posted_at.unwrap().plus_days(15)
    );
    object(&wang, made.entry.id.as_str()).await.expect(201);
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let open = appeals(&zhao, "open").await;
    let mine = open
        .iter()
        .find(|a| a.entry.entry.id == made.entry.id)
        .unwrap();
    assert!(mine.can_decide && mine.person == "王秀英");
    decide(&zhao, mine.appeal.id.as_str(), "upheld")
        .await
        .expect(201);
    let after = overview(&wang).await;
    assert_eq!(after.spendable.points, before.spendable.points - 8);
    // Around the turn of a year it is the standing of the year before that changes.
    let this_period = made.entry.period == before.period.code;
    let taken = if this_period { 4 } else { 0 };
    assert_eq!(after.standing.points, before.standing.points - taken);
    let wrong = entry(&wang, made.entry.id.as_str()).await;
    assert!(wrong.entry.corrected && wrong.reversed_by.is_some());
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn after_fifteen_days_it_is_too_late_to_object() {
    let server = Server::start().await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let made = recorded(&server, &zhou, "mediation", HOME).await;
    let id = made.entry.id.as_str();
    server.set_clock_ahead((7 + 15) * DAY - 60_000);
    let wang = server.signed_in(WANG).await;
    assert_eq!(entry(&wang, id).await.actions, [EntryAction::Appeal]);
    server.set_clock_ahead((7 + 15) * DAY + 60_000);
    let wang = server.signed_in(WANG).await;
    assert!(entry(&wang, id).await.actions.is_empty());
    let late = object(&wang, id).await;
    assert_eq!(late.refusal(), (409, "appeal_over".into()));
    // What was spent is not somebody's decision.
    let redeemed = overview(&wang).await;
    assert!(redeemed.entries > 0);
    let spent = server
        .number("SELECT COUNT(*) FROM point_appeals WHERE entry_id NOT LIKE 'seed-%'")
        .await;
    assert_eq!(spent, 0);
}

#[tokio::test]
async fn the_text_of_an_appeal_is_bounded_like_every_text() {
    let server = Server::start().await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let made = recorded(&server, &zhou, "mediation", HOME).await;
    let wang = server.signed_in(WANG).await;
    let path = format!("/v1/points/entries/{}/appeal", made.entry.id);
    for (text, code) in [
        (String::new(), "required"),
        ("字".repeat(501), "too_long"),
        ("\u{202E}不对".to_owned(), "bad_text"),
    ] {
        let refused = wang.post(&path, &json!({ "text": text })).await.problem();
        assert_eq!(refused.errors[0].code, code);
    }
    wang.post(&path, &json!({ "text": "字".repeat(500) }))
        .await
        .expect(201);
}
