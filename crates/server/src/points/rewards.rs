//! `GET /v1/points/rewards`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Date, Page, Reward};
use sqlx::{AnyConnection, FromRow};

use super::model::calendar;
use super::settle;
use crate::App;
use crate::error::{Error, Result};
use crate::http::{Cache, Lang, MaybeUser, cached};
use crate::orders::quota::count;

/// A reward as it is stored.
#[derive(Clone, Debug, FromRow)]
pub(super) struct Stored {
    pub(super) id: String,
    pub(super) title_zh: String,
    pub(super) title_en: String,
    about_zh: String,
    about_en: String,
    pub(super) cost: i64,
    pub(super) stock: i64,
    pub(super) per_period: Option<i64>,
    place_zh: String,
    place_en: String,
    until_day: Option<String>,
}

impl Stored {
    pub(super) fn until(&self) -> Result<Option<Date>> {
        self.until_day
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(|_| Error::internal("a stored day is none"))
    }
}

/// How many of a reward a household took in a period: what is held and what was handed out.
pub(super) async fn taken(
    connection: &mut AnyConnection,
    household: &str,
    reward: &str,
    period: &str,
) -> Result<i64> {
    Ok(sqlx::query_scalar(
        "SELECT COUNT(*) FROM point_redemptions WHERE household_id = $1 AND reward_id = $2 \
         AND period = $3 AND state IN ('held', 'done')",
    )
    .bind(household)
    .bind(reward)
    .bind(period)
    .fetch_one(connection)
    .await?)
}

/// What points can be exchanged for, in the order to show.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    headers: HeaderMap,
) -> Result<Response> {
    settle::settle(&app).await?;
    let today = app.clock.today();
    let period = calendar::period_code(today, app.config.rules.points.period_months);
    let household = user.as_ref().and_then(|user| user.household_id.as_deref());
    let mut connection = app.db.pool().acquire().await?;
    let stored: Vec<Stored> = sqlx::query_as("SELECT * FROM point_rewards ORDER BY position, id")
        .fetch_all(&mut *connection)
        .await?;
    let mut items = Vec::with_capacity(stored.len());
    for reward in stored {
        let until = reward.until()?;
        if until.is_some_and(|until| until < today) {
            continue;
        }
        let left = match (household, reward.per_period) {
            (Some(household), Some(most)) => {
                let taken = taken(&mut connection, household, &reward.id, &period).await?;
                Some(count(most - taken))
            }
            _ => None,
        };
        items.push(Reward {
            title: lang.pick(reward.title_zh, reward.title_en),
            about: lang.pick_some(reward.about_zh, reward.about_en),
            cost: count(reward.cost),
            stock: count(reward.stock),
            limit: reward.per_period.map(count),
            left,
            place: lang.pick(reward.place_zh, reward.place_en),
            until,
            id: reward.id.into(),
        });
    }
    let cache = if user.is_some() {
        Cache::Private
    } else {
        Cache::Public
    };
    let page = Page {
        items,
        next_cursor: None,
    };
    cached(&headers, cache, &page)
}
