//! `GET /v1/appointments/sheets`: self-checks as data. Their answers never come here.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Page, Sheet};

use crate::App;
use crate::error::Result;
use crate::http::{Cache, Lang, cached};

/// Those that the operator offers, in this language and no other: a wording is part of the measure.
pub(super) async fn list(
    State(app): State<App>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT id, content FROM appointment_sheets WHERE language = $1 ORDER BY position, id",
    )
    .bind(lang.as_str())
    .fetch_all(app.db.pool())
    .await?;
    let without = &app.config.appointments.without_sheets;
    let items: Result<_> = rows
        .into_iter()
        .filter(|(id, _)| !without.contains(id))
        .map(|(_, content)| Ok(serde_json::from_str(&content)?))
        .collect();
    let page: Page<Sheet> = Page {
        items: items?,
        next_cursor: None,
    };
    cached(&headers, Cache::Never, &page)
}
