//! What a household may still order at the public's cost. The count is raised and lowered by
//! conditional statements, so that the last one goes to one order only.

use linli_contract::{Date, Quota};
use sqlx::AnyConnection;

use super::model::quota::Period;
use crate::error::Result;
use crate::http::Lang;

/// The key of the period in which a day lies, for a pool.
pub(crate) async fn period_of(
    connection: &mut AnyConnection,
    quota: &str,
    day: Date,
) -> Result<String> {
    let period: String = sqlx::query_scalar("SELECT period FROM quota_pools WHERE id = $1")
        .bind(quota)
        .fetch_one(connection)
        .await?;
    Ok(Period::from_word(&period).key(day))
}

/// Takes one of a household's quota. `None` when it is used up; otherwise the period it was taken
/// from, to give it back to.
pub(crate) async fn take(
    connection: &mut AnyConnection,
    household: &str,
    quota: &str,
    day: Date,
) -> Result<Option<String>> {
    let period = period_of(connection, quota, day).await?;
    let used: Option<i64> = sqlx::query_scalar(
        "INSERT INTO quota_use (household_id, quota_id, period, used) \
         SELECT $1, id, $2, 1 FROM quota_pools WHERE id = $3 AND units > 0 \
         ON CONFLICT (household_id, quota_id, period) DO UPDATE SET used = quota_use.used + 1 \
         WHERE quota_use.used < (SELECT units FROM quota_pools WHERE id = $3) RETURNING used",
    )
    .bind(household)
    .bind(period.as_str())
    .bind(quota)
    .fetch_optional(connection)
    .await?;
    Ok(used.map(|_| period))
}

/// Gives one back to the period it was taken from.
pub(crate) async fn give_back(
    connection: &mut AnyConnection,
    household: &str,
    quota: &str,
    period: &str,
) -> Result<()> {
    sqlx::query(
        "UPDATE quota_use SET used = used - 1 \
         WHERE household_id = $1 AND quota_id = $2 AND period = $3 AND used > 0",
    )
    .bind(household)
    .bind(quota)
    .bind(period)
    .execute(connection)
    .await?;
    Ok(())
}

/// All quotas of a household, in the order to show, on a day of the community.
pub async fn of_household(
    connection: &mut AnyConnection,
    household: &str,
    lang: Lang,
    today: Date,
) -> Result<Vec<Quota>> {
    let pools: Vec<(String, String, String, i64, String)> = sqlx::query_as(
        "SELECT id, name_zh, name_en, units, period FROM quota_pools ORDER BY position",
    )
    .fetch_all(&mut *connection)
    .await?;
    let used: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT quota_id, period, used FROM quota_use WHERE household_id = $1")
            .bind(household)
            .fetch_all(connection)
            .await?;
    Ok(pools
        .into_iter()
        .map(|(code, zh, en, units, period)| {
            let period = Period::from_word(&period);
            let key = period.key(today);
            let used = used
                .iter()
                .find(|(quota, of, _)| *quota == code && *of == key)
                .map_or(0, |(_, _, used)| *used);
            Quota {
                code,
                name: lang.pick(zh, en),
                limit: count(units),
                left: count(units - used),
                renews_on: period.renews_on(today),
            }
        })
        .collect())
}

/// A count as the contract writes it; a negative one is none.
pub(crate) fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}
