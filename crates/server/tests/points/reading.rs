use std::collections::BTreeSet;

use linli_contract::{
    EntryState, Indicator, Page, PointsEntry, PointsEntryPage, PointsOverview, PointsRules,
    Redemption,
};

use super::common::{CHEN, Client, Server, WANG, ZHAO_QIANG};
use super::{HOME, entry, overview, recorded, redeem};

/// Every entry of a list, page by page, and the total that each page claimed.
async fn walk(client: &Client, filter: &str, limit: u32) -> (Vec<PointsEntry>, PointsEntryPage) {
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let path = format!("/v1/points/entries?limit={limit}{filter}{cursor}");
        let page: PointsEntryPage = client.get(&path).await.expect(200).json();
        items.extend(page.items.clone());
        match &page.next_cursor {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return (items, page),
        }
    }
}

/// Whether a filter keeps an entry.
type Keeps = Box<dyn Fn(&PointsEntry) -> bool>;

fn posted(items: &[PointsEntry]) -> (i64, i64) {
    items
        .iter()
        .filter(|entry| entry.state == EntryState::Posted)
        .fold((0, 0), |(standing, spendable), entry| {
            (standing + entry.standing, spendable + entry.spendable)
        })
}

#[tokio::test]
async fn what_the_pages_show_adds_up_to_both_accounts() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let mine = overview(&wang).await;
    for limit in [1000, 37] {
        let (items, last) = walk(&wang, "", limit).await;
        let ids: BTreeSet<&str> = items.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!((items.len(), ids.len()), (500, 500));
        assert_eq!((last.total.entries, mine.entries), (500, 500));
        assert_eq!(mine.since, items.iter().map(|entry| entry.for_day).min());
        let (standing, spendable) = posted(&items);
        assert_eq!(
            (last.total.standing, last.total.spendable),
            (standing, spendable)
        );
        assert_eq!(spendable, mine.spendable.posted);
        let of_period: Vec<_> = items
            .iter()
            .filter(|entry| entry.period == mine.period.code)
            .cloned()
            .collect();
        assert_eq!(posted(&of_period).0, mine.standing.points);
        assert!(items.is_sorted_by(|one, other| one.for_day >= other.for_day));
    }
    let account = &mine.spendable;
    assert_eq!(account.points, account.posted - i64::from(account.held));
    assert!(account.points > 0 && account.held > 0);
    assert_eq!(mine.trend.len(), 12);
    let counts: BTreeSet<u32> = mine.trend.iter().map(|month| month.entries).collect();
    assert!(counts.len() > 4, "the months look alike: {counts:?}");
}

#[tokio::test]
async fn the_ledger_is_filtered_by_month_account_state_indicator_and_text() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let (all, _) = walk(&wang, "", 1000).await;
    let month = overview(&wang).await.trend[10].month.clone();
    let filters: Vec<(String, Keeps)> = vec![
        (
            format!("&month={month}"),
            Box::new(move |entry| entry.for_day.to_string().starts_with(&month)),
        ),
        (
            "&account=standing".into(),
            Box::new(|entry| entry.standing != 0),
        ),
        (
            "&account=spendable".into(),
            Box::new(|entry| entry.spendable != 0),
        ),
        (
            "&state=pending".into(),
            Box::new(|entry| entry.state == EntryState::Pending),
        ),
        (
            "&state=voided".into(),
            Box::new(|entry| entry.state == EntryState::Voided),
        ),
        (
            "&indicator=stair-cleaning".into(),
            Box::new(|entry| {
                entry
                    .indicator
                    .as_ref()
                    .is_some_and(|code| code.as_str() == "stair-cleaning")
            }),
        ),
        (
            "&text=%E6%9B%B4%E6%AD%A3&state=posted".into(),
            Box::new(|entry| entry.title.contains("更正") && entry.state == EntryState::Posted),
        ),
        ("&text=100%25".into(), Box::new(|_| false)),
    ];
    for (filter, keeps) in filters {
        let (items, last) = walk(&wang, &filter, 7).await;
        let expected: Vec<_> = all.iter().filter(|entry| keeps(entry)).cloned().collect();
        assert_eq!(items, expected, "{filter}");
        assert_eq!(last.total.entries as usize, expected.len(), "{filter}");
        let sums = (last.total.standing, last.total.spendable);
        assert_eq!(sums, posted(&expected), "{filter}");
        assert!(filter.contains("100") || !expected.is_empty(), "{filter}");
    }
    for wrong in [
        "month=",
        "indicator=",
        "month=2026-1",
        "month=11-2026",
        "account=gold",
        "state=lost",
        "indicator=a%20b",
    ] {
        let reply = wang.get(&format!("/v1/points/entries?{wrong}")).await;
        assert_eq!(reply.refusal(), (400, "bad_request".into()), "{wrong}");
    }
    // A cursor is good for its own filter only.
    let page: PointsEntryPage = wang.get("/v1/points/entries?limit=2").await.json();
    let cursor = page.next_cursor.unwrap();
    let reply = wang
        .get(&format!("/v1/points/entries?state=posted&cursor={cursor}"))
        .await;
    assert_eq!(reply.refusal(), (400, "bad_request".into()));
}

