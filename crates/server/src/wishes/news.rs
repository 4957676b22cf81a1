//! What became of wishes, for those who made or seconded them.

use linli_contract::{Timestamp, WishNews};
use sqlx::AnyConnection;

use super::record::{Record, select_wishes};
use crate::config::Rules;
use crate::error::Result;
use crate::http::{Lang, User};

/// How many decisions the first screen tells; the wishes themselves have all of them.
const MOST: i64 = 10;

/// The decisions on wishes that this person's household made or seconded, the newest first, for as
/// long as the rules tell them.
pub async fn of_user(
    connection: &mut AnyConnection,
    user: &User,
    lang: Lang,
    now: Timestamp,
    rules: &Rules,
) -> Result<Vec<WishNews>> {
    let Some(household) = user.household_id.as_deref() else {
        return Ok(Vec::new());
    };
    let records: Vec<Record> = sqlx::query_as(select_wishes!(
        "WHERE x.decided_at > $3 AND (x.household_id = $1 OR x.seconded > 0) \
         ORDER BY x.decided_at DESC, x.id DESC LIMIT $4"
    ))
    .bind(household)
    .bind(now.0)
    .bind(now.plus_days(-rules.wish_news_days).0)
    .bind(MOST)
    .fetch_all(connection)
    .await?;
    Ok(records
        .into_iter()
        .filter_map(|record| record.news(household, lang))
        .collect())
}
