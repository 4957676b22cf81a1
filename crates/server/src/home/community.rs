//! `GET /v1/community`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Centre, Community, Hotline};

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, cached};

/// The neighbourhood's name, service centre and hotlines.
pub async fn get(State(app): State<App>, lang: Lang, headers: HeaderMap) -> Result<Response> {
    cached(&headers, Cache::Public, &community(&app, lang).await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    name_zh: String,
    name_en: String,
    district_zh: String,
    district_en: String,
    centre_name_zh: String,
    centre_name_en: String,
    centre_address_zh: String,
    centre_address_en: String,
    centre_hours_zh: String,
    centre_hours_en: String,
    centre_phone: String,
}

/// The neighbourhood. A database that nobody has filled yet has none: `not_found`.
pub async fn community(app: &App, lang: Lang) -> Result<Community> {
    let row: Row = sqlx::query_as("SELECT * FROM community")
        .fetch_optional(app.db.pool())
        .await?
        .ok_or(Code::NotFound)?;
    let hotlines: Vec<(String, String, String, String, String)> = sqlx::query_as(
        "SELECT name_zh, name_en, phone, hours_zh, hours_en FROM hotlines ORDER BY position",
    )
    .fetch_all(app.db.pool())
    .await?;
    Ok(Community {
        name: lang.pick(row.name_zh, row.name_en),
        district: lang.pick(row.district_zh, row.district_en),
        centre: Centre {
            name: lang.pick(row.centre_name_zh, row.centre_name_en),
            address: lang.pick(row.centre_address_zh, row.centre_address_en),
            hours: lang.pick(row.centre_hours_zh, row.centre_hours_en),
            phone: row.centre_phone,
        },
        hotlines: hotlines
            .into_iter()
            .map(|(zh, en, phone, hours_zh, hours_en)| Hotline {
                name: lang.pick(zh, en),
                phone,
                hours: lang.pick_some(hours_zh, hours_en),
            })
            .collect(),
    })
}
