//! `GET /v1/desk/comments`, and what a worker does with a comment.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{Comment, CommentState, DeskComment, NewAnswer, NewPublication, Page};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::audit;
use super::projects::reason;
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{
    Begun, Cache, Lang, Listing, Once, Outcome, Path, Posted, Query, Worker, cached, cut, paragraph,
};
use crate::projects::comments::{self, Record, select_comments};

/// `?waiting_for=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    waiting_for: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// Comments that wait for a look or for an answer, the oldest first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    if !matches!(wanted.waiting_for.as_deref(), None | Some("look" | "answer")) {
        return Err(Code::BadRequest.into());
    }
    let waiting_for = wanted.waiting_for.unwrap_or_default();
    let filter = format!("desk comments {waiting_for}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (at, id): (i64, String) = listing.after(&filter)?.unwrap_or((i64::MIN, String::new()));
    let mut connection = app.db.pool().acquire().await?;
    let mut rows: Vec<Record> = sqlx::query_as(select_comments!(
        "WHERE (($1 <> 'answer' AND c.state = 'waiting') OR ($1 <> 'look' \
         AND c.state = 'published' AND c.side = 'concern' AND c.answered_at IS NULL)) \
         AND (c.at > $2 OR (c.at = $2 AND c.id > $3)) ORDER BY c.at, c.id LIMIT $4"
    ))
    .bind(&waiting_for)
    .bind(at)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(&mut *connection)
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| (last.at, last.id.clone()))?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        items.push(shown(&mut connection, lang, row).await?);
    }
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

/// The comment with its project.
async fn shown(connection: &mut AnyConnection, lang: Lang, record: Record) -> Result<DeskComment> {
    let (zh, en): (String, String) =
        sqlx::query_as("SELECT title_zh, title_en FROM projects WHERE id = $1")
            .bind(&record.project_id)
            .fetch_one(connection)
            .await?;
    let project_id = record.project_id.clone().into();
    let comment: Comment = record.shown(None, lang);
    Ok(DeskComment {
        comment,
        project_id,
        project_title: lang.pick(zh, en),
    })
}

/// Publishes a comment, or refuses it with a reason.
pub async fn decide(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewPublication>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = decision(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn decision(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: NewPublication,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    comments::load(tx, id).await?;
    let reason = reason(&new)?;
    let state = if new.publish { "published" } else { "refused" };
    let decided = sqlx::query(
        "UPDATE project_comments SET state = $2, reason = $3 WHERE id = $1 AND state = 'waiting'",
    )
    .bind(id)
    .bind(state)
    .bind(if new.publish { "" } else { &reason })
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if decided == 0 {
        return Err(Code::NotPossibleNow.into());
    }
    let now = app.clock.now();
    audit::note(tx, now, &user.id, "comment.decide", ("comment", id), &new).await?;
    let record = comments::load(tx, id).await?;
    Outcome::new(StatusCode::CREATED, &shown(tx, lang, record).await?)
}

/// Answers a published comment; a later answer replaces it.
pub async fn answer(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewAnswer>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = answered(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn answered(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: NewAnswer,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let record = comments::load(tx, id).await?;
    let text =
        paragraph(&new.text, "/text", 2..=1000).map_err(|error| Error::invalid(vec![error]))?;
    if record.state() != CommentState::Published {
        return Err(Code::NotPossibleNow.into());
    }
    let now = app.clock.now();
    sqlx::query(
        "UPDATE project_comments SET answer_zh = $2, answer_en = '', answered_at = $3, \
         answered_by_zh = (SELECT name_zh FROM people WHERE id = $4), \
         answered_by_en = (SELECT name_en FROM people WHERE id = $4) WHERE id = $1",
    )
    .bind(id)
    .bind(text)
    .bind(now.0)
    .bind(&user.id)
    .execute(&mut **tx)
    .await?;
    audit::note(tx, now, &user.id, "comment.answer", ("comment", id), &new).await?;
    let record = comments::load(tx, id).await?;
    Outcome::new(StatusCode::CREATED, &shown(tx, lang, record).await?)
}
