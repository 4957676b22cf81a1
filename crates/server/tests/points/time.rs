use linli_contract::{EntryKind, EntryState, PointsEntryPage, Redemption};

use super::common::{Server, WANG, ZHAO_QIANG, ZHOU_MIN};
use super::{
    DAY, EMPTIED, HOME, assert_books_balance, empty_purse, entry, overview, read_redemption,
    recorded, redeem, reward,
};

/// What is left of the lots of two entries.
async fn left(server: &Server, entries: &[&str]) -> Vec<u32> {
    let wang = server.signed_in(WANG).await;
    let mut found = Vec::new();
    for id in entries {
        found.push(entry(&wang, id).await.left.unwrap());
    }
    found
}

#[tokio::test]
async fn what_was_earned_first_is_spent_first_and_expires_first() {
    let server = super::start().await;
    empty_purse(&server).await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let first = recorded(&server, &zhou, "mediation", HOME).await.entry.id.0;
    server.set_clock_ahead(EMPTIED + 40 * DAY);
    let zhou = server.signed_in(ZHOU_MIN).await;
    let second = recorded(&server, &zhou, "mediation", HOME).await.entry.id.0;
    server.set_clock_ahead(EMPTIED + 50 * DAY);
    let wang = server.signed_in(WANG).await;
    assert_eq!(overview(&wang).await.spendable.points, 16);
    assert_books_balance(&server).await;
    let salt = reward(&wang, "salt").await;
    assert_eq!(salt.cost, 10);
    redeem(&wang, "salt").await.expect(201);
    assert_eq!(left(&server, &[&first, &second]).await, [0, 6]);
    let expiries = overview(&wang).await.spendable.expiries;
    assert_eq!((expiries.len(), expiries[0].points), (1, 6));
    assert!(!expiries[0].notice);

    // To the last day they can be spent, and the day after they have expired, as one entry.
    let today = server.app.clock.today();
    let days = expiries[0].last_day.days() - today.days();
    server.set_clock_ahead(EMPTIED + (50 + days) * DAY);
    let wang = server.signed_in(WANG).await;
    let last = overview(&wang).await.spendable;
    assert!(last.expiries[0].notice);
    // The salt was never fetched: its points are back, and these alone live on.
    server.set_clock_ahead(EMPTIED + (51 + days) * DAY);
    let wang = server.signed_in(WANG).await;
    let page: PointsEntryPage = wang
        .get("/v1/points/entries?account=spendable&limit=4")
        .await
        .expect(200)
        .json();
    let expired = page
        .items
        .iter()
        .find(|entry| entry.kind == EntryKind::Expire)
        .unwrap();
    assert_eq!(expired.state, EntryState::Posted);
    assert_eq!(expired.for_day, expiries[0].last_day);
    assert_eq!(overview(&wang).await.spendable.points, 0);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn what_would_have_expired_while_it_was_held_can_be_spent_for_thirty_more_days() {
    let server = super::start().await;
    // What the seed has pending is settled first.
    server.set_clock_ahead(EMPTIED);
    let wang = server.signed_in(WANG).await;
    overview(&wang).await;
    // All of the household's lots expire today.
    let today = server.app.clock.today();
    let mut tx = server.app.db.write().await.unwrap();
    sqlx::query("UPDATE point_lots SET last_day = $1 WHERE household_id = 'h09'")
        .bind(today.to_string())
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let held: Redemption = redeem(&wang, "towel").await.expect(201).json();
    // Two days later everything else has expired, and what is held has not.
    server.set_clock_ahead(EMPTIED + 2 * DAY);
    let wang = server.signed_in(WANG).await;
    let during = overview(&wang).await.spendable;
    assert_eq!(during.points, 0);
    assert_books_balance(&server).await;
    let path = format!("/v1/points/redemptions/{}", held.id);
    wang.delete(&path).await.expect(200);
    let back = overview(&wang).await.spendable;
    assert_eq!(back.points, i64::from(held.cost));
    let until = server.app.clock.today().plus_days(30);
    assert!(
        back.expiries
            .iter()
            .all(|expiry| expiry.last_day == until && expiry.notice)
    );
    server.set_clock_ahead(EMPTIED + 33 * DAY);
    let wang = server.signed_in(WANG).await;
    let over = overview(&wang).await.spendable;
    assert_eq!(over.points, 0);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn lots_do_not_expire_while_an_appeal_about_them_is_open() {
    let server = Server::start().await;
    empty_purse(&server).await;
    let zhou = server.signed_in(ZHOU_MIN).await;
    let made = recorded(&server, &zhou, "mediation", HOME).await.entry.id.0;
    server.set_clock_ahead(EMPTIED + 8 * DAY);
    let wang = server.signed_in(WANG).await;
    let path = format!("/v1/points/entries/{made}/appeal");
    let body = serde_json::json!({ "text": "少记了一次" });
    wang.post(&path, &body).await.expect(201);
    server.set_clock_ahead(800 * DAY);
    let wang = server.signed_in(WANG).await;
    assert_eq!(overview(&wang).await.spendable.points, 8);
    let appeal = entry(&wang, &made).await.appeal.unwrap();
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let path = format!("/v1/desk/points/appeals/{}/decision", appeal.id);
    let body = serde_json::json!({ "decision": "rejected", "answer": "核对过了" });
    zhao.post(&path, &body).await.expect(201);
    assert_eq!(overview(&wang).await.spendable.points, 0);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn a_new_period_starts_the_standing_again_and_leaves_what_can_be_spent() {
    let server = Server::start().await;
    let wang = server.signed_in(WANG).await;
    let before = overview(&wang).await;
    let days = before.period.ends_on.days() - server.app.clock.today().days() + 1;
    // Nothing expires meanwhile.
    server
        .execute("UPDATE point_lots SET last_day = '2099-12-31' WHERE household_id = 'h09'")
        .await;
    server.set_clock_ahead((days + 8) * DAY);
    let wang = server.signed_in(WANG).await;
    let after = overview(&wang).await;
    assert_ne!(after.period.code, before.period.code);
    assert_eq!(after.standing.points, 0);
    assert_eq!(after.standing.band.code, "start");
    let old = after.standing.last_period.unwrap();
    assert_eq!(old, before.standing.points + before.standing.pending);
    assert!(after.spendable.points >= before.spendable.points);
}

#[tokio::test]
async fn the_database_refuses_to_change_what_was_told() {
    let server = super::start().await;
    let wang = server.signed_in(WANG).await;
    let held: Redemption = redeem(&wang, "soap").await.expect(201).json();
    for table in [
        "point_entries",
        "point_outcomes",
        "point_reviews",
        "point_uses",
        "point_corrections",
        "point_appeals",
        "point_appeal_decisions",
    ] {
        let column = if table == "point_appeals" {
            "id"
        } else {
            "entry_id"
        };
        let column = match table {
            "point_entries" => "id",
            "point_appeal_decisions" => "appeal_id",
            _ => column,
        };
        for statement in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
        ] {
            let mut tx = server.app.db.write().await.unwrap();
            let refused = sqlx::query(sqlx::AssertSqlSafe(statement.clone()))
                .execute(&mut *tx)
                .await;
            let error = refused.expect_err(&statement).to_string();
            assert!(error.contains("append-only"), "{statement}: {error}");
        }
    }
    // Nor is a lot ever overdrawn, an entry settled twice, or confirmed by its recorder.
    for statement in [
        "UPDATE point_lots SET remaining = -1",
        "UPDATE point_lots SET remaining = points + 1",
        "UPDATE point_rewards SET stock = -1",
        "INSERT INTO point_outcomes (entry_id, state, at, reason_zh, reason_en) \
         SELECT entry_id, 'voided', at, '', '' FROM point_outcomes",
        "INSERT INTO point_reviews (entry_id, recorded_by, person_id, decision, text, at) \
         SELECT id, recorded_by, recorded_by, 'confirm', '', 0 FROM point_entries \
         WHERE household_id = 'h02' AND second_worker = 1",
    ] {
        let mut tx = server.app.db.write().await.unwrap();
        let refused = sqlx::query(statement).execute(&mut *tx).await;
        assert!(refused.is_err(), "{statement}");
    }
    assert_eq!(
        read_redemption(&wang, held.id.as_str()).await.state,
        linli_contract::RedemptionState::Held
    );
}
