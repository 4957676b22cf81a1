use linli_contract::{Ballot, EntryState, NewVote, PointsEntryPage, VoteChoice};

use super::common::{Client, LI, Reply, Server, WANG, new_key};
use super::{DAY, assert_books_balance, overview};

const BALLOT: &str = "/v1/ballots/budget-now";

async fn vote(client: &Client, options: &[&str]) {
    cast(client, options).await.expect(200);
}

/// Votes for the first time; answers what the server says to it.
pub(super) async fn cast(client: &Client, options: &[&str]) -> Reply {
    let ballot: Ballot = client.get(BALLOT).await.expect(200).json();
    let new = NewVote {
        client_ref: new_key(),
        terms_hash: ballot.terms_hash.unwrap(),
        choices: options
            .iter()
            .map(|option| VoteChoice {
                option: (*option).into(),
                answer: None,
            })
            .collect(),
    };
    let path = format!("{BALLOT}/vote");
    client
        .put_with(&path, &[("if-none-match", "*")], &new)
        .await
}

async fn votes(client: &Client) -> PointsEntryPage {
    client
        .get("/v1/points/entries?indicator=vote-taking-part&limit=1000")
        .await
        .expect(200)
        .json()
}

#[tokio::test]
async fn taking_part_in_a_vote_gives_the_same_after_the_close_whatever_was_chosen() {
    let server = Server::start().await;
    // The cap is another test's.
    server
        .execute("UPDATE point_indicators SET cap_times = 99 WHERE code = 'vote-taking-part'")
        .await;
    // Nothing else moves meanwhile, at the end of a month neither.
    server
        .execute("UPDATE point_lots SET last_day = '2099-12-31'")
        .await;
    let (wang, li) = (server.signed_in(WANG).await, server.signed_in(LI).await);
    let ballot: Ballot = wang.get(BALLOT).await.json();
    let before = (votes(&wang).await, votes(&li).await);
    vote(&wang, &["ramp"]).await;
    vote(&li, &["lamps", "charging"]).await;
    // Not before the close: nothing tells who has voted.
    assert_eq!(votes(&wang).await, before.0);
    server.set_clock_ahead(16 * DAY);
    let (wang, li) = (server.signed_in(WANG).await, server.signed_in(LI).await);
    wang.get("/v1/home").await.expect(200);
    let mut given = Vec::new();
    for (client, before) in [(&wang, before.0), (&li, before.1)] {
        let after = votes(client).await;
        let new: Vec<_> = after
            .items
            .iter()
            .filter(|entry| before.items.iter().all(|old| old.id != entry.id))
            .collect();
        let of_ballot = new
            .iter()
            .find(|entry| entry.note.as_deref() == Some(ballot.title.as_str()))
            .unwrap();
        assert_eq!(of_ballot.state, EntryState::Pending);
        given.push((
            of_ballot.standing,
            of_ballot.spendable,
            of_ballot.for_day,
            of_ballot.recorded_at,
        ));
    }
    assert_eq!(given[0], given[1]);
    let closed = ballot.closes_at.date_at_offset(480).unwrap();
    assert_eq!(given[0].2, closed);
    // Once for a household, however often somebody asks.
    let fed = "SELECT COUNT(*) FROM point_feeds WHERE source = 'ballot:budget-now' \
               AND household_id = 'h09'";
    assert_eq!(server.number(fed).await, 1);
    wang.get(BALLOT).await.expect(200);
    assert_eq!(server.number(fed).await, 1);
    // After the notice it counts.
    let pending = overview(&wang).await.spendable;
    server.set_clock_ahead(24 * DAY);
    let wang = server.signed_in(WANG).await;
    let counted = overview(&wang).await.spendable;
    assert!(counted.posted >= pending.posted);
    assert_books_balance(&server).await;
}

