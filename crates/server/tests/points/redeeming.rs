use linli_contract::{DeskRedemption, EntryState, Page, Redemption, RedemptionState};
use serde_json::json;

use super::common::{CHEN, LI, Server, WANG, ZHAO_QIANG, ZHOU_MIN, new_key};
use super::{
    DAY, assert_books_balance, entry, overview, read_redemption, redeem, redemption, reward, start,
};

/// Gives a household points to spend, as two workers would.
async fn rich(server: &Server, household: &'static str) {
    let zhou = server.signed_in(ZHOU_MIN).await;
    let zhao = server.signed_in(ZHAO_QIANG).await;
    for _ in 0..2 {
        let entry = super::recorded(server, &zhou, "relief", household).await;
        super::review(&zhao, entry.entry.id.as_str(), "confirm")
            .await
            .expect(201);
    }
}

#[tokio::test]
async fn a_reward_is_held_handed_out_by_its_code_and_then_paid() {
    let server = start().await;
    let (wang, zhao) = (
        server.signed_in(WANG).await,
        server.signed_in(ZHAO_QIANG).await,
    );
    let before = overview(&wang).await;
    let stock = reward(&wang, "towel").await;
    let reply = redeem(&wang, "towel").await;
    let held: Redemption = reply.expect(201).json();
    assert_eq!(
        reply.header("location"),
        format!("/v1/points/redemptions/{}", held.id)
    );
    assert_eq!(held.state, RedemptionState::Held);
    assert_eq!(held.pick_up_until.0 - held.created_at.0, 72 * 3_600_000);
    assert!(held.code.len() == 8 && !held.code.contains(['0', 'O', '1', 'I']));
    let during = overview(&wang).await;
    let cost = i64::from(held.cost);
    assert_eq!(during.spendable.points, before.spendable.points - cost);
    assert_eq!(during.spendable.posted, before.spendable.posted);
    assert_eq!(during.standing.points, before.standing.points);
    assert_eq!(reward(&wang, "towel").await.stock, stock.stock - 1);
    let pending = entry(&wang, held.entry_id.as_str()).await;
    assert_eq!(pending.entry.state, EntryState::Pending);
    assert_eq!(pending.redemption_id.as_ref(), Some(&held.id));

    // The desk finds it by the code as it is read out, and hands it out.
    let typed = format!("{}-{}", held.code[..4].to_lowercase(), &held.code[4..]);
    let page: Page<DeskRedemption> = zhao
        .get(&format!("/v1/desk/points/redemptions?code={typed}"))
        .await
        .expect(200)
        .json();
    assert_eq!(page.items.len(), 1);
    assert_eq!(page.items[0].person, "王秀英");
    let done: DeskRedemption = zhao
        .post("/v1/desk/points/handouts", &json!({ "code": typed }))
        .await
        .expect(201)
        .json();
    assert_eq!(done.redemption.state, RedemptionState::Done);
    let after = overview(&wang).await;
    assert_eq!(after.spendable.points, before.spendable.points - cost);
    assert_eq!(after.spendable.posted, before.spendable.posted - cost);
    assert_eq!(after.standing.points, before.standing.points);
    // Once only, whoever comes with the code, and it cannot be given back any more.
    let again = zhao
        .post("/v1/desk/points/handouts", &json!({ "code": typed }))
        .await;
    assert_eq!(again.refusal(), (409, "not_possible_now".into()));
    let back = wang
        .delete(&format!("/v1/points/redemptions/{}", held.id))
        .await;
    assert_eq!(back.refusal(), (409, "not_possible_now".into()));
    let unknown = zhao
        .post("/v1/desk/points/handouts", &json!({ "code": "22222222" }))
        .await;
    assert_eq!(unknown.refusal(), (422, "wrong_code".into()));
    let audited = server
        .number("SELECT COUNT(*) FROM audit WHERE action = 'points.handout'")
        .await;
    assert_eq!(audited, 1);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn two_who_want_the_last_piece_at_the_same_moment_get_one_and_one_clear_answer() {
    let server = start().await;
    rich(&server, "h13").await;
    server.set_clock_ahead(8 * DAY);
    server
        .execute("UPDATE point_rewards SET stock = 1 WHERE id = 'towel'")
        .await;
    for round in 0..6 {
        let (wang, li) = (server.signed_in(WANG).await, server.signed_in(LI).await);
        let towel = reward(&wang, "towel").await;
        assert_eq!(towel.stock, 1, "round {round}");
        let (mine, theirs) = (redemption(&towel), redemption(&towel));
        let (one, other) = tokio::join!(
            wang.post("/v1/points/redemptions", &mine),
            li.post("/v1/points/redemptions", &theirs),
        );
        let mut statuses = [one.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409], "{} {}", one.text(), other.text());
        let (got, client, none) = if one.status == 201 {
            (one, wang, other)
        } else {
            (other, li, one)
        };
        assert_eq!(none.refusal(), (409, "out_of_stock".into()));
        assert_books_balance(&server).await;
        // Given back, it can be had again.
        let got: Redemption = got.json();
        let path = format!("/v1/points/redemptions/{}", got.id);
        let back: Redemption = client.delete(&path).await.expect(200).json();
        assert_eq!(back.state, RedemptionState::Cancelled);
        let twice: Redemption = client.delete(&path).await.expect(200).json();
        assert_eq!(twice, back);
    }
}

