//! `GET /v1/desk/projects`, `POST /v1/desk/projects`, and moving a project from stage to stage.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{
    FieldError, NewDeskProject, NewProjectMove, NewPublication, ProjectStage, Timestamp,
};
use serde::Deserialize;
use sqlx::AnyConnection;

use super::audit;
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{
    Begun, Cache, Lang, Listing, Once, Outcome, Path, Posted, Query, User, Worker, cached, line,
    paragraph,
};
use crate::projects::list::{Eyes, Only, page};
use crate::projects::propose::{COST_MAX, enter};
use crate::projects::{comments, model, pictures, record, shown};

/// `?waiting=&q=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    waiting: Option<String>,
    q: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// All projects, proposals that wait for a look first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let eyes = match wanted.waiting.as_deref() {
        None | Some("") => Eyes::Worker,
        Some("true") => Eyes::WorkerWaiting,
        Some(_) => return Err(Code::BadRequest.into()),
    };
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let only = Only {
        stage: "",
        q: wanted.q.as_deref().unwrap_or_default(),
        eyes,
    };
    let page = page(&app, Some(&user), lang, &listing, only).await?;
    cached(&headers, Cache::Private, &page)
}

/// Collects the texts of a request and what is wrong with them.
#[derive(Default)]
pub(super) struct Reading(Vec<FieldError>);

impl Reading {
    /// The text, or an empty one and a note.
    pub(super) fn text(&mut self, read: Result<String, FieldError>) -> String {
        read.unwrap_or_else(|error| {
            self.0.push(error);
            String::new()
        })
    }

    /// Notes what is wrong, unless it holds.
    pub(super) fn must(&mut self, holds: bool, pointer: &str, code: &str) {
        if !holds {
            self.0.push(field(pointer, code));
        }
    }

    /// Refuses what has something wrong.
    pub(super) fn done(self) -> Result<()> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::invalid(self.0))
        }
    }
}

/// Posts a project; it is listed at once.
pub async fn create(
    State(app): State<App>,
    Worker(_): Worker,
    posted: Posted<NewDeskProject>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = post(&app, &mut once, new).await;
    once.finish(outcome).await
}

async fn post(app: &App, once: &mut Once, new: NewDeskProject) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let now = app.clock.now();
    let mut reading = Reading::default();
    let title = reading.text(line(&new.title, "/title", 4..=60));
    let summary = reading.text(line(&new.summary, "/summary", 4..=200));
    let text = reading.text(paragraph(&new.text, "/text", 10..=4000));
    let place = reading.text(line(&new.place, "/place", 1..=100));
    let funding = reading.text(line(&new.funding, "/funding", 0..=200));
    let cost_fits = new
        .cost_fen
        .is_none_or(|cost| (0..=COST_MAX).contains(&cost));
    reading.must(cost_fits, "/cost_fen", "out_of_range");
    reading.done()?;
    let photos = pictures::photos(tx, user, &new.photos).await?;
    let id = uuid::Uuid::now_v7().simple().to_string();
    sqlx::query(
        "INSERT INTO projects (id, title_zh, title_en, summary_zh, summary_en, text_zh, text_en, \
         place_zh, place_en, stage, cost_fen, funding_zh, proposer_zh, proposer_en, listed, \
         created_at, changed_at) \
         SELECT $1, $2, '', $3, '', $4, '', $5, '', 'collecting', $6, $7, name_zh, name_en, 1, \
         $8, $8 FROM community",
    )
    .bind(&id)
    .bind(&title)
    .bind(summary)
    .bind(serde_json::to_string(&model::paragraphs(&text))?)
    .bind(place)
    .bind(new.cost_fen)
    .bind(funding)
    .bind(now.0)
    .execute(&mut **tx)
    .await?;
    enter(tx, now, &id, &ProjectStage::Collecting, ("", "")).await?;
    pictures::show(tx, &id, "", &title, &photos).await?;
    audit::note(
        tx,
        now,
        &user.id,
        "project.create",
        ("project", &id),
        &title,
    )
    .await?;
    let shown = project(tx, user, now, &id).await?;
    Outcome::created(format!("/v1/projects/{id}"), &shown)
}