#[tokio::test]
async fn an_entry_says_for_what_by_which_indicator_and_how_to_object() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let (all, _) = walk(&wang, "&state=posted&indicator=stair-cleaning", 1000).await;
    let detail = entry(&wang, all[0].id.as_str()).await;
    let indicator = detail.indicator.clone().unwrap();
    assert_eq!(indicator.version, 2);
    assert!(indicator.basis.contains("居民公约") && indicator.adopted_by.contains("会议"));
    assert!(detail.reason.contains("打扫楼道"), "{}", detail.reason);
    assert!(detail.recorded_by.contains("周敏") || detail.recorded_by.contains("唐雯"));
    assert!(detail.posted_at.is_some() && detail.last_day.is_some());
    let path = format!("/v1/points/entries/{}?lang=en", detail.entry.id);
    let english: linli_contract::PointsEntryDetail = wang.get(&path).await.json();
    assert!(
        english.reason.contains("Cleaning the stairs"),
        "{}",
        english.reason
    );
}

#[tokio::test]
async fn another_households_points_do_not_exist_for_me() {
    let server = Server::start().await;
    let chen = server.signed_in(CHEN).await;
    let (theirs, _) = walk(&server.signed_in(WANG).await, "", 1000).await;
    for entry in theirs.iter().take(5) {
        let path = format!("/v1/points/entries/{}", entry.id);
        assert_eq!(chen.get(&path).await.refusal(), (404, "not_found".into()));
        let appeal = chen
            .post(
                &format!("{path}/appeal"),
                &serde_json::json!({ "text": "不对" }),
            )
            .await;
        assert_eq!(appeal.refusal(), (404, "not_found".into()));
    }
    let (mine, _) = walk(&chen, "", 1000).await;
    assert!(mine.iter().all(|entry| !theirs.contains(entry)));
    // A worker has no household of their own here, and reads entries at the desk.
    let zhao = server.signed_in(ZHAO_QIANG).await;
    assert_eq!(
        zhao.get("/v1/points").await.refusal(),
        (404, "no_household".into())
    );
}

/// The only other member of Wang's household.
const ZHANG: &str = "p19";

#[tokio::test]
async fn every_member_of_a_household_reads_exchanges_and_objects_for_all_of_it() {
    let server = super::start().await;
    let (wang, zhang) = (server.signed_in(WANG).await, server.signed_in(ZHANG).await);
    let timeless = |mut mine: PointsOverview| {
        mine.as_of = linli_contract::Timestamp(0);
        mine
    };
    let mine = timeless(overview(&wang).await);
    assert_eq!(timeless(overview(&zhang).await), mine);
    assert_eq!(
        walk(&zhang, "", 1000).await.0,
        walk(&wang, "", 1000).await.0
    );
    // What the one exchanges, the other sees and can give back.
    let made: Redemption = redeem(&zhang, "salt").await.expect(201).json();
    let after = overview(&wang).await.spendable;
    assert_eq!(after.points, mine.spendable.points - i64::from(made.cost));
    let path = format!("/v1/points/redemptions/{}", made.id);
    wang.delete(&path).await.expect(200);
    assert_eq!(
        overview(&zhang).await.spendable.points,
        mine.spendable.points
    );
    // An entry is objected to once, by whoever is first.
    let entry = recorded(
        &server,
        &server.signed_in(ZHAO_QIANG).await,
        "mediation",
        HOME,
    )
    .await;
    let path = format!("/v1/points/entries/{}/appeal", entry.entry.id);
    let text = serde_json::json!({ "text": "那天不是我们家" });
    zhang.post(&path, &text).await.expect(201);
    let second = wang.post(&path, &text).await;
    assert_eq!(second.refusal(), (409, "not_possible_now".into()));
    let stranger = server.signed_in(CHEN).await.post(&path, &text).await;
    assert_eq!(stranger.refusal(), (404, "not_found".into()));
}

#[tokio::test]
async fn the_rules_are_public_and_penalties_name_what_they_rest_on() {
    let server = Server::start().await;
    let visitor = server.visitor();
    let rules: PointsRules = visitor.get("/v1/points/rules").await.expect(200).json();
    assert_eq!(
        (rules.notice_days, rules.appeal_days, rules.pick_up_hours),
        (7, 15, 72)
    );
    assert!(rules.bands.is_sorted_by_key(|band| band.from) && rules.bands.len() > 3);
    let page: Page<Indicator> = visitor
        .get("/v1/points/indicators")
        .await
        .expect(200)
        .json();
    for indicator in &page.items {
        assert!(!indicator.basis.is_empty() && !indicator.adopted_by.is_empty());
        let penalty = indicator.kind == linli_contract::IndicatorKind::Penalty;
        assert!(!penalty || (indicator.second_worker && indicator.spendable == 0));
    }
    let automatic = page.items.iter().filter(|indicator| indicator.automatic);
    let automatic: Vec<&str> = automatic.map(|one| one.code.as_str()).collect();
    assert_eq!(automatic, ["vote-taking-part", "order-feedback"]);
    let english: Page<Indicator> = visitor.get("/v1/points/indicators?lang=en").await.json();
    assert!(english.items.iter().all(|i| i.title.is_ascii()));
}

#[tokio::test]
async fn nothing_new_is_answered_without_a_body() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    for path in [
        "/v1/points",
        "/v1/points/entries",
        "/v1/points/boards",
        "/v1/points/rewards",
    ] {
        let first = wang.get(path).await;
        let tag = first.header("etag").to_owned();
        let again = wang.get_with(path, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, 304, "{path}");
    }
}
