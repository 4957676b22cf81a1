//! The writing side of the ledger. Every function here runs inside a transaction of its caller, after
//! [`take_turn`] of the household whose points it moves.

use linli_contract::{Date, EntryKind, Timestamp};
use sqlx::AnyConnection;

use super::model::calendar;
use super::model::lots::{self, Lot};
use crate::clock::day_of;
use crate::config::Points;
use crate::error::{Code, Error, Result};
use crate::orders::model::form::Bilingual;

/// Makes whoever moves the same household's points wait until this transaction has ended.
pub(crate) async fn take_turn(connection: &mut AnyConnection, household: &str) -> Result<()> {
    sqlx::query(
        "INSERT INTO point_accounts (household_id, turns) VALUES ($1, 1) \
         ON CONFLICT (household_id) DO UPDATE SET turns = point_accounts.turns + 1",
    )
    .bind(household)
    .execute(connection)
    .await?;
    Ok(())
}

/// An entry to be written.
#[derive(Clone, Debug)]
pub(crate) struct New<'a> {
    pub(crate) household: &'a str,
    pub(crate) kind: EntryKind,
    pub(crate) standing: i64,
    pub(crate) spendable: i64,
    pub(crate) title: Bilingual,
    pub(crate) note: Bilingual,
    /// The indicator and its version.
    pub(crate) indicator: Option<(&'a str, i64)>,
    pub(crate) for_day: Date,
    pub(crate) period: String,
    pub(crate) at: Timestamp,
    /// Nobody: the system.
    pub(crate) by: Option<&'a str>,
    pub(crate) reverses: Option<&'a str>,
    pub(crate) waits: Waits,
}

/// For what an entry waits before it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Waits {
    /// For nothing: it is posted at once.
    No,
    /// For the end of the notice or of the hold.
    Until(Timestamp),
    /// For a second worker.
    Review,
}

/// Writes an entry; one that does not wait is posted. Answers its id.
pub(crate) async fn write(
    connection: &mut AnyConnection,
    rules: &Points,
    new: New<'_>,
) -> Result<String> {
    let id = uuid::Uuid::now_v7().simple().to_string();
    let due = match new.waits {
        Waits::Until(due) => Some(due.0),
        Waits::No | Waits::Review => None,
    };
    sqlx::query(
        "INSERT INTO point_entries (id, household_id, kind, standing, spendable, title_zh, title_en, \
         note_zh, note_en, indicator, indicator_version, for_day, period, recorded_at, recorded_by, \
         second_worker, notice_until, reverses) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
         $11, $12, $13, $14, $15, $16, $17, $18)",
    )
    .bind(&id)
    .bind(new.household)
    .bind(new.kind.as_str())
    .bind(new.standing)
    .bind(new.spendable)
    .bind(&new.title.zh)
    .bind(&new.title.en)
    .bind(&new.note.zh)
    .bind(&new.note.en)
    .bind(new.indicator.map(|(code, _)| code))
    .bind(new.indicator.map(|(_, version)| version))
    .bind(new.for_day.to_string())
    .bind(&new.period)
    .bind(new.at.0)
    .bind(new.by)
    .bind(i64::from(new.waits == Waits::Review))
    .bind(due)
    .bind(new.reverses)
    .execute(&mut *connection)
    .await?;
    // One correction of an entry at a time; the second one finds the first.
    let inserted = sqlx::query(
        "INSERT INTO point_pending (entry_id, due_at, reverses) VALUES ($1, $2, $3) \
         ON CONFLICT DO NOTHING",
    )
    .bind(&id)
    .bind(due)
    .bind(new.reverses)
    .execute(&mut *connection)
    .await?
    .rows_affected();
    if inserted == 0 {
        return Err(Code::NotPossibleNow.into());
    }
    if new.waits == Waits::No {
        post(connection, rules, &id, new.at).await?;
    }
    Ok(id)
}

/// What an entry moves, and whose it is.
#[derive(sqlx::FromRow)]
struct Moves {
    household_id: String,
    spendable: i64,
    reverses: Option<String>,
}

/// Posts a pending entry: from `at` on it counts. Answers whether it was still pending.
pub(crate) async fn post(
    connection: &mut AnyConnection,
    rules: &Points,
    id: &str,
    at: Timestamp,
) -> Result<bool> {
    if !settle(connection, id, "posted", at, &Bilingual::default()).await? {
        return Ok(false);
    }
    let moves: Moves =
        sqlx::query_as("SELECT household_id, spendable, reverses FROM point_entries WHERE id = $1")
            .bind(id)
            .fetch_one(&mut *connection)
            .await?;
    if moves.spendable > 0 {
        sqlx::query(
            "INSERT INTO point_lots (entry_id, household_id, earned_at, points, remaining, last_day) \
             VALUES ($1, $2, $3, $4, $4, $5)",
        )
        .bind(id)
        .bind(&moves.household_id)
        .bind(at.0)
        .bind(moves.spendable)
        .bind(calendar::last_day(day_of(at), rules.expiry_months).to_string())
        .execute(&mut *connection)
        .await?;
    }
    if let Some(wrong) = &moves.reverses {
        let first = sqlx::query(
            "INSERT INTO point_corrections (entry_id, by_entry) VALUES ($1, $2) \
             ON CONFLICT DO NOTHING",
        )
        .bind(wrong)
        .bind(id)
        .execute(&mut *connection)
        .await?
        .rows_affected();
        if first == 0 {
            return Err(Code::NotPossibleNow.into());
        }
    }
    Ok(true)
}

