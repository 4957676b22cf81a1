//! `POST /v1/projects`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{NewProject, ProjectStage, Timestamp};
use sqlx::AnyConnection;

use super::{model, pictures, record, shown};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Lang, Once, Outcome, Posted, User, line, paragraph};
use crate::orders::model::answers::is_id;

/// What a cost may be at most: a hundred million yuan.
pub(crate) const COST_MAX: i64 = 10_000_000_000;

/// Proposes a project. It waits for a worker's look; its proposer follows it from the start.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    posted: Posted<NewProject>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = propose(&app, &mut once, lang, new).await;
    once.finish(outcome).await
}

async fn propose(app: &App, once: &mut Once, lang: Lang, new: NewProject) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    user.household()?;
    let now = app.clock.now();
    let mut errors = Vec::new();
    let mut read = |text: Result<String, _>| {
        text.unwrap_or_else(|error| {
            errors.push(error);
            String::new()
        })
    };
    let title = read(line(&new.title, "/title", 4..=60));
    let text = read(paragraph(&new.text, "/text", 10..=2000));
    let place = read(line(&new.place, "/place", 1..=100));
    let signed_as = read(line(
        new.signed_as.as_deref().unwrap_or_default(),
        "/signed_as",
        usize::from(new.signed_as.is_some())..=20,
    ));
    if new
        .cost_fen
        .is_some_and(|cost| !(0..=COST_MAX).contains(&cost))
    {
        errors.push(field("/cost_fen", "out_of_range"));
    }
    if !is_id(&new.client_ref) {
        errors.push(field("/client_ref", "bad_text"));
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let known: Option<String> =
        sqlx::query_scalar("SELECT id FROM projects WHERE person_id = $1 AND client_ref = $2")
            .bind(&user.id)
            .bind(&new.client_ref)
            .fetch_optional(&mut **tx)
            .await?;
    if let Some(id) = known {
        let known = record::load(tx, Some(user), &id).await?;
        let shown = shown::project(tx, Some(user), lang, now, known).await?;
        return Ok(Outcome::new(StatusCode::OK, &shown)?.replayed());
    }
    room(tx, user, app.config.rules.proposals_per_household).await?;
    let photos = pictures::photos(tx, user, &new.photos).await?;
    let (proposer_zh, proposer_en) = if signed_as.is_empty() {
        neighbour(tx, user).await?
    } else {
        (signed_as, String::new())
    };
    let id = uuid::Uuid::now_v7().simple().to_string();
    let inserted = sqlx::query(
        "INSERT INTO projects (id, title_zh, title_en, summary_zh, summary_en, text_zh, text_en, \
         place_zh, place_en, stage, cost_fen, proposer_zh, proposer_en, person_id, client_ref, \
         listed, created_at, changed_at) \
         VALUES ($1, $2, '', $3, '', $4, '', $5, '', 'collecting', $6, $7, $8, $9, $10, 0, $11, $11) \
         ON CONFLICT DO NOTHING",
    )
    .bind(&id)
    .bind(&title)
    .bind(model::summary(&text))
    .bind(serde_json::to_string(&model::paragraphs(&text))?)
    .bind(place)
    .bind(new.cost_fen)
    .bind(proposer_zh)
    .bind(proposer_en)
    .bind(&user.id)
    .bind(&new.client_ref)
    .bind(now.0)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if inserted == 0 {
        return Err(Error::new(Code::InProgress).after(1));
    }
    enter(tx, now, &id, &ProjectStage::Collecting, ("", "")).await?;
    pictures::show(tx, &id, "", &title, &photos).await?;
    sqlx::query("INSERT INTO project_followers (project_id, person_id) VALUES ($1, $2)")
        .bind(&id)
        .bind(&user.id)
        .execute(&mut **tx)
        .await?;
    let record = record::load(tx, Some(user), &id).await?;
    let shown = shown::project(tx, Some(user), lang, now, record).await?;
    Outcome::created(format!("/v1/projects/{id}"), &shown)
}

/// Whether one more proposal of the household may wait for a worker's look.
async fn room(connection: &mut AnyConnection, user: &User, most: u32) -> Result<()> {
    // Of two proposals at the same moment, the second waits here until the first is there.
    sqlx::query("UPDATE households SET id = id WHERE id = $1")
        .bind(user.household()?)
        .execute(&mut *connection)
        .await?;
    let waiting: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM projects p JOIN people m ON m.id = p.person_id \
         WHERE m.household_id = $1 AND p.listed = 0 AND p.stage <> 'declined'",
    )
    .bind(user.household()?)
    .fetch_one(connection)
    .await?;
    if waiting >= i64::from(most) {
        return Err(Code::TooManyProjects.into());
    }
    Ok(())
}

/// Adds a stage to a project's history.
pub(crate) async fn enter(
    connection: &mut AnyConnection,
    now: Timestamp,
    id: &str,
    stage: &ProjectStage,
    (zh, en): (&str, &str),
) -> Result<()> {
    sqlx::query(
        "INSERT INTO project_stages (project_id, position, stage, at, text_zh, text_en) \
         SELECT $1, COALESCE(MAX(position), 0) + 1, $2, $3, $4, $5 FROM project_stages \
         WHERE project_id = $1",
    )
    .bind(id)
    .bind(stage.as_str())
    .bind(now.0)
    .bind(zh)
    .bind(en)
    .execute(connection)
    .await?;
    Ok(())
}

/// What is shown instead of a name: a neighbour of their building.
pub(crate) async fn neighbour(
    connection: &mut AnyConnection,
    user: &User,
) -> Result<(String, String)> {
    let (zh, en): (String, String) = sqlx::query_as(
        "SELECT b.name_zh, b.name_en FROM households h JOIN buildings b ON b.id = h.building_id \
         WHERE h.id = $1",
    )
    .bind(user.household()?)
    .fetch_one(connection)
    .await?;
    Ok((format!("{zh}邻居"), format!("A neighbour of {en}")))
}
