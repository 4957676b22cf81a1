//! Points as clients meet them: over HTTP, against a database with the whole neighbourhood.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod appealing;
mod boards;
mod deciding;
mod feeding;
mod histories;
mod home;
mod reading;
mod redeeming;
mod seed;
mod time;

use common::{Client, Reply, Server, new_key};
use linli_contract::{
    Date, DeskEntry, NewPointsRecord, NewRedemption, PointsEntryDetail, PointsOverview,
    PointsRecord, Redemption, Reward,
};
use serde_json::json;

const DAY: i64 = 86_400_000;

/// Wang's household.
const HOME: &str = "h09";

/// A worker of the centre who recorded nothing of what these tests decide.
const TANG: &str = "tang-wen";

/// The neighbourhood, where no reward's limit is reached: what luck has exchanged in the seed, and in
/// which period, depends on the day.
async fn start() -> Server {
    let server = Server::start().await;
    server
        .execute("UPDATE point_redemptions SET period = 'before'")
        .await;
    server
}

async fn overview(client: &Client) -> PointsOverview {
    client.get("/v1/points").await.expect(200).json()
}

async fn entry(client: &Client, id: &str) -> PointsEntryDetail {
    let path = format!("/v1/points/entries/{id}");
    client.get(&path).await.expect(200).json()
}

fn record(indicator: &str, version: u32, households: &[&str], day: Date) -> NewPointsRecord {
    NewPointsRecord {
        indicator: indicator.into(),
        version,
        households: households.iter().map(|id| (*id).into()).collect(),
        for_day: day,
        note: "这一次的情况".to_owned(),
        client_ref: new_key(),
    }
}

/// Records an entry of today by an indicator of one worker; answers it.
async fn recorded(server: &Server, worker: &Client, indicator: &str, household: &str) -> DeskEntry {
    let version = if indicator == "stair-cleaning" { 2 } else { 1 };
    let new = record(indicator, version, &[household], server.app.clock.today());
    let record: PointsRecord = worker
        .post("/v1/desk/points/entries", &new)
        .await
        .expect(201)
        .json();
    record.entries.into_iter().next().unwrap()
}

async fn review(worker: &Client, id: &str, decision: &str) -> Reply {
    let path = format!("/v1/desk/points/entries/{id}/review");
    let body = json!({ "decision": decision, "text": "看过了" });
    worker.post(&path, &body).await
}

async fn reverse(worker: &Client, id: &str) -> Reply {
    let path = format!("/v1/desk/points/entries/{id}/reversal");
    worker.post(&path, &json!({ "reason": "记错了" })).await
}

async fn reward(client: &Client, id: &str) -> Reward {
    let page: linli_contract::Page<Reward> = client.get("/v1/points/rewards").await.json();
    let mut all = page.items.into_iter();
    all.find(|reward| reward.id.as_str() == id).unwrap()
}

fn redemption(reward: &Reward) -> NewRedemption {
    NewRedemption {
        reward_id: reward.id.clone(),
        cost: reward.cost,
        client_ref: new_key(),
    }
}

async fn redeem(client: &Client, id: &str) -> Reply {
    let new = redemption(&reward(client, id).await);
    client.post("/v1/points/redemptions", &new).await
}

async fn read_redemption(client: &Client, id: &str) -> Redemption {
    let path = format!("/v1/points/redemptions/{id}");
    client.get(&path).await.expect(200).json()
}

/// Nine days later: what the seed has pending is settled, and Wang's household has nothing to spend.
const EMPTIED: i64 = 9 * DAY;

async fn empty_purse(server: &Server) {
    server.set_clock_ahead(EMPTIED);
    let wang = server.signed_in(common::WANG).await;
    overview(&wang).await;
    server
        .execute("UPDATE point_lots SET last_day = '2000-01-31' WHERE household_id = 'h09'")
        .await;
    assert_eq!(overview(&wang).await.spendable.points, 0);
}

/// Every number that must agree does, for every household: what is posted less what is held is what is
/// left in the lots, every lot accounts for all it ever had, and what is pending is not settled.
async fn assert_books_balance(server: &Server) {
    let wrong = server
        .number(
            "SELECT COUNT(*) FROM households h WHERE \
             (SELECT COALESCE(SUM(e.spendable), 0) FROM point_entries e \
              LEFT JOIN point_outcomes o ON o.entry_id = e.id WHERE e.household_id = h.id \
              AND (o.state = 'posted' OR (o.state IS NULL AND e.spendable < 0))) \
             <> (SELECT COALESCE(SUM(l.remaining), 0) FROM point_lots l \
              WHERE l.household_id = h.id)",
        )
        .await;
    assert_eq!(wrong, 0, "a balance differs from the sum of its entries");
    let wrong = server
        .number(
            "SELECT COUNT(*) FROM point_lots l JOIN point_entries e ON e.id = l.entry_id \
             LEFT JOIN (SELECT u.lot_id, SUM(u.points) AS taken FROM point_uses u \
              LEFT JOIN point_outcomes o ON o.entry_id = u.entry_id \
              WHERE COALESCE(o.state, 'pending') <> 'voided' GROUP BY u.lot_id) t \
             ON t.lot_id = l.entry_id \
             WHERE l.points <> e.spendable OR l.points - l.remaining <> COALESCE(t.taken, 0)",
        )
        .await;
    assert_eq!(wrong, 0, "a lot lost a point, or had one twice");
    let wrong = server
        .number(
            "SELECT COUNT(*) FROM point_entries e \
             LEFT JOIN point_outcomes o ON o.entry_id = e.id \
             LEFT JOIN point_pending p ON p.entry_id = e.id \
             WHERE (o.entry_id IS NULL) = (p.entry_id IS NULL)",
        )
        .await;
    assert_eq!(wrong, 0, "an entry is neither pending nor settled, or both");
    let wrong = server
        .number(
            "SELECT COUNT(*) FROM point_entries e JOIN point_outcomes o ON o.entry_id = e.id \
             WHERE e.spendable < 0 AND o.state = 'posted' AND -e.spendable <> \
             (SELECT COALESCE(SUM(u.points), 0) FROM point_uses u WHERE u.entry_id = e.id)",
        )
        .await;
    assert_eq!(wrong, 0, "an entry took other points than it says");
}
