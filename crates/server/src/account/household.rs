//! `GET /v1/household`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Household, Quota};

use super::people;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, User, cached};
use crate::orders::model::quota::Period;

/// My household: its members, and what it may still order at the public's cost.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    user: User,
    headers: HeaderMap,
) -> Result<Response> {
    let id = user.household()?;
    let (address_zh, address_en): (String, String) =
        sqlx::query_as("SELECT address_zh, address_en FROM households WHERE id = $1")
            .bind(id)
            .fetch_optional(app.db.pool())
            .await?
            .ok_or(Code::NoHousehold)?;
    let household = Household {
        id: id.into(),
        address: lang.pick(address_zh, address_en),
        members: people::members(&app, &user, lang).await?,
        quotas: quotas(&app, id, lang).await?,
    };
    cached(&headers, Cache::Private, &household)
}

/// Every quota of a household in the running period.
pub async fn quotas(app: &App, household_id: &str, lang: Lang) -> Result<Vec<Quota>> {
    type Row = (String, String, String, i64, String);
    let today = app.clock.today();
    let pools: Vec<Row> = sqlx::query_as(
        "SELECT id, name_zh, name_en, units, period FROM quota_pools ORDER BY position",
    )
    .fetch_all(app.db.pool())
    .await?;
    let used: Vec<(String, String, i64)> =
        sqlx::query_as("SELECT quota_id, period, used FROM quota_use WHERE household_id = $1")
            .bind(household_id)
            .fetch_all(app.db.pool())
            .await?;
    let quota = |(code, zh, en, units, period): Row| {
        let period = Period::from_word(&period);
        let key = period.key(today);
        let used = used
            .iter()
            .find(|(id, of, _)| *id == code && *of == key)
            .map_or(0, |(_, _, used)| *used);
        Quota {
            name: lang.pick(zh, en),
            limit: u32::try_from(units).unwrap_or(0),
            left: u32::try_from(units - used).unwrap_or(0),
            renews_on: period.renews_on(today),
            code,
        }
    };
    Ok(pools.into_iter().map(quota).collect())
}
