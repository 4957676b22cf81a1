//! `GET /v1/orders`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Page, StatusType};
use serde::Deserialize;

use super::record::{Record, select_orders};
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Query, User, cached, cut};

/// `?status_type=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    status_type: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// A type of status that a list was asked for.
///
/// # Errors
/// `bad_request` for a word that is none.
pub(crate) fn status_type(word: Option<String>) -> Result<Option<String>> {
    match word {
        Some(word) if !StatusType::ALL.contains(&StatusType::from(word.as_str())) => {
            Err(Code::BadRequest.into())
        }
        word => Ok(word),
    }
}

/// My household's orders and those I placed for others: 待补充 first, then the newest.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let status_type = status_type(wanted.status_type)?.unwrap_or_default();
    let filter = format!("orders {} {status_type}", user.id);
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (rank, created, id): (i64, i64, String) =
        listing.after(&filter)?.unwrap_or((-1, 0, String::new()));
    let mut rows: Vec<Record> = sqlx::query_as(select_orders!(
        "WHERE (o.household_id = $1 OR o.placed_by = $2) AND ($3 = '' OR o.status_type = $3) \
         AND (CASE WHEN o.status = 'need_info' THEN 0 ELSE 1 END > $4 \
         OR (CASE WHEN o.status = 'need_info' THEN 0 ELSE 1 END = $4 \
         AND (o.created_at < $5 OR (o.created_at = $5 AND o.id < $6)))) \
         ORDER BY CASE WHEN o.status = 'need_info' THEN 0 ELSE 1 END, o.created_at DESC, \
         o.id DESC LIMIT $7"
    ))
    .bind(user.household_id.as_deref().unwrap_or_default())
    .bind(&user.id)
    .bind(&status_type)
    .bind(rank)
    .bind(created)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| {
        let rank = i64::from(last.status != "need_info");
        (rank, last.created_at, last.id.clone())
    })?;
    let items = rows.iter().map(|order| order.row(lang)).collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}
