//! What the first screen tells about points.

use linli_contract::{EntryKind, EntryState, PointsTodo, PointsTodoKind, Timestamp};
use sqlx::AnyConnection;

use super::record::{Record, select_entries};
use super::redemptions::{self, select_redemptions};
use super::{ledger, overview};
use crate::clock::{day_of, instant_of};
use crate::config::Points;
use crate::error::Result;
use crate::http::{Lang, User};
use crate::orders::quota::count;

/// How many cards are sent.
const CARDS_MAX: usize = 5;

/// What a household can spend; nothing for who has no household.
pub(crate) async fn points(connection: &mut AnyConnection, user: &User) -> Result<Option<u32>> {
    match &user.household_id {
        Some(household) => Ok(Some(count(ledger::available(connection, household).await?))),
        None => Ok(None),
    }
}

/// What waits for a household: penalties that are announced, rewards to fetch, lots that expire.
pub(crate) async fn todos(
    connection: &mut AnyConnection,
    user: &User,
    lang: Lang,
    now: Timestamp,
    rules: &Points,
) -> Result<Vec<PointsTodo>> {
    let Some(household) = &user.household_id else {
        return Ok(Vec::new());
    };
    let mut todos = penalties(connection, household, lang).await?;
    let held: Vec<redemptions::Record> = sqlx::query_as(select_redemptions!(
        "WHERE x.household_id = $1 AND x.state = 'held' ORDER BY x.pick_up_until LIMIT 5"
    ))
    .bind(household)
    .fetch_all(&mut *connection)
    .await?;
    for redemption in held {
        let shown = redemption.shown(lang);
        todos.push(PointsTodo {
            kind: PointsTodoKind::PickUp,
            title: shown.title,
            points: shown.cost,
            due_at: shown.pick_up_until,
            id: Some(shown.id.0),
        });
    }
    todos.extend(expiring(connection, household, lang, now, rules).await?);
    todos.sort_by_key(|todo| todo.due_at);
    todos.truncate(CARDS_MAX);
    Ok(todos)
}

async fn penalties(
    connection: &mut AnyConnection,
    household: &str,
    lang: Lang,
) -> Result<Vec<PointsTodo>> {
    let records: Vec<Record> = sqlx::query_as(select_entries!(
        "WHERE e.household_id = $1 AND e.kind = 'penalty' AND o.entry_id IS NULL \
         AND v.decision = 'confirm' ORDER BY v.notice_until LIMIT 5"
    ))
    .bind(household)
    .fetch_all(connection)
    .await?;
    let mut todos = Vec::new();
    for record in records {
        let row = record.row(lang)?;
        debug_assert!(row.kind == EntryKind::Penalty && row.state == EntryState::Pending);
        if let Some(due_at) = row.notice_until {
            todos.push(PointsTodo {
                kind: PointsTodoKind::PenaltyAnnounced,
                title: row.title,
                points: count(-row.standing),
                due_at,
                id: Some(row.id.0),
            });
        }
    }
    Ok(todos)
}

/// One card: what expires within 7 days, or else what expires next within 30.
async fn expiring(
    connection: &mut AnyConnection,
    household: &str,
    lang: Lang,
    now: Timestamp,
    rules: &Points,
) -> Result<Option<PointsTodo>> {
    let today = day_of(now);
    let (first_notice, last_notice) = rules.expiry_notice_days;
    let expiries = overview::expiries(connection, household, today, first_notice).await?;
    let Some(next) = expiries.into_iter().find(|expiry| expiry.notice) else {
        return Ok(None);
    };
    let days = next.last_day.days() - today.days();
    let title = if days <= last_notice {
        lang.pick(
            format!("积分还有 {days} 天到期"),
            format!("Points expire in {days} days"),
        )
    } else {
        lang.pick("有积分快到期", "Some points expire soon")
    };
    Ok(Some(PointsTodo {
        kind: PointsTodoKind::LotsExpiring,
        title,
        points: next.points,
        due_at: instant_of(next.last_day.plus_days(1), 0),
        id: None,
    }))
}
