//! `GET /v1/announcements` and `GET /v1/announcements/{id}`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Announcement, Page, Timestamp};

use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Path, Query, cached, cut};

/// The filter of this list's cursors: it has none.
const ALL: &str = "announcements";

/// The pinned ones first, then the newest.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Query(listing): Query<Listing>,
    headers: HeaderMap,
) -> Result<Response> {
    let limit = listing.limit(&app);
    let mut rows = rows(&app, listing.after(ALL)?, limit + 1).await?;
    let next_cursor = cut(&mut rows, limit, ALL, |last| -> Place {
        (last.pinned, last.published_at, last.id.clone())
    })?;
    let items = rows.into_iter().map(|row| row.announcement(lang)).collect();
    cached(&headers, Cache::Public, &Page { items, next_cursor })
}

/// One with its text.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let row: Row = sqlx::query_as(
        "SELECT id, title_zh, title_en, published_at, pinned FROM announcements \
         WHERE id = $1 AND published_at <= $2",
    )
    .bind(&id)
    .bind(app.clock.now().0)
    .fetch_optional(app.db.pool())
    .await?
    .ok_or(Code::NotFound)?;
    let (body_zh, body_en): (String, String) =
        sqlx::query_as("SELECT body_zh, body_en FROM announcements WHERE id = $1")
            .bind(&id)
            .fetch_one(app.db.pool())
            .await?;
    let announcement = Announcement {
        body: serde_json::from_str(&lang.pick(body_zh, body_en))?,
        ..row.announcement(lang)
    };
    cached(&headers, Cache::Public, &announcement)
}

/// The newest, for the first screen.
pub async fn newest(app: &App, lang: Lang, count: i64) -> Result<Vec<Announcement>> {
    let rows = rows(app, None, count).await?;
    Ok(rows.into_iter().map(|row| row.announcement(lang)).collect())
}

/// Where a row stands in the list.
type Place = (i64, i64, String);

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    title_zh: String,
    title_en: String,
    published_at: i64,
    pinned: i64,
}

impl Row {
    fn announcement(self, lang: Lang) -> Announcement {
        Announcement {
            id: self.id.into(),
            title: lang.pick(self.title_zh, self.title_en),
            body: Vec::new(),
            published_at: Timestamp(self.published_at),
            pinned: self.pinned != 0,
        }
    }
}

/// Rows after a place; what is dated in the future waits for its day.
async fn rows(app: &App, after: Option<Place>, limit: i64) -> Result<Vec<Row>> {
    let (pinned, published_at, id) = after.unwrap_or((2, 0, String::new()));
    Ok(sqlx::query_as(
        "SELECT id, title_zh, title_en, published_at, pinned FROM announcements \
         WHERE published_at <= $1 AND (pinned < $2 \
           OR (pinned = $2 AND published_at < $3) \
           OR (pinned = $2 AND published_at = $3 AND id < $4)) \
         ORDER BY pinned DESC, published_at DESC, id DESC LIMIT $5",
    )
    .bind(app.clock.now().0)
    .bind(pinned)
    .bind(published_at)
    .bind(id)
    .bind(limit)
    .fetch_all(app.db.pool())
    .await?)
}
