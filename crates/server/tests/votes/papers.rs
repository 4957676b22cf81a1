use linli_contract::{
    BallotResult, Page, PaperVote, Papers, Receipt, ReceiptState, UnitRow, VoteChannel,
};
use serde_json::{Value, json};

use super::common::{Client, Reply, Server, WANG, ZHAO_QIANG, ZHOU_MIN};
use super::{DAY, ballot, cast, chosen, my_vote, vote};

const BALLOT: &str = "/v1/desk/ballots/budget-now";

async fn enter(worker: &Client, unit: &str, options: &[&str]) -> Reply {
    let body = json!({ "channel": "visit", "choices": chosen(options) });
    let path = format!("{BALLOT}/units/{unit}/paper-vote");
    worker.put_with(&path, &[], &body).await
}

async fn confirm(worker: &Client, unit: &str, options: &[&str]) -> Reply {
    let body = json!({ "choices": chosen(options) });
    let path = format!("{BALLOT}/units/{unit}/paper-vote/confirmation");
    worker.put_with(&path, &[], &body).await
}

/// A unit without an account that has not voted.
async fn unit_without_vote(worker: &Client) -> UnitRow {
    let page: Page<UnitRow> = worker
        .get(&format!("{BALLOT}/units?limit=1000"))
        .await
        .json();
    let free = |unit: &UnitRow| !unit.voted && unit.id.starts_with('x');
    page.items.into_iter().find(free).unwrap()
}

#[tokio::test]
async fn a_paper_counts_once_two_workers_have_read_the_same() {
    let server = Server::start().await;
    let (zhao, zhou) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let unit = unit_without_vote(&zhao).await;
    let id = unit.id.as_str();
    let before = ballot(&zhao, "budget-now").await.turnout.unwrap().units;
    let entered: PaperVote = enter(&zhao, id, &["ramp", "lamps"])
        .await
        .expect(200)
        .json();
    assert!(!entered.confirmed && !entered.replaces && entered.receipt.is_none());
    assert_eq!(
        (entered.label, entered.entered_by.as_str()),
        (unit.label, "赵强")
    );
    assert_eq!(
        ballot(&zhao, "budget-now").await.turnout.unwrap().units,
        before
    );
    let same = confirm(&zhao, id, &["ramp", "lamps"]).await;
    assert_eq!(same.refusal(), (403, "second_worker_needed".into()));
    let differs = confirm(&zhou, id, &["ramp"]).await;
    assert_eq!(differs.refusal(), (409, "second_entry_differs".into()));
    // The one who was wrong enters it again, and the other confirms.
    enter(&zhou, id, &["ramp", "lamps"]).await.expect(200);
    let waiting: Page<PaperVote> = zhao.get(&format!("{BALLOT}/paper-votes")).await.json();
    assert_eq!(waiting.items.len(), 1);
    let counted: PaperVote = confirm(&zhao, id, &["lamps", "ramp"])
        .await
        .expect(200)
        .json();
    assert!(counted.confirmed);
    let number = counted.receipt.unwrap();
    assert_eq!(
        ballot(&zhao, "budget-now").await.turnout.unwrap().units,
        before + 1
    );
    let path = format!("/v1/receipts/{number}");
    let receipt: Receipt = server.visitor().get(&path).await.expect(200).json();
    assert_eq!(receipt.state, ReceiptState::Counted);
    // A lost answer: the same confirmation finds the receipt, another one nothing.
    let again: PaperVote = confirm(&zhao, id, &["ramp", "lamps"])
        .await
        .expect(200)
        .json();
    assert_eq!(again.receipt, Some(number));
    let other = confirm(&zhao, id, &["ramp"]).await;
    assert_eq!(other.refusal(), (404, "not_found".into()));
    let page: Page<UnitRow> = zhao
        .get(&format!("{BALLOT}/units?q={}", counted.label))
        .await
        .json();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].channel, Some(VoteChannel::Visit));
    assert!(page.items[0].voted && !page.items[0].paper_waiting);
}

#[tokio::test]
async fn no_worker_can_read_what_stands_on_a_paper_and_nothing_of_it_is_kept() {
    let server = Server::start().await;
    let (zhao, zhou) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let unit = unit_without_vote(&zhao).await.id;
    let answers = [
        enter(&zhao, &unit, &["piano"]).await,
        zhou.get(&format!("{BALLOT}/paper-votes")).await,
        zhou.get(&format!("{BALLOT}/units?limit=1000")).await,
        confirm(&zhou, &unit, &["piano"]).await,
        zhao.get(&format!("{BALLOT}/papers")).await,
    ];
    for answer in answers {
        let text = answer.expect(200).text();
        assert!(
            !text.contains("piano") && !text.contains("choices"),
            "{text}"
        );
        assert!(answer.json::<Value>().is_object());
    }
    for sql in [
        "SELECT COUNT(*) FROM idempotency_keys WHERE path LIKE '%paper%'",
        "SELECT COUNT(*) FROM audit WHERE detail LIKE '%piano%'",
        "SELECT COUNT(*) FROM paper_entries",
    ] {
        assert_eq!(server.number(sql).await, 0, "{sql}");
    }
    let audit = "SELECT COUNT(*) FROM audit WHERE action IN ('paper.enter', 'paper.confirm')";
    assert_eq!(server.number(audit).await, 2);
}

