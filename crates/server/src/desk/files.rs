//! Who of the desk opened which household's file. The household reads it: `GET /v1/household/accesses`.
//!
//! Counselling is no part of a file, and leaves no trace here either.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{FileAccess, FilePage, OrderId, Page, Timestamp, WorkerFunction};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;

use super::audit;
use crate::App;
use crate::error::Result;
use crate::http::{Cache, Lang, Listing, Query, User, cached, cut};

/// What the audit calls it.
const OPENED: (&str, &str) = ("file.open", "household");
/// Within which time looking again is the same opening, in minutes.
const SAME_MINUTES: i64 = 30;

/// What the audit keeps: enough to tell the household, and nothing that is in the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Opened {
    page: FilePage,
    function: WorkerFunction,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    order_id: Option<OrderId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
}

impl Opened {
    /// A page of the desk, opened by this worker.
    pub(crate) fn page(user: &User, page: FilePage) -> Self {
        let function = if user.grid_id.is_some() {
            WorkerFunction::GridWorker
        } else {
            WorkerFunction::Worker
        };
        Self {
            page,
            function,
            order_id: None,
            number: None,
        }
    }

    /// An order, opened by this worker.
    pub(crate) fn order(user: &User, id: &str, number: &str) -> Self {
        Self {
            order_id: Some(id.into()),
            number: Some(number.to_owned()),
            ..Self::page(user, FilePage::Order)
        }
    }

    /// Notes that the files of these households are opened, before they are shown: one that cannot be noted is not
    /// shown. One's own household is no secret to oneself.
    pub(crate) async fn note(&self, app: &App, user: &User, households: &[&str]) -> Result<()> {
        let now = app.clock.now();
        let detail = serde_json::to_string(self)?;
        let known: Vec<String> = sqlx::query_scalar(
            "SELECT object_id FROM audit WHERE person_id = $1 AND at > $2 AND action = $3 \
             AND object_kind = $4 AND detail = $5",
        )
        .bind(&user.id)
        .bind(now.plus_minutes(-SAME_MINUTES).0)
        .bind(OPENED.0)
        .bind(OPENED.1)
        .bind(&detail)
        .fetch_all(app.db.pool())
        .await?;
        let mut new: Vec<&str> = households.to_vec();
        new.sort_unstable();
        new.dedup();
        new.retain(|id| {
            let own = user.household_id.as_deref() == Some(*id);
            !own && !known.iter().any(|known| known == id)
        });
        if new.is_empty() {
            return Ok(());
        }
        let mut tx = app.db.write().await?;
        for id in new {
            audit::note(&mut tx, now, &user.id, OPENED.0, (OPENED.1, id), self).await?;
        }
        tx.commit().await
    }
}

/// Notes that a household's points are opened; there is nothing to note of a household that does not exist.
pub(crate) async fn open_points(app: &App, user: &User, household: &str) -> Result<()> {
    let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM households WHERE id = $1")
        .bind(household)
        .fetch_one(app.db.pool())
        .await?;
    if known == 0 {
        return Ok(());
    }
    let opened = Opened::page(user, FilePage::Points);
    opened.note(app, user, &[household]).await
}

/// An opening as it is stored.
#[derive(FromRow)]
struct Row {
    id: String,
    at: i64,
    detail: String,
    name_zh: String,
    name_en: String,
}

/// Who opened my household's file, the newest first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Query(listing): Query<Listing>,
    headers: HeaderMap,
) -> Result<Response> {
    let household = user.household()?;
    let filter = format!("accesses {household}");
    let limit = listing.limit(&app);
    let (at, id): (i64, String) = listing.after(&filter)?.unwrap_or((i64::MAX, String::new()));
    let mut rows: Vec<Row> = sqlx::query_as(
        "SELECT a.id, a.at, a.detail, p.name_zh, p.name_en FROM audit a \
         JOIN people p ON p.id = a.person_id WHERE a.object_kind = $1 AND a.object_id = $2 \
         AND a.action = $3 AND (a.at < $4 OR (a.at = $4 AND a.id < $5)) \
         ORDER BY a.at DESC, a.id DESC LIMIT $6",
    )
    .bind(OPENED.1)
    .bind(household)
    .bind(OPENED.0)
    .bind(at)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| (last.at, last.id.clone()))?;
    let items = rows
        .into_iter()
        .map(|row| row.shown(lang))
        .collect::<Result<Vec<_>>>()?;
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

impl Row {
    fn shown(self, lang: Lang) -> Result<FileAccess> {
        let opened: Opened = serde_json::from_str(&self.detail)?;
        Ok(FileAccess {
            id: self.id,
            at: Timestamp(self.at),
            name: lang.pick(self.name_zh, self.name_en),
            function: opened.function,
            page: opened.page,
            order_id: opened.order_id,
            number: opened.number,
        })
    }
}
