//! Closing: whoever asks after the time closes a ballot, once. Votes are counted, and what joined them
//! with the roll is gone, in one transaction.

use linli_contract::{Ballot, Timestamp, VoteChannel};
use sqlx::AnyConnection;

use super::model::count::{Cast, Counted, result};
use super::record;
use crate::App;
use crate::db::bulk::{self, Cell};
use crate::error::{Error, Result};
use crate::http::Lang;
use crate::orders::quota::count;
use crate::points;

/// Closes every ballot whose time is over.
pub(crate) async fn settle(app: &App) -> Result<()> {
    let now = app.clock.now();
    let rules = &app.config.rules.points;
    let due: Vec<String> = sqlx::query_scalar(
        "SELECT id FROM ballots WHERE closed_at IS NULL AND terms_hash IS NOT NULL \
         AND closes_at <= $1 ORDER BY closes_at, id",
    )
    .bind(now.0)
    .fetch_all(app.db.pool())
    .await?;
    for id in due {
        let mut tx = app.db.write().await?;
        if close(&mut tx, now, &id).await? {
            points::feed::ballot_closed(&mut tx, rules, &id, now).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Closes a ballot and counts it, unless somebody else just has. Answers whether it did.
pub(crate) async fn close(
    connection: &mut AnyConnection,
    now: Timestamp,
    id: &str,
) -> Result<bool> {
    let record = record::any(connection, now, id).await?;
    let ballot = record.shown(connection, Lang::Zh, now, None).await?;
    // The row's lock makes a vote that is just being written come first, or too late.
    let mine =
        sqlx::query("UPDATE ballots SET version = version WHERE id = $1 AND closed_at IS NULL")
            .bind(id)
            .execute(&mut *connection)
            .await?
            .rows_affected();
    if mine == 0 {
        return Ok(false);
    }
    let votes = votes(connection, id).await?;
    let receipts: Vec<Receipt> = sqlx::query_as(
        "SELECT number, fingerprint, state FROM receipts WHERE ballot_id = $1 ORDER BY number",
    )
    .bind(id)
    .fetch_all(&mut *connection)
    .await?;
    for statement in [
        "DELETE FROM paper_entries WHERE ballot_id = $1",
        "DELETE FROM vote_links WHERE ballot_id = $1",
        "DELETE FROM votes WHERE ballot_id = $1",
        "DELETE FROM receipts WHERE ballot_id = $1",
    ] {
        sqlx::query(statement)
            .bind(id)
            .execute(&mut *connection)
            .await?;
    }
    finish(connection, now, ballot, votes, receipts).await?;
    Ok(true)
}

/// The number, the fingerprint and the state of a receipt.
pub(crate) type Receipt = (String, String, String);

/// Counts a ballot and writes its votes and its receipts anew, each in an order that has nothing to do
/// with the other or with time. What joined the votes with the roll is gone before.
pub(crate) async fn finish(
    connection: &mut AnyConnection,
    at: Timestamp,
    ballot: Ballot,
    votes: Vec<Cast>,
    receipts: Vec<Receipt>,
) -> Result<()> {
    let id = ballot.id.clone();
    let id = id.as_str();
    let channels = channels(connection, id).await?;
    let papers: Option<i64> = sqlx::query_scalar("SELECT papers FROM ballots WHERE id = $1")
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    // A count can take a second, in which other requests are answered.
    let counting = tokio::task::spawn_blocking(move || {
        let counted = Counted {
            ballot: &ballot,
            votes: &votes,
            channels,
            papers: papers.map(count),
            at,
        };
        result(&counted).map(|result| (result, votes))
    });
    let (result, votes) = counting
        .await
        .map_err(Error::internal)?
        .map_err(Error::internal)?;
    sqlx::query("UPDATE ballots SET closed_at = $2, result = $3 WHERE id = $1")
        .bind(id)
        .bind(at.0)
        .bind(serde_json::to_string(&result)?)
        .execute(&mut *connection)
        .await?;
    let mut anew = Vec::with_capacity(votes.len());
    for vote in votes {
        let vote_id = uuid::Uuid::new_v4().simple().to_string();
        anew.push((vote_id, serde_json::to_string(&vote.choices)?));
    }
    anew.sort();
    let anew = anew.into_iter();
    let rows: Vec<[Cell; 3]> = anew
        .map(|(vote, choices)| [vote.into(), id.into(), choices.into()])
        .collect();
    bulk::insert(connection, "votes (id, ballot_id, choices)", &rows).await?;
    let receipts = receipts.into_iter();
    let rows: Vec<[Cell; 4]> = receipts
        .map(|(number, print, state)| [number.into(), id.into(), print.into(), state.into()])
        .collect();
    let into = "receipts (number, ballot_id, fingerprint, state)";
    bulk::insert(connection, into, &rows).await
}

/// Every vote; while its owner's area is still known, with that.
async fn votes(connection: &mut AnyConnection, id: &str) -> Result<Vec<Cast>> {
    let rows: Vec<(String, Option<i64>)> = sqlx::query_as(
        "SELECT v.choices, u.area FROM votes v JOIN vote_links l ON l.vote_id = v.id \
         JOIN ballot_units u ON u.ballot_id = l.ballot_id AND u.id = l.unit_id \
         WHERE v.ballot_id = $1",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(choices, area)| {
            Ok(Cast {
                choices: serde_json::from_str(&choices)?,
                area,
            })
        })
        .collect()
}

async fn channels(connection: &mut AnyConnection, id: &str) -> Result<Vec<(VoteChannel, u32)>> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT channel, COUNT(*) FROM ballot_units WHERE ballot_id = $1 \
         AND voted_on IS NOT NULL GROUP BY channel",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    let number = |channel: &VoteChannel| {
        let row = rows.iter().find(|(word, _)| word == channel.as_str());
        row.map_or(0, |(_, number)| count(*number))
    };
    Ok(VoteChannel::ALL
        .iter()
        .map(|channel| (channel.clone(), number(channel)))
        .filter(|(_, units)| *units > 0)
        .collect())
}
