//! `GET /v1/wishes`, `GET /v1/wishes/{id}`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Page, Timestamp, Wish, WishStatus};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::model;
use super::record::{self, Record, household, select_wishes};
use crate::App;
use crate::config::Rules;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, MaybeUser, Path, Query, User, cached, cut};
use crate::orders::quota::count;

/// The longest wish, in code points.
const TEXT_MAX: usize = 60;

/// How many of the newest wishes are compared when similar ones are looked for.
const COMPARED: i64 = 2000;

/// `?status=&similar_to=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    status: Option<String>,
    similar_to: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// The state that a list is narrowed to; empty means all.
///
/// # Errors
/// `bad_request` for a word that is none.
pub(crate) fn status(wanted: Option<String>) -> Result<String> {
    match wanted {
        Some(word) if !WishStatus::ALL.contains(&WishStatus::from(word.as_str())) => {
            Err(Code::BadRequest.into())
        }
        wanted => Ok(wanted.unwrap_or_default()),
    }
}

/// Wishes: the open ones nearest to their threshold first, then those in review, then the rest.
/// With `similar_to`, those like a text, the most alike first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let user = user.as_ref();
    let now = app.clock.now();
    let rules = &app.config.rules;
    let status = status(wanted.status)?;
    let shown = |record: Record| record.shown(household(user), lang, now, rules);
    if let Some(text) = wanted.similar_to.filter(|text| !text.trim().is_empty()) {
        if text.chars().count() > TEXT_MAX {
            return Err(Code::BadRequest.into());
        }
        let records = similar(&app, user, now, &status, &text).await?;
        let page = Page {
            items: records.into_iter().map(shown).collect(),
            next_cursor: None,
        };
        return cached(&headers, Cache::Private, &page);
    }
    let filter = format!("wishes {status}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (rank, seconds, created, id): (i64, i64, i64, String) =
        listing.after(&filter)?.unwrap_or((-1, 0, 0, String::new()));
    let mut records: Vec<Record> = sqlx::query_as(select_wishes!(
        "WHERE ($3 = '' OR x.status = $3) AND (x.rank > $4 OR (x.rank = $4 AND (x.seconds < $5 \
         OR (x.seconds = $5 AND (x.created_at < $6 OR (x.created_at = $6 AND x.id < $7)))))) \
         ORDER BY x.rank, x.seconds DESC, x.created_at DESC, x.id DESC LIMIT $8"
    ))
    .bind(household(user))
    .bind(now.0)
    .bind(&status)
    .bind(rank)
    .bind(seconds)
    .bind(created)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut records, limit, &filter, |last| {
        (last.rank, last.seconds, last.created_at, last.id.clone())
    })?;
    let items = records.into_iter().map(shown).collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

async fn similar(
    app: &App,
    user: Option<&User>,
    now: Timestamp,
    status: &str,
    text: &str,
) -> Result<Vec<Record>> {
    let records: Vec<Record> = sqlx::query_as(select_wishes!(
        "WHERE ($3 = '' OR x.status = $3) AND x.status <> 'lapsed' \
         ORDER BY x.rank, x.created_at DESC, x.id DESC LIMIT $4"
    ))
    .bind(household(user))
    .bind(now.0)
    .bind(status)
    .bind(COMPARED)
    .fetch_all(app.db.pool())
    .await?;
    let texts = records
        .iter()
        .map(|record| [record.text_zh.as_str(), record.text_en.as_str()]);
    let places = model::similar(text, texts, model::SIMILAR);
    Ok(places
        .into_iter()
        .filter_map(|place| records.get(place).cloned())
        .collect())
}

/// A wish.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let now = app.clock.now();
    let household = household(user.as_ref());
    let record = record::load(&mut connection, household, now, &id).await?;
    let shown = record.shown(household, lang, now, &app.config.rules);
    cached(&headers, Cache::Private, &shown)
}

/// The open wishes nearest to their threshold, for the first screen.
pub async fn nearest(
    connection: &mut AnyConnection,
    user: Option<&User>,
    lang: Lang,
    now: Timestamp,
    rules: &Rules,
    most: i64,
) -> Result<Vec<Wish>> {
    let records: Vec<Record> = sqlx::query_as(select_wishes!(
        "WHERE x.rank = 0 ORDER BY x.seconds DESC, x.created_at DESC, x.id DESC LIMIT $3"
    ))
    .bind(household(user))
    .bind(now.0)
    .bind(most)
    .fetch_all(connection)
    .await?;
    Ok(records
        .into_iter()
        .map(|record| record.shown(household(user), lang, now, rules))
        .collect())
}

/// How many wishes are open.
pub async fn open(connection: &mut AnyConnection, now: Timestamp) -> Result<u32> {
    let number: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM wishes WHERE status = 'open' AND due_at > $1")
            .bind(now.0)
            .fetch_one(connection)
            .await?;
    Ok(count(number))
}
