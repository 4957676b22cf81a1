//! `GET /v1/lines`: whom to call. Numbers and hours are the operator's.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{HelpLine, HelpLines};
use sqlx::FromRow;

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, cached};

#[derive(FromRow)]
struct Row {
    name_zh: String,
    name_en: String,
    phone: String,
    hours_zh: String,
    hours_en: String,
    about_zh: String,
    about_en: String,
}

/// The lines, a few sentences, and whether one can ask for a call.
pub(super) async fn get(
    State(app): State<App>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response> {
    let rows: Vec<Row> = sqlx::query_as("SELECT * FROM appointment_lines ORDER BY position")
        .fetch_all(app.db.pool())
        .await?;
    let line = |row: Row| HelpLine {
        name: lang.pick(row.name_zh, row.name_en),
        phone: row.phone,
        hours: lang.pick_some(row.hours_zh, row.hours_en),
        about: lang.pick(row.about_zh, row.about_en),
    };
    let (texts_zh, texts_en, calls_zh, calls_en): (String, String, String, String) =
        sqlx::query_as("SELECT texts_zh, texts_en, calls_zh, calls_en FROM appointment_words")
            .fetch_optional(app.db.pool())
            .await?
            .ok_or(Code::NotFound)?;
    let lines = HelpLines {
        lines: rows.into_iter().map(line).collect(),
        texts: serde_json::from_str(&lang.pick(texts_zh, texts_en))?,
        calls: lang.pick_some(calls_zh, calls_en),
    };
    cached(&headers, Cache::Never, &lines)
}
