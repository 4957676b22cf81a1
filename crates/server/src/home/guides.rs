//! `GET /v1/guides` and `GET /v1/guides/{id}`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Guide, Page};

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Path, cached};

/// All guide pages in one page, without their text: there are a dozen.
pub async fn list(State(app): State<App>, lang: Lang, headers: HeaderMap) -> Result<Response> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT id, title_zh, title_en, summary_zh, summary_en, '' AS sections_zh, '' AS sections_en \
         FROM guides ORDER BY position, id",
    )
    .fetch_all(app.db.pool())
    .await?;
    let items: Result<_> = rows.into_iter().map(|row| row.guide(lang)).collect();
    let page: Page<Guide> = Page {
        items: items?,
        next_cursor: None,
    };
    cached(&headers, Cache::Public, &page)
}

/// One with its text.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let row: Row = sqlx::query_as(
        "SELECT id, title_zh, title_en, summary_zh, summary_en, sections_zh, sections_en \
         FROM guides WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(app.db.pool())
    .await?
    .ok_or(Code::NotFound)?;
    cached(&headers, Cache::Public, &row.guide(lang)?)
}

#[derive(sqlx::FromRow)]
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
            sections: if sections.is_empty() {
                Vec::new()
            } else {
                serde_json::from_str(&sections)?
            },
        })
    }
}