#[tokio::test]
async fn votes_beyond_the_cap_give_nothing() {
    let server = Server::start().await;
    server
        .execute(
            "UPDATE point_indicators SET cap_times = 1, cap_per = 'day' \
             WHERE code = 'vote-taking-part'",
        )
        .await;
    let wang = server.signed_in(WANG).await;
    let ballot: Ballot = wang.get(BALLOT).await.json();
    vote(&wang, &["ramp"]).await;
    // The household has had its points of that day already, from another ballot.
    let day = ballot.closes_at.date_at_offset(480).unwrap().to_string();
    let mut tx = server.app.db.write().await.unwrap();
    sqlx::query(
        "INSERT INTO point_entries (id, household_id, kind, standing, spendable, title_zh, title_en, \
         note_zh, note_en, indicator, indicator_version, for_day, period, recorded_at, \
         second_worker) VALUES ('other', 'h09', 'earn', 3, 3, '参加表决', '', '', '', \
         'vote-taking-part', 1, $1, 'x', 0, 0)",
    )
    .bind(&day)
    .execute(&mut *tx)
    .await
    .unwrap();
    sqlx::query("INSERT INTO point_pending (entry_id, due_at) VALUES ('other', NULL)")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let before = votes(&wang).await.items.len();
    server.set_clock_ahead(16 * DAY);
    let wang = server.signed_in(WANG).await;
    wang.get("/v1/home").await.expect(200);
    assert_eq!(votes(&wang).await.items.len(), before);
    let closed = "SELECT COUNT(*) FROM ballots WHERE id = 'budget-now' AND closed_at IS NOT NULL";
    assert_eq!(server.number(closed).await, 1);
    let fed = "SELECT COUNT(*) FROM point_feeds WHERE source = 'ballot:budget-now' \
               AND household_id = 'h09'";
    assert_eq!(server.number(fed).await, 0);
}

/// At most so many orders of a household that are confirmed and not rated, made of whatever the seed has.
pub(super) async fn rateable(server: &Server, household: &str, count: usize) -> Vec<String> {
    let mut tx = server.app.db.write().await.unwrap();
    let ids: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM orders WHERE household_id = $1 AND id NOT IN \
         (SELECT order_id FROM order_ratings) ORDER BY id LIMIT $2",
    )
    .bind(household)
    .bind(i64::try_from(count).unwrap())
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    for id in &ids {
        sqlx::query("UPDATE orders SET status = 'confirmed' WHERE id = $1")
            .bind(id)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    ids
}

async fn rate(client: &Client, order: &str, level: u8) {
    let rating = serde_json::json!({ "level": level, "tags": [], "text": "" });
    client
        .post(&format!("/v1/orders/{order}/rating"), &rating)
        .await
        .expect(201);
}

async fn ratings(client: &Client) -> PointsEntryPage {
    client
        .get("/v1/points/entries?indicator=order-feedback&limit=1000")
        .await
        .expect(200)
        .json()
}

#[tokio::test]
async fn rating_an_order_gives_the_same_however_it_is_rated_once_and_up_to_the_cap() {
    let server = Server::start().await;
    server
        .execute("UPDATE point_indicators SET cap_times = 2 WHERE code = 'order-feedback'")
        .await;
    let wang = server.signed_in(WANG).await;
    let orders = rateable(&server, "h09", 3).await;
    assert_eq!(orders.len(), 3);
    assert_eq!(ratings(&wang).await.items, []);
    rate(&wang, &orders[0], 5).await;
    rate(&wang, &orders[1], 1).await;
    let given = ratings(&wang).await.items;
    assert_eq!(given.len(), 2);
    assert_eq!(
        (
            given[0].standing,
            given[0].spendable,
            given[0].state.clone()
        ),
        (given[1].standing, given[1].spendable, EntryState::Pending)
    );
    // A dissatisfied household may rate once more; that is no second time.
    rate(&wang, &orders[1], 4).await;
    assert_eq!(ratings(&wang).await.items.len(), 2);
    // The cap.
    rate(&wang, &orders[2], 5).await;
    assert_eq!(ratings(&wang).await.items.len(), 2);
    assert_books_balance(&server).await;
}