#[tokio::test]
async fn the_latest_vote_of_a_household_counts_whichever_way_it_came() {
    let server = Server::start().await;
    let (zhao, zhou) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let wang = server.signed_in(WANG).await;
    let open = ballot(&wang, "budget-now").await;
    cast(&wang, &open, &vote(&open, chosen(&["ramp"])))
        .await
        .expect(200);
    let entered: PaperVote = enter(&zhao, "h09", &["farm"]).await.expect(200).json();
    assert!(entered.replaces);
    // Until it is confirmed, the old one counts.
    assert_eq!(
        my_vote(&wang, "budget-now").await.0.choices,
        chosen(&["ramp"])
    );
    confirm(&zhou, "h09", &["farm"]).await.expect(200);
    let (seen, _) = my_vote(&wang, "budget-now").await;
    assert_eq!(
        (seen.choices, seen.channel),
        (chosen(&["farm"]), VoteChannel::Visit)
    );
    assert_eq!(seen.changed_by.as_deref(), Some("周敏"));
}

#[tokio::test]
async fn papers_add_up_and_what_was_never_confirmed_is_not_counted() {
    let server = Server::start().await;
    let (zhao, zhou) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let path = format!("{BALLOT}/papers");
    let read = zhao.get(&path).await;
    let before: Papers = read.expect(200).json();
    let read = [("if-match", read.header("etag"))];
    let handed = json!({ "handed_out": before.handed_out + 2 });
    let refused = zhao.put_with(&path, &[], &handed).await;
    assert_eq!(refused.refusal(), (428, "if_match_required".into()));
    let noted = zhao.put_with(&path, &read, &handed).await;
    let written = [("if-match", noted.header("etag"))];
    let noted: Papers = noted.expect(200).json();
    assert_eq!(noted.handed_out, before.handed_out + 2);
    // Who read it before notes nothing over it, unless it is what stands there already.
    let other = json!({ "handed_out": before.handed_out + 9 });
    let late = zhou.put_with(&path, &read, &other).await;
    assert_eq!(late.refusal(), (412, "changed_meanwhile".into()));
    zhao.put_with(&path, &read, &handed).await.expect(200);
    zhou.put_with(&path, &written, &handed).await.expect(200);
    let unit = unit_without_vote(&zhao).await.id;
    enter(&zhao, &unit, &["clock"]).await.expect(200);
    confirm(&zhou, &unit, &["clock"]).await.expect(200);
    let other = unit_without_vote(&zhao).await.id;
    enter(&zhao, &other, &["clock"]).await.expect(200);
    let open = ballot(&zhao, "budget-now").await.turnout.unwrap().units;
    server.set_clock_ahead(16 * DAY);
    let (zhao, zhou) = (
        server.signed_in(ZHAO_QIANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let result: BallotResult = zhao
        .get("/v1/ballots/budget-now/result")
        .await
        .expect(200)
        .json();
    assert_eq!(result.ballots, open);
    let papers = result.papers.unwrap();
    assert_eq!(papers.handed_out, noted.handed_out);
    assert_eq!(papers.returned, before.returned + 1);
    assert_eq!(server.number("SELECT COUNT(*) FROM paper_entries").await, 0);
    let late = [
        enter(&zhao, &other, &["clock"]).await,
        confirm(&zhou, &other, &["clock"]).await,
        zhao.put_with(&path, &written, &handed).await,
    ];
    for late in late {
        assert_eq!(late.refusal(), (409, "ballot_closed".into()));
    }
}

#[tokio::test]
async fn a_paper_is_checked_like_every_vote() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let wrong = enter(&zhao, "h09", &["moon"]).await;
    assert_eq!(wrong.problem().errors[0].pointer, "/choices/0/option");
    let nobody = enter(&zhao, "x9999", &["ramp"]).await;
    assert_eq!(nobody.refusal(), (404, "not_found".into()));
    let online = json!({ "channel": "online", "choices": chosen(&["ramp"]) });
    let path = format!("{BALLOT}/units/h09/paper-vote");
    let reply = zhao.put_with(&path, &[], &online).await;
    assert_eq!(reply.problem().errors[0].pointer, "/channel");
    let early = json!({ "channel": "paper", "choices": chosen(&["wutong"]) });
    let path = "/v1/desk/ballots/square-name/units/p18/paper-vote";
    let reply = zhao.put_with(path, &[], &early).await;
    assert_eq!(reply.refusal(), (409, "not_possible_now".into()));
}
