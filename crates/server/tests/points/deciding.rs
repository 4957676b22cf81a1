use linli_contract::{
    DeskEntry, DeskEntryAction, DeskHousehold, EntryKind, EntryState, Page, PointsRecord,
    ReviewState,
};
use serde_json::json;

use super::common::{ADMIN, LI, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use super::{
    DAY, HOME, TANG, assert_books_balance, entry, overview, record, recorded, reverse, review,
};

const ENTRIES: &str = "/v1/desk/points/entries";

#[tokio::test]
async fn what_a_worker_records_is_announced_for_seven_days_and_then_counts() {
    let server = Server::start().await;
    let (wang, zhou) = (
        server.signed_in(WANG).await,
        server.signed_in(ZHOU_MIN).await,
    );
    let before = overview(&wang).await;
    let recorded = recorded(&server, &zhou, "mediation", HOME).await;
    assert_eq!(recorded.review, ReviewState::NotNeeded);
    assert!(recorded.recorded_by_me);
    let id = recorded.entry.id.as_str();
    let announced = overview(&wang).await;
    assert_eq!(announced.spendable.points, before.spendable.points);
    assert_eq!(announced.spendable.pending, before.spendable.pending + 8);
    assert_eq!(announced.standing.pending, before.standing.pending + 4);
    assert!(
        announced
            .pending
            .iter()
            .any(|entry| entry.id.as_str() == id)
    );
    server.set_clock_ahead(7 * DAY + 1000);
    let wang = server.signed_in(WANG).await;
    let posted = entry(&wang, id).await;
    assert_eq!(posted.entry.state, EntryState::Posted);
    // It counts from the end of the notice on, whenever somebody looked.
    assert_eq!(posted.posted_at, recorded.entry.notice_until);
    assert_eq!(posted.left, Some(8));
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn a_penalty_needs_two_workers_and_the_household_sees_it_before_it_counts() {
    let server = Server::start().await;
    let (wang, zhou, zhao) = (
        server.signed_in(WANG).await,
        server.signed_in(ZHOU_MIN).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let before = overview(&wang).await;
    let waiting = recorded(&server, &zhou, "throwing", HOME).await;
    assert_eq!(waiting.review, ReviewState::Waiting);
    assert!(!waiting.actions.contains(&DeskEntryAction::Confirm));
    let id = waiting.entry.id.as_str();
    let hidden = wang.get(&format!("/v1/points/entries/{id}")).await;
    assert_eq!(hidden.refusal(), (404, "not_found".into()));
    assert_eq!(overview(&wang).await.standing, before.standing);
    // Never the same worker.
    let same = review(&zhou, id, "confirm").await;
    assert_eq!(same.refusal(), (403, "second_worker_needed".into()));
    let page: Page<DeskEntry> = zhao
        .get(&format!("{ENTRIES}?review=waiting&household={HOME}"))
        .await
        .expect(200)
        .json();
    assert_eq!(page.items.len(), 1);
    assert!(page.items[0].actions.contains(&DeskEntryAction::Confirm));
    let confirmed: DeskEntry = review(&zhao, id, "confirm").await.expect(201).json();
    assert_eq!(confirmed.review, ReviewState::Confirmed);
    let twice = review(&zhao, id, "refuse").await;
    assert_eq!(twice.refusal(), (409, "not_possible_now".into()));
    // Announced, with who looked at it, and counted when the notice is over.
    let seen = entry(&wang, id).await;
    assert!(seen.reviewed_by.unwrap().contains("赵强") && seen.reason.contains("不影响任何服务"));
    let announced = overview(&wang).await;
    assert_eq!(announced.standing.points, before.standing.points);
    assert_eq!(announced.standing.pending, before.standing.pending - 10);
    server.set_clock_ahead(7 * DAY + 5000);
    let wang = server.signed_in(WANG).await;
    assert_eq!(entry(&wang, id).await.entry.state, EntryState::Posted);
    assert_eq!(overview(&wang).await.spendable.held, 0);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn what_the_second_worker_refuses_never_counts_and_is_never_seen() {
    let server = Server::start().await;
    let (li, zhou, zhao) = (
        server.signed_in(LI).await,
        server.signed_in(ZHOU_MIN).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let before = overview(&li).await;
    let award = recorded(&server, &zhou, "relief", "h13").await;
    let id = award.entry.id.as_str();
    let path = format!("{ENTRIES}/{id}/review");
    let no_reason = zhao
        .post(&path, &json!({ "decision": "refuse", "text": " " }))
        .await;
    assert_eq!(no_reason.problem().errors[0].pointer, "/text");
    let unknown = zhao
        .post(&path, &json!({ "decision": "maybe", "text": "" }))
        .await;
    assert_eq!(unknown.problem().errors[0].code, "not_an_option");
    let refused: DeskEntry = review(&zhao, id, "refuse").await.expect(201).json();
    assert_eq!(refused.review, ReviewState::Refused);
    assert_eq!(refused.entry.state, EntryState::Voided);
    server.set_clock_ahead(9 * DAY);
    let li = server.signed_in(LI).await;
    let hidden = li.get(&format!("/v1/points/entries/{id}")).await;
    assert_eq!(hidden.refusal(), (404, "not_found".into()));
    assert_eq!(overview(&li).await.entries, before.entries);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn a_list_is_recorded_whole_or_not_at_all() {
    let server = Server::start().await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let today = server.app.clock.today();
    let count = "SELECT COUNT(*) FROM point_entries";
    let before = server.number(count).await;
    let list = record("mediation", 1, &["h01", "h02", "h05"], today);
    let made: PointsRecord = zhou.post(ENTRIES, &list).await.expect(201).json();
    let of: Vec<&str> = made
        .entries
        .iter()
        .map(|e| e.household_id.as_str())
        .collect();
    assert_eq!(of, ["h01", "h02", "h05"]);
    // The same reference again finds the same entries.
    let again = zhou.post(ENTRIES, &list).await;
    assert_eq!(again.expect(200).json::<PointsRecord>(), made);
    assert_eq!(server.number(count).await, before + 3);
    // One of them twice, one that does not exist: none is written.
    let bad = record("mediation", 1, &["h05", "h77", "h01", "h05"], today);
    let refused = zhou.post(ENTRIES, &bad).await.problem();
    let at = |code: &str| {
        let mut errors = refused.errors.iter();
        errors.find(|e| e.code == code).map(|e| e.pointer.as_str())
    };
    assert_eq!(at("not_an_option"), Some("/households/1"));
    assert_eq!(at("repeated"), Some("/households/3"));
    for (indicator, version, day, pointer) in [
        ("gold", 1, today, "/indicator"),
        ("stair-cleaning", 1, today, "/version"),
        ("mediation", 1, today.plus_days(1), "/for_day"),
        ("mediation", 1, today.plus_days(-400), "/for_day"),
        // Votes give points by themselves, and a worker cannot.
        ("vote-taking-part", 1, today, "/indicator"),
    ] {
        let refused = zhou
            .post(ENTRIES, &record(indicator, version, &["h01"], day))
            .await;
        assert_eq!(refused.problem().errors[0].pointer, pointer, "{indicator}");
    }
    assert_eq!(server.number(count).await, before + 3);
    let audited = "SELECT COUNT(*) FROM audit WHERE action = 'points.record'";
    assert_eq!(server.number(audited).await, 1);
}

#[tokio::test]
async fn an_indicator_counts_so_often_as_its_cap_says() {
    let server = Server::start().await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let day = server.app.clock.today();
    server
        .execute(
            "UPDATE point_indicators SET cap_times = 2, cap_per = 'day' WHERE code = 'mediation'",
        )
        .await;
    let new = || record("mediation", 1, &["h01", "h40"], day);
    zhou.post(ENTRIES, &new()).await.expect(201);
    let second: PointsRecord = zhou.post(ENTRIES, &new()).await.expect(201).json();
    let third = zhou.post(ENTRIES, &new()).await.problem();
    let caps: Vec<_> = third
        .errors
        .iter()
        .map(|e| (e.code.as_str(), e.limit))
        .collect();
    assert_eq!(caps, [("cap_reached", Some(2)), ("cap_reached", Some(2))]);
    // What was taken back makes room again.
    for entry in &second.entries {
        reverse(&zhou, entry.entry.id.as_str()).await.expect(201);
    }
    zhou.post(ENTRIES, &new()).await.expect(201);
}

#[tokio::test]
async fn a_posted_entry_is_corrected_by_somebody_else_and_both_stay() {
    let server = Server::start().await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let made = recorded(&server, &zhou, "mediation", HOME).await;
    let id = made.entry.id.as_str();
    server.set_clock_ahead(8 * DAY);
    let (wang, zhou, zhao) = (
        server.signed_in(WANG).await,
        server.signed_in(ZHOU_MIN).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let before = overview(&wang).await;
    let same = reverse(&zhou, id).await;
    assert_eq!(same.refusal(), (403, "second_worker_needed".into()));
    let correction: DeskEntry = reverse(&zhao, id).await.expect(201).json();
    assert_eq!(correction.entry.kind, EntryKind::Reverse);
    assert_eq!(correction.entry.state, EntryState::Pending);
    assert_eq!(
        (correction.entry.standing, correction.entry.spendable),
        (-4, -8)
    );
    // It is held through the notice, and nobody corrects the same entry again meanwhile.
    let held = overview(&wang).await;
    assert_eq!(held.spendable.points, before.spendable.points - 8);
    assert_eq!(held.standing.points, before.standing.points);
    let twice = reverse(&server.signed_in(TANG).await, id).await;
    assert_eq!(twice.refusal(), (409, "not_possible_now".into()));
    assert_books_balance(&server).await;
    server.set_clock_ahead(16 * DAY);
    let wang = server.signed_in(WANG).await;
    let wrong = entry(&wang, id).await;
    assert!(wrong.entry.corrected && wrong.entry.state == EntryState::Posted);
    assert_eq!(wrong.reversed_by.as_ref(), Some(&correction.entry.id));
    let correction = entry(&wang, correction.entry.id.as_str()).await;
    assert_eq!(correction.reverses.as_ref(), Some(&made.entry.id));
    assert_eq!(correction.entry.period, wrong.entry.period);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn a_correction_takes_no_more_than_there_is_and_gives_back_at_once() {
    let server = super::start().await;
    let (zhou, zhao) = (
        server.signed_in(ZHOU_MIN).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let award = recorded(&server, &zhou, "relief", HOME).await;
    review(&zhao, award.entry.id.as_str(), "confirm")
        .await
        .expect(201);
    let penalty = recorded(&server, &zhou, "throwing", HOME).await;
    review(&zhao, penalty.entry.id.as_str(), "confirm")
        .await
        .expect(201);
    server.set_clock_ahead(8 * DAY);
    let (wang, tang) = (server.signed_in(WANG).await, server.signed_in(TANG).await);
    // Spend nearly everything.
    server
        .execute(
            "UPDATE point_rewards SET cost = 7, stock = 1000, per_period = NULL WHERE id = 'salt'",
        )
        .await;
    while overview(&wang).await.spendable.points >= 7 {
        super::redeem(&wang, "salt").await.expect(201);
    }
    let left = overview(&wang).await.spendable.points;
    assert!(left < 60);
    let taken: DeskEntry = reverse(&tang, award.entry.id.as_str())
        .await
        .expect(201)
        .json();
    assert_eq!((taken.entry.standing, taken.entry.spendable), (-30, -left));
    assert_eq!(overview(&wang).await.spendable.points, 0);
    let given: DeskEntry = reverse(&tang, penalty.entry.id.as_str())
        .await
        .expect(201)
        .json();
    assert_eq!(given.entry.state, EntryState::Posted);
    assert_eq!((given.entry.standing, given.entry.spendable), (10, 0));
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn the_desk_finds_households_and_every_step_is_audited() {
    let server = Server::start().await;
    let (zhou, zhao) = (
        server.signed_in(ZHOU_MIN).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    for text in [
        "3号楼2单元201",
        "%E7%8E%8B%E7%A7%80%E8%8B%B1",
        "wang%20xiuying",
        "Entrance%202,%20Room%20201",
    ] {
        let page: Page<DeskHousehold> = zhou
            .get(&format!("/v1/desk/points/households?text={text}"))
            .await
            .expect(200)
            .json();
        assert!(page.items.iter().any(|h| h.id.as_str() == HOME), "{text}");
    }
    let mut seen = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/v1/desk/points/households?limit=7{cursor}");
        let page: Page<DeskHousehold> = zhou.get(&path).await.expect(200).json();
        seen.extend(page.items.into_iter().map(|household| household.id.0));
        match page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 40);
    let entry = recorded(&server, &zhou, "throwing", HOME).await;
    review(&zhao, entry.entry.id.as_str(), "confirm")
        .await
        .expect(201);
    reverse(&server.signed_in(ADMIN).await, entry.entry.id.as_str())
        .await
        .expect(201);
    let audited = "SELECT COUNT(*) FROM audit WHERE action LIKE 'points.%'";
    assert_eq!(server.number(audited).await, 3);
}

#[tokio::test]
async fn a_record_that_is_sent_twice_is_made_once() {
    let server = Server::start().await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let new = record("mediation", 1, &["h01"], server.app.clock.today());
    let key = new_key();
    let first = zhou.post_keyed(ENTRIES, &key, &new).await;
    let again = zhou.post_keyed(ENTRIES, &key, &new).await;
    assert_eq!(first.expect(201).bytes, again.expect(201).bytes);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let other = record("mediation", 1, &["h02"], server.app.clock.today());
    let mixed = zhou.post_keyed(ENTRIES, &key, &other).await;
    assert_eq!(mixed.refusal(), (422, "idempotency_mismatch".into()));
}
