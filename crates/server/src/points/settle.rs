//! Whatever time does to points is done by whoever asks next: entries whose notice is over are posted,
//! rewards that nobody fetched are void, lots whose day is over expire. Each exactly once.

use linli_contract::{EntryKind, Timestamp};
use sqlx::AnyConnection;

use super::ledger::{self, New, Waits};
use super::model::calendar;
use super::model::lots::Lot;
use crate::App;
use crate::clock::day_of;
use crate::config::Points;
use crate::error::{Error, Result};
use crate::orders::model::form::Bilingual;

/// Entries whose time is over, but for those with an open appeal. `$1`: now.
const DUE: &str = "SELECT p.entry_id, e.household_id, e.kind, p.due_at FROM point_pending p \
     JOIN point_entries e ON e.id = p.entry_id WHERE p.due_at <= $1 AND NOT EXISTS (SELECT 1 \
     FROM point_appeals a LEFT JOIN point_appeal_decisions d ON d.appeal_id = a.id \
     WHERE a.entry_id = p.entry_id AND d.appeal_id IS NULL) ORDER BY p.due_at, p.entry_id";

/// Households with lots whose last day is over, but for those of entries with an open appeal. `$1`: today.
const EXPIRED: &str = "SELECT DISTINCT household_id FROM point_lots l WHERE l.last_day < $1 \
     AND l.remaining > 0 AND NOT EXISTS (SELECT 1 FROM point_appeals a \
     LEFT JOIN point_appeal_decisions d ON d.appeal_id = a.id \
     WHERE a.entry_id = l.entry_id AND d.appeal_id IS NULL) ORDER BY household_id";

/// Does what is due, for all households.
pub(crate) async fn settle(app: &App) -> Result<()> {
    let now = app.clock.now();
    let rules = &app.config.rules.points;
    let due: Vec<(String, String, String, i64)> = sqlx::query_as(DUE)
        .bind(now.0)
        .fetch_all(app.db.pool())
        .await?;
    for (entry, household, kind, due) in due {
        let mut tx = app.db.write().await?;
        ledger::take_turn(&mut tx, &household).await?;
        if kind == EntryKind::Redeem.as_str() {
            lapse(&mut tx, rules, &entry, Timestamp(due)).await?;
        } else {
            ledger::post(&mut tx, rules, &entry, Timestamp(due)).await?;
        }
        tx.commit().await?;
    }
    let today = day_of(now).to_string();
    let expired: Vec<String> = sqlx::query_scalar(EXPIRED)
        .bind(&today)
        .fetch_all(app.db.pool())
        .await?;
    for household in expired {
        let mut tx = app.db.write().await?;
        ledger::take_turn(&mut tx, &household).await?;
        expire(&mut tx, rules, &household, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Nobody came for a reward: its points and its piece of the stock go back.
async fn lapse(
    connection: &mut AnyConnection,
    rules: &Points,
    entry: &str,
    at: Timestamp,
) -> Result<()> {
    let reason = Bilingual {
        zh: format!("{} 小时内没有领取，积分已退回。", rules.pick_up_hours),
        en: format!(
            "Not picked up within {} hours; the points are back.",
            rules.pick_up_hours
        ),
    };
    end(connection, rules, entry, "lapsed", at, &reason).await?;
    Ok(())
}

/// Ends a redemption without handing it out. Answers whether it was still held.
pub(super) async fn end(
    connection: &mut AnyConnection,
    rules: &Points,
    entry: &str,
    state: &str,
    at: Timestamp,
    reason: &Bilingual,
) -> Result<bool> {
    if !ledger::void(connection, rules, entry, at, reason).await? {
        return Ok(false);
    }
    let reward: String = sqlx::query_scalar(
        "UPDATE point_redemptions SET state = $2, ended_at = $3 \
         WHERE entry_id = $1 AND state = 'held' RETURNING reward_id",
    )
    .bind(entry)
    .bind(state)
    .bind(at.0)
    .fetch_optional(&mut *connection)
    .await?
    .ok_or_else(|| Error::internal("a hold without its redemption"))?;
    sqlx::query("UPDATE point_rewards SET stock = stock + 1 WHERE id = $1")
        .bind(reward)
        .execute(connection)
        .await?;
    Ok(true)
}

/// The lots of a household whose day is over become one entry for each such day.
async fn expire(
    connection: &mut AnyConnection,
    rules: &Points,
    household: &str,
    now: Timestamp,
) -> Result<()> {
    let lots: Vec<(String, i64, String)> = sqlx::query_as(
        "SELECT l.entry_id, l.remaining, l.last_day FROM point_lots l WHERE l.household_id = $1 \
         AND l.last_day < $2 AND l.remaining > 0 AND NOT EXISTS (SELECT 1 FROM point_appeals a \
         LEFT JOIN point_appeal_decisions d ON d.appeal_id = a.id \
         WHERE a.entry_id = l.entry_id AND d.appeal_id IS NULL) ORDER BY l.last_day, l.entry_id",
    )
    .bind(household)
    .bind(day_of(now).to_string())
    .fetch_all(&mut *connection)
    .await?;
    for of_day in lots.chunk_by(|one, other| one.2 == other.2) {
        let Some((_, _, last_day)) = of_day.first() else {
            continue;
        };
        let day = last_day
            .parse()
            .map_err(|_| Error::internal("a stored day is none"))?;
        let points: i64 = of_day.iter().map(|(_, points, _)| points).sum();
        let new = New {
            household,
            kind: EntryKind::Expire,
            standing: 0,
            spendable: -points,
            title: Bilingual {
                zh: "积分到期".to_owned(),
                en: "Points expired".to_owned(),
            },
            note: Bilingual {
                zh: format!("最后可用日 {day}"),
                en: format!("Could be spent until {day}"),
            },
            indicator: None,
            for_day: day,
            period: calendar::period_code(day, rules.period_months),
            at: now,
            by: None,
            reverses: None,
            waits: Waits::No,
        };
        let entry = ledger::write(connection, rules, new).await?;
        let uses: Vec<Lot> = of_day
            .iter()
            .map(|(id, remaining, _)| Lot {
                id: id.clone(),
                remaining: *remaining,
            })
            .collect();
        ledger::take(connection, &entry, &uses).await?;
    }
    Ok(())
}