#[tokio::test]
async fn many_copies_of_one_request_hold_points_once() {
    let server = start().await;
    let wang = server.signed_in(WANG).await;
    let before = overview(&wang).await.spendable.points;
    let new = redemption(&reward(&wang, "soap").await);
    let key = new_key();
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (wang, new, key) = (wang.clone(), new.clone(), key.clone());
        tries.spawn(async move { wang.post_keyed("/v1/points/redemptions", &key, &new).await });
    }
    let replies = tries.join_all().await;
    let mut ids: Vec<Redemption> = replies
        .iter()
        .filter(|reply| reply.status == 201)
        .map(super::common::Reply::json)
        .collect();
    assert!(
        replies
            .iter()
            .all(|reply| reply.status == 201 || reply.status == 409)
    );
    ids.dedup_by(|one, other| one.id == other.id);
    assert_eq!(ids.len(), 1);
    // And under another key, after the answers were forgotten: the reference finds it.
    let again = wang.post("/v1/points/redemptions", &new).await;
    assert_eq!(again.expect(200).header("idempotency-replayed"), "true");
    assert_eq!(again.json::<Redemption>().id, ids[0].id);
    let after = overview(&wang).await.spendable.points;
    assert_eq!(after, before - i64::from(new.cost));
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn what_cannot_be_had_is_refused_with_its_reason_and_costs_nothing() {
    let server = start().await;
    let (wang, chen) = (server.signed_in(WANG).await, server.signed_in(CHEN).await);
    let before = overview(&wang).await.spendable;
    let sold_out = redeem(&wang, "calendar").await;
    assert_eq!(sold_out.refusal(), (409, "out_of_stock".into()));
    let mut changed = redemption(&reward(&wang, "towel").await);
    changed.cost -= 1;
    let reply = wang.post("/v1/points/redemptions", &changed).await;
    assert_eq!(reply.refusal(), (409, "reward_changed".into()));
    changed.reward_id = "gold".into();
    let reply = wang.post("/v1/points/redemptions", &changed).await;
    assert_eq!(reply.refusal(), (404, "not_found".into()));
    server
        .execute("UPDATE point_rewards SET cost = 100000 WHERE id = 'rail'")
        .await;
    let reply = redeem(&chen, "rail").await;
    assert_eq!(reply.refusal(), (409, "not_enough_points".into()));
    assert_eq!(reward(&chen, "rail").await.stock, 2);
    // A limit counts what is held and what was handed out, not what was given back.
    server
        .execute("UPDATE point_rewards SET per_period = 1, stock = 9 WHERE id = 'tissue'")
        .await;
    let first: Redemption = redeem(&wang, "tissue").await.expect(201).json();
    assert_eq!(reward(&wang, "tissue").await.left, Some(0));
    let second = redeem(&wang, "tissue").await;
    assert_eq!(second.refusal(), (409, "reward_limit".into()));
    wang.delete(&format!("/v1/points/redemptions/{}", first.id))
        .await
        .expect(200);
    assert_eq!(reward(&wang, "tissue").await.left, Some(1));
    assert_eq!(overview(&wang).await.spendable, before);
    // A foreign redemption does not exist.
    let path = format!("/v1/points/redemptions/{}", first.id);
    assert_eq!(chen.get(&path).await.refusal(), (404, "not_found".into()));
    assert_eq!(
        chen.delete(&path).await.refusal(),
        (404, "not_found".into())
    );
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn what_nobody_fetches_in_72_hours_comes_back_to_its_lots() {
    let server = start().await;
    let wang = server.signed_in(WANG).await;
    // Away from the end of a month, where other lots expire meanwhile.
    let lots = "SELECT CAST(SUM(remaining) AS BIGINT) FROM point_lots WHERE household_id = 'h09'";
    server
        .execute("UPDATE point_lots SET last_day = '2099-12-31' WHERE household_id = 'h09'")
        .await;
    let (before, stock) = (
        server.number(lots).await,
        reward(&wang, "thermos").await.stock,
    );
    let held: Redemption = redeem(&wang, "thermos").await.expect(201).json();
    assert_eq!(server.number(lots).await, before - i64::from(held.cost));
    server.set_clock_ahead(3 * DAY - 60_000);
    let wang = server.signed_in(WANG).await;
    let still = read_redemption(&wang, held.id.as_str()).await;
    assert_eq!(still.state, RedemptionState::Held);
    server.set_clock_ahead(3 * DAY + 1000);
    let lapsed = read_redemption(&wang, held.id.as_str()).await;
    assert_eq!(lapsed.state, RedemptionState::Lapsed);
    assert_eq!(lapsed.ended_at, Some(held.pick_up_until));
    let void = entry(&wang, held.entry_id.as_str()).await;
    assert_eq!(void.entry.state, EntryState::Voided);
    assert!(void.void_reason.unwrap().contains("72"));
    assert_eq!(reward(&wang, "thermos").await.stock, stock);
    // The code is worth nothing any more.
    let zhao = server.signed_in(ZHAO_QIANG).await;
    let late = zhao
        .post("/v1/desk/points/handouts", &json!({ "code": held.code }))
        .await;
    assert_eq!(late.refusal(), (409, "not_possible_now".into()));
    assert_books_balance(&server).await;
    // The one that waited in the seed has lapsed too, and the rest is as it was.
    let seeded = i64::from(reward(&wang, "haircut").await.cost);
    let announced = "SELECT CAST(COALESCE(SUM(l.points), 0) AS BIGINT) FROM point_lots l \
         WHERE l.household_id = 'h09' AND l.last_day <> '2099-12-31'";
    assert_eq!(
        server.number(lots).await - server.number(announced).await,
        before + seeded
    );
}
