//! What the first screen tells of ballots.

use linli_contract::{HomeBallot, Timestamp};
use sqlx::AnyConnection;

use super::record::{Record, select_ballots};
use super::standing::Voter;
use crate::error::Result;
use crate::http::{Lang, User};
use crate::orders::quota::count;

/// Open ballots in which somebody may vote, the nearest close first.
pub(crate) async fn of_user(
    connection: &mut AnyConnection,
    user: &User,
    lang: Lang,
    now: Timestamp,
) -> Result<Vec<HomeBallot>> {
    let open: Vec<Record> =
        sqlx::query_as(select_ballots!("WHERE x.rank = 1 ORDER BY x.place, x.id"))
            .bind(now.0)
            .fetch_all(&mut *connection)
            .await?;
    let voter = Voter::of(connection, user, now).await?;
    let mut ballots = Vec::new();
    for ballot in open {
        let standing = voter.standing(connection, lang, &ballot).await?;
        if standing.eligible {
            ballots.push(HomeBallot {
                title: ballot.title(lang),
                closes_at: Timestamp(ballot.closes_at),
                ballot_id: ballot.id.into(),
                voted: standing.voted,
            });
        }
    }
    Ok(ballots)
}

/// How many ballots are open.
pub(crate) async fn open(connection: &mut AnyConnection, now: Timestamp) -> Result<u32> {
    let number: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM ballots WHERE terms_hash IS NOT NULL AND opens_at <= $1 \
         AND closes_at > $1",
    )
    .bind(now.0)
    .fetch_one(connection)
    .await?;
    Ok(count(number))
}
