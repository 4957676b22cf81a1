//! `GET /v1/contacts`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Contact, ContactKind, Page};

use crate::App;
use crate::error::Result;
use crate::http::{Cache, Lang, MaybeUser, User, cached};

/// Those responsible for my building; signed out (or without a building), the centre's own.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    headers: HeaderMap,
) -> Result<Response> {
    let page = Page {
        items: contacts(&app, user.as_ref(), lang).await?,
        next_cursor: None,
    };
    cached(&headers, Cache::Private, &page)
}

#[derive(sqlx::FromRow)]
struct Row {
    kind: String,
    name_zh: String,
    name_en: String,
    phone: String,
    about_zh: String,
    about_en: String,
    area_zh: String,
    area_en: String,
}

/// As [`list`], for the first screen.
pub async fn contacts(app: &App, user: Option<&User>, lang: Lang) -> Result<Vec<Contact>> {
    let household = user
        .and_then(|user| user.household_id.as_deref())
        .unwrap_or_default();
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT kind, name_zh, name_en, phone, about_zh, about_en, area_zh, area_en \
         FROM contacts \
         WHERE building_id = (SELECT building_id FROM households WHERE id = $1) \
            OR (building_id IS NULL AND NOT EXISTS (SELECT 1 FROM households WHERE id = $1)) \
         ORDER BY position, id",
    )
    .bind(household)
    .fetch_all(app.db.pool())
    .await?;
    let contact = |row: Row| Contact {
        kind: ContactKind::from(row.kind.as_str()),
        name: lang.pick(row.name_zh, row.name_en),
        phone: row.phone,
        about: lang.pick(row.about_zh, row.about_en),
        area: lang.pick_some(row.area_zh, row.area_en),
    };
    Ok(rows.into_iter().map(contact).collect())
}