/// Voids a pending entry, and gives back what it held. Answers whether it was still pending.
pub(crate) async fn void(
    connection: &mut AnyConnection,
    rules: &Points,
    id: &str,
    at: Timestamp,
    reason: &Bilingual,
) -> Result<bool> {
    if !settle(connection, id, "voided", at, reason).await? {
        return Ok(false);
    }
    let uses: Vec<(String, i64)> =
        sqlx::query_as("SELECT lot_id, points FROM point_uses WHERE entry_id = $1 ORDER BY lot_id")
            .bind(id)
            .fetch_all(&mut *connection)
            .await?;
    // Nothing is lost that could not be spent while it was held: a lot whose day came meanwhile lives a
    // little longer.
    let today = day_of(at);
    let grace = today.plus_days(rules.grace_days).to_string();
    for (lot, points) in uses {
        sqlx::query(
            "UPDATE point_lots SET remaining = remaining + $2, \
             last_day = CASE WHEN last_day < $3 THEN $4 ELSE last_day END WHERE entry_id = $1",
        )
        .bind(lot)
        .bind(points)
        .bind(today.to_string())
        .bind(&grace)
        .execute(&mut *connection)
        .await?;
    }
    Ok(true)
}

/// Takes the right to settle an entry, and says how: once for an entry.
async fn settle(
    connection: &mut AnyConnection,
    id: &str,
    state: &str,
    at: Timestamp,
    reason: &Bilingual,
) -> Result<bool> {
    let mine = sqlx::query("DELETE FROM point_pending WHERE entry_id = $1")
        .bind(id)
        .execute(&mut *connection)
        .await?
        .rows_affected();
    if mine == 0 {
        return Ok(false);
    }
    sqlx::query(
        "INSERT INTO point_outcomes (entry_id, state, at, reason_zh, reason_en) \
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(state)
    .bind(at.0)
    .bind(&reason.zh)
    .bind(&reason.en)
    .execute(connection)
    .await?;
    Ok(true)
}

/// The lots of a household that have something left, in the order in which they are spent.
async fn lots_of(connection: &mut AnyConnection, household: &str) -> Result<Vec<Lot>> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT entry_id, remaining FROM point_lots WHERE household_id = $1 AND remaining > 0 \
         ORDER BY last_day, earned_at, entry_id",
    )
    .bind(household)
    .fetch_all(connection)
    .await?;
    let lot = |(id, remaining)| Lot { id, remaining };
    Ok(rows.into_iter().map(lot).collect())
}

/// What a household can spend now.
pub(crate) async fn available(connection: &mut AnyConnection, household: &str) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT CAST(COALESCE(SUM(remaining), 0) AS BIGINT) FROM point_lots \
         WHERE household_id = $1 AND remaining > 0",
    )
    .bind(household)
    .fetch_one(connection)
    .await?)
}

/// Which lots an entry takes its points from. `first`: a lot that is taken from before the others.
///
/// # Errors
/// `not_enough_points`.
pub(crate) async fn plan(
    connection: &mut AnyConnection,
    household: &str,
    points: i64,
    first: Option<&str>,
) -> Result<Vec<Lot>> {
    let mut lots = lots_of(connection, household).await?;
    // A stable sort: the others keep their order.
    lots.sort_by_key(|lot| Some(lot.id.as_str()) != first);
    lots::take(&lots, points).ok_or_else(|| Code::NotEnoughPoints.into())
}

/// Takes points from lots for an entry.
pub(crate) async fn take(connection: &mut AnyConnection, entry: &str, uses: &[Lot]) -> Result<()> {
    for used in uses {
        let taken = sqlx::query(
            "UPDATE point_lots SET remaining = remaining - $2 \
             WHERE entry_id = $1 AND remaining >= $2",
        )
        .bind(&used.id)
        .bind(used.remaining)
        .execute(&mut *connection)
        .await?
        .rows_affected();
        if taken == 0 {
            return Err(Error::internal("a lot shrank during its household's turn"));
        }
        sqlx::query("INSERT INTO point_uses (entry_id, lot_id, points) VALUES ($1, $2, $3)")
            .bind(entry)
            .bind(&used.id)
            .bind(used.remaining)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
