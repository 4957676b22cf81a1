//! `GET /v1/appointments/readings` and `GET /v1/appointments/readings/{id}`: articles.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Guide, Page};
use sqlx::FromRow;

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Path, cached};

#[derive(FromRow)]
struct Row {
    id: String,
    title_zh: String,
    title_en: String,
    summary_zh: String,
    summary_en: String,
    sections_zh: String,
    sections_en: String,
}

impl Row {
    fn guide(self, lang: Lang) -> Result<Guide> {
        let sections = lang.pick(self.sections_zh, self.sections_en);
        Ok(Guide {
            id: self.id.into(),
            title: lang.pick(self.title_zh, self.title_en),
            summary: lang.pick(self.summary_zh, self.summary_en),
            sections: serde_json::from_str(&sections)?,
        })
    }
}

/// All of them in one page, without their text.
pub(super) async fn list(
    State(app): State<App>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, title_zh, title_en, summary_zh, summary_en, '[]' AS sections_zh, \
         '[]' AS sections_en FROM appointment_readings ORDER BY position, id",
    )
    .fetch_all(app.db.pool())
    .await?;
    let items: Result<_> = rows.into_iter().map(|row| row.guide(lang)).collect();
    let page: Page<Guide> = Page {
        items: items?,
        next_cursor: None,
    };
    cached(&headers, Cache::Never, &page)
}

/// One with its text.
pub(super) async fn get(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let row: Option<Row> = sqlx::query_as("SELECT * FROM appointment_readings WHERE id = $1")
        .bind(id)
        .fetch_optional(app.db.pool())
        .await?;
    let guide = row.ok_or(Code::NotFound)?.guide(lang)?;
    cached(&headers, Cache::Never, &guide)
}
