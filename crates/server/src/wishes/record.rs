//! A wish as it is stored and shown.

use linli_contract::{Timestamp, Wish, WishNews, WishStatus};
use sqlx::{AnyConnection, FromRow};

use super::model;
use crate::config::Rules;
use crate::error::{Code, Result};
use crate::http::{Lang, User};
use crate::orders::quota::count;

/// A row of `wishes`, and whether the asking household seconds it.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) household_id: String,
    pub(crate) text_zh: String,
    pub(crate) text_en: String,
    category_id: Option<String>,
    status: String,
    pub(crate) seconds: i64,
    pub(crate) created_at: i64,
    pub(crate) due_at: Option<i64>,
    pub(crate) decided_at: Option<i64>,
    reason_zh: String,
    reason_en: String,
    service_id: Option<String>,
    seconded: i64,
    pub(crate) rank: i64,
}

/// The statement that reads [`Record`]s, with its end, and what else to read where that is wanted.
/// `$1` is the asking household (or empty), `$2` is now. The inner table has the state of each wish
/// at this moment, and its rank: open, review, ended.
macro_rules! select_wishes {
    ($end:literal) => {
        select_wishes!("", $end)
    };
    ($more:literal, $end:literal) => {
        concat!(
            "SELECT x.*",
            $more,
            " FROM (SELECT w.id, w.person_id, w.household_id, w.text_zh, w.text_en, \
             w.category_id, w.decided_at, \
             CASE WHEN w.status = 'open' AND w.due_at <= $2 THEN 'lapsed' ELSE w.status END \
             AS status, w.seconds, w.created_at, w.due_at, w.reason_zh, w.reason_en, \
             w.service_id, (SELECT COUNT(*) FROM wish_seconds s WHERE s.wish_id = w.id \
             AND s.household_id = $1) AS seconded, \
             CASE WHEN w.status = 'open' AND w.due_at > $2 THEN 0 \
             WHEN w.status = 'review' THEN 1 ELSE 2 END AS rank FROM wishes w) x ",
            $end
        )
    };
}
pub(crate) use select_wishes;

/// The household that asks, or nobody's.
pub(crate) fn household(user: Option<&User>) -> &str {
    user.and_then(|user| user.household_id.as_deref())
        .unwrap_or_default()
}

/// The wish with this id.
///
/// # Errors
/// `not_found`.
pub(crate) async fn load(
    connection: &mut AnyConnection,
    household: &str,
    now: Timestamp,
    id: &str,
) -> Result<Record> {
    sqlx::query_as(select_wishes!("WHERE x.id = $3"))
        .bind(household)
        .bind(now.0)
        .bind(id)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| Code::NotFound.into())
}

/// Writes down which wishes have run out of time; their households can make new ones.
pub(crate) async fn lapse(connection: &mut AnyConnection, now: Timestamp) -> Result<()> {
    sqlx::query(
        "UPDATE wishes SET status = 'lapsed', place = NULL WHERE status = 'open' AND due_at <= $1",
    )
    .bind(now.0)
    .execute(connection)
    .await?;
    Ok(())
}

impl Record {
    /// Its state at a moment.
    pub(crate) fn state(&self, now: Timestamp) -> WishStatus {
        model::state(&self.status, self.due_at.map(Timestamp), now)
    }

    /// The wish as this household sees it.
    pub(crate) fn shown(self, household: &str, lang: Lang, now: Timestamp, rules: &Rules) -> Wish {
        let status = self.state(now);
        let waits = matches!(status, WishStatus::Open | WishStatus::Review);
        Wish {
            mine: self.household_id == household,
            id: self.id.into(),
            text: lang.pick(self.text_zh, self.text_en),
            category_id: self.category_id.map(Into::into),
            seconds: count(self.seconds),
            threshold: rules.wish_threshold,
            seconded: self.seconded > 0,
            created_at: Timestamp(self.created_at),
            due_at: self.due_at.map(Timestamp).filter(|_| waits),
            reason: lang.pick_some(self.reason_zh, self.reason_en),
            service_id: self.service_id.map(Into::into),
            status,
        }
    }

    /// What became of the wish, for a household that made or seconded it; `None` while it waits.
    pub(crate) fn news(self, household: &str, lang: Lang) -> Option<WishNews> {
        Some(WishNews {
            decided_at: Timestamp(self.decided_at?),
            mine: self.household_id == household,
            wish_id: self.id.into(),
            text: lang.pick(self.text_zh, self.text_en),
            status: WishStatus::from(self.status.as_str()),
            reason: lang.pick(self.reason_zh, self.reason_en),
            service_id: self.service_id.map(Into::into),
        })
    }
}
