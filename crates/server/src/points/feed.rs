//! What feeds points without a worker: the close of a ballot. Every household that took part gets the same,
//! whatever it chose, for the day of the close and in the order of their ids: nothing tells how or when
//! anybody voted.

use linli_contract::{EntryKind, Timestamp};
use sqlx::AnyConnection;

use super::ledger::{self, New, Waits};
use super::model::calendar;
use super::{caps, rules};
use crate::clock::day_of;
use crate::config::Points;
use crate::error::Result;
use crate::orders::model::form::Bilingual;

/// The indicator of taking part in a vote. Where there is none, a vote gives nothing.
pub(crate) const VOTE: &str = "vote-taking-part";

/// Records the points of a ballot that is just being closed, once for each household. What is over the
/// cap is left out.
pub(crate) async fn ballot_closed(
    connection: &mut AnyConnection,
    numbers: &Points,
    ballot: &str,
    at: Timestamp,
) -> Result<()> {
    let Some(indicator) = rules::newest(connection, VOTE).await? else {
        return Ok(());
    };
    let (zh, en, closes_at): (String, String, i64) =
        sqlx::query_as("SELECT title_zh, title_en, closes_at FROM ballots WHERE id = $1")
            .bind(ballot)
            .fetch_one(&mut *connection)
            .await?;
    let households: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT COALESCE(u.household_id, p.household_id) AS household \
         FROM ballot_units u LEFT JOIN people p ON p.id = u.person_id WHERE u.ballot_id = $1 \
         AND u.voted_on IS NOT NULL AND COALESCE(u.household_id, p.household_id) IS NOT NULL \
         ORDER BY household",
    )
    .bind(ballot)
    .fetch_all(&mut *connection)
    .await?;
    let source = format!("ballot:{ballot}");
    let day = day_of(Timestamp(closes_at));
    let cap = indicator.cap();
    for household in households {
        ledger::take_turn(connection, &household).await?;
        let reached = match &cap {
            Some(cap) => caps::reached(connection, numbers, &household, VOTE, day, cap).await?,
            None => false,
        };
        let fed: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM point_feeds WHERE source = $1 AND household_id = $2",
        )
        .bind(&source)
        .bind(&household)
        .fetch_one(&mut *connection)
        .await?;
        if reached || fed > 0 {
            continue;
        }
        let new = New {
            household: &household,
            kind: EntryKind::Earn,
            standing: indicator.standing,
            spendable: indicator.spendable,
            title: Bilingual {
                zh: indicator.title_zh.clone(),
                en: indicator.title_en.clone(),
            },
            note: Bilingual {
                zh: zh.clone(),
                en: en.clone(),
            },
            indicator: Some((VOTE, indicator.version)),
            for_day: day,
            period: calendar::period_code(day, numbers.period_months),
            at,
            by: None,
            reverses: None,
            waits: Waits::Until(at.plus_days(numbers.notice_days)),
        };
        let entry = ledger::write(connection, numbers, new).await?;
        sqlx::query("INSERT INTO point_feeds (source, household_id, entry_id) VALUES ($1, $2, $3)")
            .bind(&source)
            .bind(&household)
            .bind(&entry)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
