//! `GET /v1/projects/{id}/comments`, `POST /v1/projects/{id}/comments`

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{
    Comment, CommentAnswer, CommentColumn, CommentState, NewComment, Page, Timestamp,
};
use serde::Deserialize;
use sqlx::{AnyConnection, FromRow};

use super::record::{self, asking};
use super::{model, propose};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{
    Begun, Cache, Lang, Listing, MaybeUser, Once, Outcome, Path, Posted, Query, User, cached, cut,
    paragraph,
};
use crate::orders::model::answers::is_id;

/// `?column=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    column: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// A row of `project_comments`.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Record {
    pub(crate) id: String,
    pub(crate) project_id: String,
    side: String,
    person_id: String,
    author_zh: String,
    author_en: String,
    text_zh: String,
    text_en: String,
    pub(crate) at: i64,
    state: String,
    reason: String,
    answer_zh: String,
    answer_en: String,
    answered_by_zh: String,
    answered_by_en: String,
    answered_at: Option<i64>,
}

/// The statement that reads [`Record`]s, with its end.
macro_rules! select_comments {
    ($end:literal) => {
        concat!(
            "SELECT c.id, c.project_id, c.side, c.person_id, c.author_zh, c.author_en, c.text_zh, \
             c.text_en, c.at, c.state, c.reason, c.answer_zh, c.answer_en, c.answered_by_zh, \
             c.answered_by_en, c.answered_at FROM project_comments c ",
            $end
        )
    };
}
pub(crate) use select_comments;

/// Whether somebody's concern about a project waits for a look or for an answer.
pub(crate) async fn unanswered(connection: &mut AnyConnection, project: &str) -> Result<bool> {
    let waiting: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM project_comments WHERE project_id = $1 AND side = 'concern' \
         AND (state = 'waiting' OR (state = 'published' AND answered_at IS NULL))",
    )
    .bind(project)
    .fetch_one(connection)
    .await?;
    Ok(waiting > 0)
}

impl Record {
    pub(crate) fn state(&self) -> CommentState {
        CommentState::from(self.state.as_str())
    }

    /// The comment as this person sees it.
    pub(crate) fn shown(self, user: Option<&User>, lang: Lang) -> Comment {
        let mine = user.is_some_and(|user| user.id == self.person_id);
        Comment {
            state: self.state(),
            id: self.id.into(),
            column: CommentColumn::from(self.side.as_str()),
            text: lang.pick(self.text_zh, self.text_en),
            author: lang.pick(self.author_zh, self.author_en),
            at: Timestamp(self.at),
            mine,
            reason: Some(self.reason).filter(|reason| !reason.is_empty()),
            answer: self.answered_at.map(|at| CommentAnswer {
                text: lang.pick(self.answer_zh, self.answer_en),
                by: lang.pick(self.answered_by_zh, self.answered_by_en),
                at: Timestamp(at),
            }),
        }
    }
}

/// Published comments, the newest first, and one's own in every state.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let user = user.as_ref();
    let column = wanted.column.unwrap_or_default();
    let known = |word: &str| !matches!(CommentColumn::from(word), CommentColumn::Other(_));
    if !column.is_empty() && !known(&column) {
        return Err(Code::BadRequest.into());
    }
    let filter = format!("comments {id} {column}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (at, last): (i64, String) = listing.after(&filter)?.unwrap_or((i64::MAX, String::new()));
    let mut connection = app.db.pool().acquire().await?;
    record::load(&mut connection, user, &id).await?;
    let mut rows: Vec<Record> = sqlx::query_as(select_comments!(
        "WHERE c.project_id = $1 AND (c.state = 'published' OR c.person_id = $2) \
         AND ($3 = '' OR c.side = $3) AND (c.at < $4 OR (c.at = $4 AND c.id < $5)) \
         ORDER BY c.at DESC, c.id DESC LIMIT $6"
    ))
    .bind(&id)
    .bind(asking(user))
    .bind(&column)
    .bind(at)
    .bind(last)
    .bind(limit + 1)
    .fetch_all(&mut *connection)
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| (last.at, last.id.clone()))?;
    let items = rows.into_iter().map(|row| row.shown(user, lang)).collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

/// Comments on a project; a worker looks at it before others see it.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    posted: Posted<NewComment>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = comment(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn comment(
    app: &App,
    once: &mut Once,
    lang: Lang,
    project: &str,
    new: NewComment,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    user.household()?;
    let record = record::load(tx, Some(user), project).await?;
    let mut errors = Vec::new();
    // What is said with an evaluation comes with it.
    if !matches!(new.column, CommentColumn::Support | CommentColumn::Concern) {
        errors.push(field("/column", "not_an_option"));
    }
    let text = paragraph(&new.text, "/text", 2..=500).unwrap_or_else(|error| {
        errors.push(error);
        String::new()
    });
    if !is_id(&new.client_ref) {
        errors.push(field("/client_ref", "bad_text"));
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let known: Option<Record> = sqlx::query_as(select_comments!(
        "WHERE c.person_id = $1 AND c.client_ref = $2"
    ))
    .bind(&user.id)
    .bind(&new.client_ref)
    .fetch_optional(&mut **tx)
    .await?;
    if let Some(known) = known {
        let shown = known.shown(Some(user), lang);
        return Ok(Outcome::new(StatusCode::OK, &shown)?.replayed());
    }
    if !model::may_comment(&record.stage(), record.listed()) {
        return Err(Code::NotPossibleNow.into());
    }
    let new = NewComment { text, ..new };
    let id = write(tx, user, app.clock.now(), project, &new).await?;
    let shown = load(tx, &id).await?.shown(Some(user), lang);
    Outcome::new(StatusCode::CREATED, &shown)
}

/// Writes a comment that waits for a worker's look, and tells its id.
///
/// # Errors
/// `in_progress` when the same `client_ref` is being written.
pub(super) async fn write(
    connection: &mut AnyConnection,
    user: &User,
    now: Timestamp,
    project: &str,
    new: &NewComment,
) -> Result<String> {
    let (author_zh, author_en) = propose::neighbour(connection, user).await?;
    let id = uuid::Uuid::now_v7().simple().to_string();
    let inserted = sqlx::query(
        "INSERT INTO project_comments (id, project_id, side, person_id, client_ref, author_zh, \
         author_en, text_zh, text_en, at, state) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9, 'waiting') ON CONFLICT DO NOTHING",
    )
    .bind(&id)
    .bind(project)
    .bind(new.column.as_str())
    .bind(&user.id)
    .bind(&new.client_ref)
    .bind(author_zh)
    .bind(author_en)
    .bind(&new.text)
    .bind(now.0)
    .execute(connection)
    .await?
    .rows_affected();
    if inserted == 0 {
        return Err(Error::new(Code::InProgress).after(1));
    }
    Ok(id)
}

/// The comment with this id.
///
/// # Errors
/// `not_found`.
pub(crate) async fn load(connection: &mut AnyConnection, id: &str) -> Result<Record> {
    sqlx::query_as(select_comments!("WHERE c.id = $1"))
        .bind(id)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| Code::NotFound.into())
}
