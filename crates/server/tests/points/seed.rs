use std::collections::BTreeSet;

use linli_contract::{
    Capabilities, DeskAppeal, DeskEntry, EntryKind, Feature, Page, PointsEntryPage, Redemption,
    RedemptionState, Reward,
};

use super::assert_books_balance;
use super::common::{Server, WANG, ZHAO_QIANG};

#[tokio::test]
async fn the_neighbourhood_has_points_of_every_kind_and_its_books_balance() {
    let server = Server::start().await;
    assert_books_balance(&server).await;
    let wang = server.signed_in(WANG).await;
    let page: PointsEntryPage = wang.get("/v1/points/entries?limit=1000").await.json();
    assert_eq!(page.items.len(), 500);
    for kind in EntryKind::ALL {
        assert!(
            page.items.iter().any(|entry| entry.kind == *kind),
            "{kind:?}"
        );
    }
    let first = page.items.last().unwrap().for_day.days();
    let days = server.app.clock.today().days() - first;
    assert!((1000..1100).contains(&days), "{days}");
    let states: BTreeSet<&str> = page.items.iter().map(|e| e.state.as_str()).collect();
    assert_eq!(
        states.into_iter().collect::<Vec<_>>(),
        ["pending", "posted", "voided"]
    );
    let redemptions: Page<Redemption> = wang.get("/v1/points/redemptions?limit=1000").await.json();
    assert_eq!(redemptions.items[0].state, RedemptionState::Held);
    for state in RedemptionState::ALL {
        assert!(
            redemptions.items.iter().any(|r| r.state == *state),
            "{state:?}"
        );
    }
    for lang in ["zh", "en"] {
        let path = format!("/v1/points/rewards?lang={lang}");
        let rewards: Page<Reward> = server.visitor().get(&path).await.json();
        assert_eq!(rewards.items.len(), 20);
        assert!(
            rewards
                .items
                .iter()
                .all(|r| r.title.is_ascii() == (lang == "en"))
        );
    }
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let waiting: Page<DeskEntry> = zhao
        .get("/v1/desk/points/entries?review=waiting")
        .await
        .json();
    assert_eq!(waiting.items.len(), 2);
    let appeals: Page<DeskAppeal> = zhao.get("/v1/desk/points/appeals").await.json();
    assert!(appeals.items[0].can_decide && appeals.items.len() == 3);
    let can: Capabilities = server.visitor().get("/v1/capabilities").await.json();
    assert!(can.features.contains(&Feature::Points));
}

#[tokio::test]
async fn lists_of_the_desk_are_walked_without_a_gap() {
    let server = Server::start().await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    for (list, limit) in [
        ("/v1/desk/points/entries?household=h09", 61),
        ("/v1/desk/points/redemptions?state=done", 5),
        ("/v1/desk/points/appeals?state=rejected", 1),
    ] {
        let whole: Page<serde_json::Value> = zhao
            .get(&format!("{list}&limit=1000"))
            .await
            .expect(200)
            .json();
        let mut walked = Vec::new();
        let mut cursor = String::new();
        loop {
            let path = format!("{list}&limit={limit}{cursor}");
            let page: Page<serde_json::Value> = zhao.get(&path).await.expect(200).json();
            walked.extend(page.items);
            match page.next_cursor {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert!(!walked.is_empty() && walked == whole.items, "{list}");
    }
}
