//! `GET /v1/desk/orders`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{DeskRow, Page, Timestamp};
use serde::Deserialize;

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Query, Worker, cached, cut};
use crate::orders::list::status_type;
use crate::orders::model::life;
use crate::orders::record::{Record, select_orders};
use crate::orders::shown::Eyes;

/// `?status_type=&q=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    status_type: Option<String>,
    q: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// The longest text to look for, in code points.
const Q_MAX: usize = 40;

/// A pattern for `LIKE` that finds a text as it stands.
pub(crate) fn pattern(text: &str) -> String {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return String::new();
    }
    let escaped = text
        .replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_");
    format!("%{escaped}%")
}

/// All orders of the community, the nearest deadline first. Among the open ones are those that have
/// ended while something is owed, a call-back or the answer to a complaint: there is work left.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let status_type = status_type(wanted.status_type)?.unwrap_or_else(|| "open".to_owned());
    let q = wanted.q.unwrap_or_default();
    if q.chars().count() > Q_MAX {
        return Err(Code::BadRequest.into());
    }
    let q = pattern(&q);
    let filter = format!("desk {status_type} {q}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (due, id): (i64, String) = listing.after(&filter)?.unwrap_or((i64::MIN, String::new()));
    let mut rows: Vec<Record> = sqlx::query_as(select_orders!(
        "WHERE (o.status_type = $1 OR ($1 = 'open' AND o.due_at IS NOT NULL)) \
         AND ($2 = '' OR o.number LIKE $2 ESCAPE '\\' OR o.service_name_zh LIKE $2 ESCAPE '\\' \
         OR LOWER(o.service_name_en) LIKE $2 ESCAPE '\\' OR o.address LIKE $2 ESCAPE '\\' \
         OR h.address_zh LIKE $2 ESCAPE '\\' OR LOWER(h.address_en) LIKE $2 ESCAPE '\\' \
         OR person.name_zh LIKE $2 ESCAPE '\\' OR LOWER(person.name_en) LIKE $2 ESCAPE '\\' \
         OR person.phone LIKE $2 ESCAPE '\\' OR placer.name_zh LIKE $2 ESCAPE '\\') \
         AND (COALESCE(o.due_at, 9223372036854775807) > $3 \
         OR (COALESCE(o.due_at, 9223372036854775807) = $3 AND o.id > $4)) \
         ORDER BY COALESCE(o.due_at, 9223372036854775807), o.id LIMIT $5"
    ))
    .bind(&status_type)
    .bind(&q)
    .bind(due)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| {
        (last.due_at.unwrap_or(i64::MAX), last.id.clone())
    })?;
    let items = rows
        .iter()
        .map(|order| {
            let status = order.status();
            DeskRow {
                id: order.id.clone().into(),
                number: order.number.clone(),
                service_name: order.service_name(lang),
                address: order.place(lang),
                person: order.person(lang),
                status_type: life::status_type(&status),
                status,
                holder: order.holder(lang, Eyes::Desk).name,
                created_at: Timestamp(order.created_at),
                promised_at: order.promised(),
                call_back_by: order.call_back_by.map(Timestamp),
                complaint_due_at: order.complaint_due_at.map(Timestamp),
            }
        })
        .collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_worker_types_is_found_as_it_stands() {
        assert_eq!(pattern(" 王秀英 "), "%王秀英%");
        assert_eq!(pattern("50%_\\"), "%50\\%\\_\\\\%");
        assert_eq!(pattern("  "), "");
    }
}
