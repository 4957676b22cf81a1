//! `GET /v1/desk/points/households`, `GET /v1/desk/points/entries`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{DeskHousehold, FilePage, Page};
use serde::Deserialize;
use sqlx::FromRow;

use super::files::{self, Opened};
use super::queue::pattern;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Query, Worker, cached, cut};
use crate::orders::model::answers::is_id;
use crate::points::entries::word;
use crate::points::model::calendar;
use crate::points::record::{Record, select_entries};
use crate::points::settle;

/// The longest text to look for, in code points.
const TEXT_MAX: usize = 60;

/// `?text=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct WantedHouseholds {
    text: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

#[derive(FromRow)]
struct Household {
    id: String,
    address_zh: String,
    address_en: String,
    standing: i64,
    spendable: i64,
}

/// Households to record points for, by their addresses.
pub async fn households(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Query(wanted): Query<WantedHouseholds>,
    headers: HeaderMap,
) -> Result<Response> {
    let text = wanted.text.unwrap_or_default();
    if text.chars().count() > TEXT_MAX {
        return Err(Code::BadRequest.into());
    }
    let text = pattern(&text);
    settle::settle(&app).await?;
    let filter = format!("households {text}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (address, last): (String, String) = listing.after(&filter)?.unwrap_or_default();
    let period = calendar::period_code(app.clock.today(), app.config.rules.points.period_months);
    let mut connection = app.db.pool().acquire().await?;
    let mut rows: Vec<Household> = sqlx::query_as(
        "SELECT h.id, h.address_zh, h.address_en, CAST(COALESCE((SELECT SUM(e.standing) \
         FROM point_entries e JOIN point_outcomes o ON o.entry_id = e.id AND o.state = 'posted' \
         WHERE e.household_id = h.id AND e.period = $5), 0) AS BIGINT) AS standing, \
         CAST(COALESCE((SELECT SUM(l.remaining) FROM point_lots l WHERE l.household_id = h.id AND l.remaining > 0), 0) \
         AS BIGINT) AS spendable FROM households h \
         WHERE ($1 = '' OR LOWER(h.address_zh) LIKE $1 ESCAPE '\\' \
         OR LOWER(h.address_en) LIKE $1 ESCAPE '\\' OR EXISTS (SELECT 1 FROM people p \
         WHERE p.household_id = h.id AND (p.name_zh LIKE $1 ESCAPE '\\' \
         OR LOWER(p.name_en) LIKE $1 ESCAPE '\\'))) \
         AND (h.address_zh > $2 OR (h.address_zh = $2 AND h.id > $3)) \
         ORDER BY h.address_zh, h.id LIMIT $4",
    )
    .bind(&text)
    .bind(address)
    .bind(last)
    .bind(limit + 1)
    .bind(&period)
    .fetch_all(&mut *connection)
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| {
        (last.address_zh.clone(), last.id.clone())
    })?;
    let found: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let opened = Opened::page(&user, FilePage::Search);
    opened.note(&app, &user, &found).await?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let people: Vec<(String, String)> = sqlx::query_as(
            "SELECT name_zh, name_en FROM people WHERE household_id = $1 ORDER BY position, id",
        )
        .bind(&row.id)
        .fetch_all(&mut *connection)
        .await?;
        let names: Vec<String> = people
            .into_iter()
            .map(|(zh, en)| lang.pick(zh, en))
            .collect();
        items.push(DeskHousehold {
            id: row.id.into(),
            address: lang.pick(row.address_zh, row.address_en),
            people: names.join(lang.pick("、", ", ").as_str()),
            standing: row.standing,
            spendable: row.spendable,
        });
    }
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

/// `?review=&state=&household=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    review: Option<String>,
    state: Option<String>,
    household: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// Entries of all households: the newest first, but what waits for a second worker the oldest first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let review = word(wanted.review, &["waiting", "confirmed", "refused"])?;
    let state = word(wanted.state, &["pending", "posted", "voided"])?;
    if wanted.household.as_deref().is_some_and(|id| !is_id(id)) {
        return Err(Code::BadRequest.into());
    }
    let household = wanted.household.unwrap_or_default();
    settle::settle(&app).await?;
    if !household.is_empty() {
        files::open_points(&app, &user, &household).await?;
    }
    let filter = format!("desk points {review} {state} {household}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    // One statement for both directions: the sign of the time turns it round.
    let sign: i64 = if review == "waiting" { 1 } else { -1 };
    let (turn, id): (i64, String) = listing.after(&filter)?.unwrap_or((i64::MIN, String::new()));
    let mut records: Vec<Record> = sqlx::query_as(select_entries!(
        "WHERE ($1 = '' OR ($1 = 'waiting' AND e.second_worker = 1 AND v.entry_id IS NULL \
         AND o.entry_id IS NULL) OR ($1 = 'confirmed' AND v.decision = 'confirm') \
         OR ($1 = 'refused' AND v.decision = 'refuse')) \
         AND ($2 = '' OR COALESCE(o.state, 'pending') = $2) AND ($3 = '' OR e.household_id = $3) \
         AND (e.recorded_at * $4 > $5 OR (e.recorded_at * $4 = $5 AND e.id > $6)) \
         ORDER BY e.recorded_at * $4, e.id LIMIT $7"
    ))
    .bind(&review)
    .bind(&state)
    .bind(&household)
    .bind(sign)
    .bind(turn)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut records, limit, &filter, |last| {
        (last.recorded_at * sign, last.id.clone())
    })?;
    let items = records
        .iter()
        .map(|record| record.at_desk(lang, &user))
        .collect::<Result<_>>()?;
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}
