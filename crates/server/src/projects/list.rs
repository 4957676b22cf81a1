//! `GET /v1/projects`, `GET /v1/projects/{id}`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Page, ProjectRow, ProjectStage};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::record::{self, Record, asking, select_projects};
use super::shown;
use crate::App;
use crate::desk::queue::pattern;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, MaybeUser, Path, Query, User, cached, cut};
use crate::orders::quota::count;

/// The longest text to look for, in code points.
const Q_MAX: usize = 40;

/// `?stage=&q=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    stage: Option<String>,
    q: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// Projects: those in motion first, then the newest change. A proposal that waits for a look comes
/// before all, for its proposer alone.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let stage = wanted.stage.unwrap_or_default();
    if !stage.is_empty() && matches!(ProjectStage::from(stage.as_str()), ProjectStage::Other(_)) {
        return Err(Code::BadRequest.into());
    }
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let only = Only {
        stage: &stage,
        q: wanted.q.as_deref().unwrap_or_default(),
        eyes: Eyes::Resident,
    };
    let page = page(&app, user.as_ref(), lang, &listing, only).await?;
    cached(&headers, Cache::Private, &page)
}

/// Whose list it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Eyes {
    /// What is listed, and one's own.
    Resident,
    /// Everything.
    Worker,
    /// What waits for a worker's look.
    WorkerWaiting,
}

/// What a list is narrowed to.
#[derive(Clone, Copy)]
pub(crate) struct Only<'a> {
    pub(crate) stage: &'a str,
    pub(crate) q: &'a str,
    pub(crate) eyes: Eyes,
}

/// One page of projects.
pub(crate) async fn page(
    app: &App,
    user: Option<&User>,
    lang: Lang,
    listing: &Listing,
    only: Only<'_>,
) -> Result<Page<ProjectRow>> {
    if only.q.chars().count() > Q_MAX {
        return Err(Code::BadRequest.into());
    }
    let eyes = match only.eyes {
        Eyes::Resident => "mine",
        Eyes::Worker => "all",
        Eyes::WorkerWaiting => "waiting",
    };
    let q = pattern(only.q);
    let filter = format!("projects {eyes} {} {q}", only.stage);
    let limit = listing.limit(app);
    let (rank, changed, id): (i64, i64, String) =
        listing.after(&filter)?.unwrap_or((-1, 0, String::new()));
    let mut rows: Vec<Record> = sqlx::query_as(select_projects!(
        "($2 = 'all' OR ($2 = 'waiting' AND x.rank = 0) \
         OR ($2 = 'mine' AND (x.listed = 1 OR x.person_id = $1))) \
         AND ($3 = '' OR x.stage = $3) \
         AND ($4 = '' OR x.title_zh LIKE $4 ESCAPE '\\' OR LOWER(x.title_en) LIKE $4 ESCAPE '\\' \
         OR x.summary_zh LIKE $4 ESCAPE '\\' OR LOWER(x.summary_en) LIKE $4 ESCAPE '\\' \
         OR x.place_zh LIKE $4 ESCAPE '\\' OR LOWER(x.place_en) LIKE $4 ESCAPE '\\') \
         AND (x.rank > $5 OR (x.rank = $5 AND (x.changed_at < $6 \
         OR (x.changed_at = $6 AND x.id < $7)))) \
         ORDER BY x.rank, x.changed_at DESC, x.id DESC LIMIT $8"
    ))
    .bind(asking(user))
    .bind(eyes)
    .bind(only.stage)
    .bind(&q)
    .bind(rank)
    .bind(changed)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| {
        (last.rank, last.changed_at, last.id.clone())
    })?;
    let items = rows.into_iter().map(|row| row.row(user, lang)).collect();
    Ok(Page { items, next_cursor })
}

/// One project.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let user = user.as_ref();
    let record = record::load(&mut connection, user, &id).await?;
    let project = shown::project(&mut connection, user, lang, app.clock.now(), record).await?;
    cached(&headers, Cache::Private, &project)
}

/// How many projects are in motion.
pub(crate) async fn in_motion(connection: &mut AnyConnection) -> Result<u32> {
    let number: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM projects WHERE listed = 1 \
         AND stage NOT IN ('finished', 'declined')",
    )
    .fetch_one(connection)
    .await?;
    Ok(count(number))
}
