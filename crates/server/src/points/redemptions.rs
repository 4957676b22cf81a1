//! `GET /v1/points/redemptions`, and one of them to read or to give back.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{Page, Redemption, RedemptionState, Timestamp};
use sqlx::{AnyConnection, FromRow};

use super::{ledger, settle};
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Path, Query, User, cached, cut, json};
use crate::orders::model::form::Bilingual;
use crate::orders::quota::count;

/// A redemption with its reward, and whose it is.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) household_id: String,
    reward_id: String,
    pub(crate) entry_id: String,
    code: String,
    cost: i64,
    state: String,
    pub(crate) created_at: i64,
    pick_up_until: i64,
    ended_at: Option<i64>,
    title_zh: String,
    title_en: String,
    place_zh: String,
    place_en: String,
    hours_zh: String,
    hours_en: String,
    pub(crate) person_zh: String,
    pub(crate) person_en: String,
    pub(crate) address_zh: String,
    pub(crate) address_en: String,
    /// 0 while it is held, else 1: what waits comes first.
    pub(crate) part: i64,
}

/// The statement that reads [`Record`]s, with its end.
macro_rules! select_redemptions {
    ($end:literal) => {
        concat!(
            "SELECT x.* FROM (SELECT r.id, r.household_id, r.reward_id, r.entry_id, r.code, r.cost, \
             r.state, r.created_at, r.pick_up_until, r.ended_at, w.title_zh, w.title_en, \
             w.place_zh, w.place_en, w.hours_zh, w.hours_en, p.name_zh AS person_zh, \
             p.name_en AS person_en, h.address_zh, h.address_en, \
             CASE r.state WHEN 'held' THEN 0 ELSE 1 END AS part \
             FROM point_redemptions r JOIN point_rewards w ON w.id = r.reward_id \
             JOIN people p ON p.id = r.person_id JOIN households h ON h.id = r.household_id) x ",
            $end
        )
    };
}
pub(crate) use select_redemptions;

impl Record {
    pub(crate) fn state(&self) -> RedemptionState {
        RedemptionState::from(self.state.as_str())
    }

    pub(crate) fn shown(self, lang: Lang) -> Redemption {
        Redemption {
            state: self.state(),
            id: self.id.into(),
            reward_id: self.reward_id.into(),
            title: lang.pick(self.title_zh, self.title_en),
            cost: count(self.cost),
            code: self.code,
            place: lang.pick(self.place_zh, self.place_en),
            hours: lang.pick_some(self.hours_zh, self.hours_en),
            created_at: Timestamp(self.created_at),
            pick_up_until: Timestamp(self.pick_up_until),
            ended_at: self.ended_at.map(Timestamp),
            entry_id: self.entry_id.into(),
        }
    }
}

/// The redemption with this id, if it is this household's.
///
/// # Errors
/// `not_found`.
pub(crate) async fn of_household(
    connection: &mut AnyConnection,
    household: &str,
    id: &str,
) -> Result<Record> {
    sqlx::query_as(select_redemptions!(
        "WHERE x.id = $1 AND x.household_id = $2"
    ))
    .bind(id)
    .bind(household)
    .fetch_optional(connection)
    .await?
    .ok_or_else(|| Code::NotFound.into())
}

/// The redemptions of my household: those that wait first, then the newest.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Query(listing): Query<Listing>,
    headers: HeaderMap,
) -> Result<Response> {
    let household = user.household()?;
    settle::settle(&app).await?;
    let limit = listing.limit(&app);
    let filter = "redemptions";
    let (part, at, id): (i64, i64, String) =
        listing
            .after(filter)?
            .unwrap_or((-1, i64::MAX, String::new()));
    let mut records: Vec<Record> = sqlx::query_as(select_redemptions!(
        "WHERE x.household_id = $1 AND (x.part > $2 OR (x.part = $2 AND (x.created_at < $3 \
         OR (x.created_at = $3 AND x.id < $4)))) \
         ORDER BY x.part, x.created_at DESC, x.id DESC LIMIT $5"
    ))
    .bind(household)
    .bind(part)
    .bind(at)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut records, limit, filter, |last| {
        (last.part, last.created_at, last.id.clone())
    })?;
    let items = records
        .into_iter()
        .map(|record| record.shown(lang))
        .collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

/// One redemption with its code.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let household = user.household()?;
    settle::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let found = of_household(&mut connection, household, &id).await?;
    cached(&headers, Cache::Private, &found.shown(lang))
}

/// Gives a redemption back while it waits. Given back already: as it is.
pub async fn cancel(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
) -> Result<Response> {
    let household = user.household()?;
    settle::settle(&app).await?;
    let mut tx = app.db.write().await?;
    ledger::take_turn(&mut tx, household).await?;
    let found = of_household(&mut tx, household, &id).await?;
    match found.state() {
        RedemptionState::Held => {
            let reason = Bilingual {
                zh: "已退回，没有领取。".to_owned(),
                en: "Given back before pick-up.".to_owned(),
            };
            let rules = &app.config.rules.points;
            let now = app.clock.now();
            settle::end(&mut tx, rules, &found.entry_id, "cancelled", now, &reason).await?;
        }
        RedemptionState::Cancelled => {}
        _ => return Err(Code::NotPossibleNow.into()),
    }
    let shown = of_household(&mut tx, household, &id).await?.shown(lang);
    tx.commit().await?;
    json(StatusCode::OK, &shown)
}
