//! `GET /v1/desk/orders`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{DeskRow, Page, Timestamp};
use serde::Deserialize;

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Query, Worker, cached, cursor_to};
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

/// All orders of the community, the nearest deadline first. Among the open ones are those that are
/// done but whose household was dissatisfied and waits to be called back: there is work left.
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
    let now = app.clock.now();
    // A call-back matters until the remedy's time is over.
    let rules = &app.config.rules;
    let stale = now.plus_days(rules.call_back_days - rules.remedy_days).0;
    let (due, id): (i64, String) = listing.after(&filter)?.unwrap_or((i64::MIN, String::new()));
    let mut rows: Vec<Record> = sqlx::query_as(select_orders!(
        "WHERE (o.status_type = $1 OR ($1 = 'open' AND o.call_back_by > $2)) \
         AND ($3 = '' OR o.number LIKE $3 ESCAPE '\\' OR o.service_name_zh LIKE $3 ESCAPE '\\' \
         OR LOWER(o.service_name_en) LIKE $3 ESCAPE '\\' OR o.address LIKE $3 ESCAPE '\\' \
         OR h.address_zh LIKE $3 ESCAPE '\\' OR LOWER(h.address_en) LIKE $3 ESCAPE '\\' \
         OR person.name_zh LIKE $3 ESCAPE '\\' OR LOWER(person.name_en) LIKE $3 ESCAPE '\\' \
         OR person.phone LIKE $3 ESCAPE '\\' OR placer.name_zh LIKE $3 ESCAPE '\\') \
         AND (COALESCE(o.due_at, 9223372036854775807) > $4 \
         OR (COALESCE(o.due_at, 9223372036854775807) = $4 AND o.id > $5)) \
         ORDER BY COALESCE(o.due_at, 9223372036854775807), o.id LIMIT $6"
    ))
    .bind(&status_type)
    .bind(stale)
    .bind(&q)
    .bind(due)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next_cursor = match rows.last() {
        Some(last) if more => {
            let key = (last.due_at.unwrap_or(i64::MAX), &last.id);
            Some(cursor_to(&filter, &key)?)
        }
        _ => None,
    };
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
                call_back_by: order.call_back_by.filter(|by| *by > stale).map(Timestamp),
                complaint_due_at: None,
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
