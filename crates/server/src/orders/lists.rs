//! `GET /v1/service-lists`: the four lists of who does what (四张清单).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Page, ServiceList};

use super::quota::count;
use crate::App;
use crate::error::Result;
use crate::http::{Cache, Lang, cached};

/// The lists, in the order to show.
pub async fn list(State(app): State<App>, lang: Lang, headers: HeaderMap) -> Result<Response> {
    let rows: Vec<(String, String, String, String, String, i64)> = sqlx::query_as(
        "SELECT l.id, l.name_zh, l.name_en, l.about_zh, l.about_en, (SELECT COUNT(*) \
         FROM services s WHERE s.list_id = l.id AND s.withdrawn_at IS NULL) \
         FROM service_lists l ORDER BY l.position",
    )
    .fetch_all(app.db.pool())
    .await?;
    let items = rows
        .into_iter()
        .map(|(id, zh, en, about_zh, about_en, services)| ServiceList {
            id,
            name: lang.pick(zh, en),
            about: lang.pick(about_zh, about_en),
            services: count(services),
        })
        .collect();
    let page = Page {
        items,
        next_cursor: None,
    };
    cached(&headers, Cache::Public, &page)
}
