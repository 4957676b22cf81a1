//! `GET /v1/categories`, `GET /v1/services`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Category, Page, Payer, ServiceRow};
use serde::Deserialize;
use sqlx::FromRow;

use super::model::words;
use super::quota::count;
use super::service::average;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Query, cached, cut};

/// The categories, in the order to show.
pub async fn list_categories(
    State(app): State<App>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response> {
    let rows: Vec<(String, String, String, String, i64)> = sqlx::query_as(
        "SELECT c.id, c.name_zh, c.name_en, c.icon, (SELECT COUNT(*) FROM services s \
         WHERE s.category_id = c.id AND s.withdrawn_at IS NULL) FROM categories c \
         ORDER BY c.position",
    )
    .fetch_all(app.db.pool())
    .await?;
    let items = rows
        .into_iter()
        .map(|(id, zh, en, icon, services)| Category {
            id: id.into(),
            name: lang.pick(zh, en),
            icon,
            services: count(services),
        })
        .collect();
    let page = Page {
        items,
        next_cursor: None,
    };
    cached(&headers, Cache::Public, &page)
}

/// `?category_id=&list_id=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    category_id: Option<String>,
    list_id: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    position: i64,
    category_id: String,
    name_zh: String,
    name_en: String,
    summary_zh: String,
    summary_en: String,
    search: String,
    payer: String,
    price_fen: i64,
    unit: String,
    provider_zh: String,
    provider_en: String,
    rating_sum: i64,
    ratings: i64,
}

/// Whether a text has the form of the contract's ids.
fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    (1..=64).contains(&text.len()) && text.bytes().all(allowed)
}

/// The catalogue: all rows fit into one answer.
pub async fn list_services(
    State(app): State<App>,
    lang: Lang,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let named = [&wanted.category_id, &wanted.list_id];
    if named.into_iter().flatten().any(|id| !is_id(id)) {
        return Err(Code::BadRequest.into());
    }
    let category = wanted.category_id.unwrap_or_default();
    let list = wanted.list_id.unwrap_or_default();
    let filter = format!("services {category} {list}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let after: i64 = listing.after(&filter)?.unwrap_or(-1);
    let mut rows: Vec<Row> = sqlx::query_as(
        "SELECT s.id, s.position, s.category_id, s.name_zh, s.name_en, s.summary_zh, \
         s.summary_en, s.search, s.payer, s.price_fen, s.unit, p.name_zh AS provider_zh, \
         p.name_en AS provider_en, p.rating_sum, p.ratings \
         FROM services s JOIN providers p ON p.id = s.provider_id \
         WHERE s.withdrawn_at IS NULL AND s.position > $1 AND ($2 = '' OR s.category_id = $2) \
         AND ($3 = '' OR s.list_id = $3) ORDER BY s.position LIMIT $4",
    )
    .bind(after)
    .bind(&category)
    .bind(&list)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| last.position)?;
    let items = rows.into_iter().map(|row| row.shown(lang)).collect();
    cached(&headers, Cache::Public, &Page { items, next_cursor })
}

impl Row {
    fn shown(self, lang: Lang) -> ServiceRow {
        ServiceRow {
            id: self.id.into(),
            category_id: self.category_id.into(),
            name: lang.pick(self.name_zh, self.name_en),
            summary: lang.pick(self.summary_zh, self.summary_en),
            provider: lang.pick(self.provider_zh, self.provider_en),
            payer: Payer::from(self.payer.as_str()),
            price_fen: self.price_fen,
            unit: words::unit(&self.unit, lang == Lang::En).to_owned(),
            rating_tenths: average(self.rating_sum, self.ratings),
            search: Some(self.search).filter(|words| !words.is_empty()),
        }
    }
}