/// The project as a worker sees it after a change, in the words in which it is written.
pub(super) async fn project(
    connection: &mut AnyConnection,
    user: &User,
    now: Timestamp,
    id: &str,
) -> Result<linli_contract::Project> {
    let record = record::load(connection, Some(user), id).await?;
    shown::project(connection, Some(user), Lang::WRITTEN, now, record).await
}

/// Lists a proposal, or declines it with a reason.
pub async fn decide(
    State(app): State<App>,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewPublication>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = decision(&app, &mut once, &id, new).await;
    once.finish(outcome).await
}

/// The reason of a refusal, which needs one.
pub(super) fn reason(new: &NewPublication) -> Result<String> {
    let least = if new.publish { 0 } else { 2 };
    paragraph(&new.reason, "/reason", least..=500).map_err(|error| Error::invalid(vec![error]))
}

async fn decision(app: &App, once: &mut Once, id: &str, new: NewPublication) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let now = app.clock.now();
    record::load(tx, Some(user), id).await?;
    let reason = reason(&new)?;
    let stage = if new.publish {
        "collecting"
    } else {
        "declined"
    };
    let decided = sqlx::query(
        "UPDATE projects SET listed = $2, stage = $3, changed_at = $4 \
         WHERE id = $1 AND listed = 0 AND stage = 'collecting'",
    )
    .bind(id)
    .bind(i64::from(new.publish))
    .bind(stage)
    .bind(now.0)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if decided == 0 {
        return Err(Code::NotPossibleNow.into());
    }
    let text = if new.publish && reason.is_empty() {
        (
            "提议已经公布，大家可以发表意见了。",
            "The proposal is listed; everybody can comment on it now.",
        )
    } else {
        (reason.as_str(), "")
    };
    enter(tx, now, id, &ProjectStage::from(stage), text).await?;
    audit::note(tx, now, &user.id, "project.decide", ("project", id), &new).await?;
    let shown = project(tx, user, now, id).await?;
    Outcome::created(format!("/v1/projects/{id}"), &shown)
}

/// Moves a project to its next stage; its proposer and its followers read why.
pub async fn transition(
    State(app): State<App>,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewProjectMove>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = moved(&app, &mut once, &id, new).await;
    once.finish(outcome).await
}

async fn moved(app: &App, once: &mut Once, id: &str, new: NewProjectMove) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let now = app.clock.now();
    let record = record::load(tx, Some(user), id).await?;
    let mut reading = Reading::default();
    let text = reading.text(paragraph(&new.text, "/text", 2..=500));
    reading.must(
        !matches!(new.to, ProjectStage::Other(_)),
        "/to",
        "not_an_option",
    );
    reading.done()?;
    let from = record.stage();
    if !record.listed() || !model::next(&from).contains(&new.to) {
        return Err(Code::NotPossibleNow.into());
    }
    if new.to == ProjectStage::Voting && comments::unanswered(tx, id).await? {
        return Err(Code::ConcernsUnanswered.into());
    }
    let moved =
        sqlx::query("UPDATE projects SET stage = $2, changed_at = $3 WHERE id = $1 AND stage = $4")
            .bind(id)
            .bind(new.to.as_str())
            .bind(now.0)
            .bind(from.as_str())
            .execute(&mut **tx)
            .await?
            .rows_affected();
    if moved == 0 {
        return Err(Code::NotPossibleNow.into());
    }
    enter(tx, now, id, &new.to, (&text, "")).await?;
    audit::note(tx, now, &user.id, "project.move", ("project", id), &new).await?;
    let shown = project(tx, user, now, id).await?;
    Outcome::created(format!("/v1/projects/{id}"), &shown)
}
