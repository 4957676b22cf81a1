//! `GET /v1/desk/ballots`, `POST /v1/desk/ballots`, `GET` and `PUT /v1/desk/ballots/{id}`,
//! `GET /v1/desk/rolls`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{
    Ballot, BallotKind, CountRule, NewBallot, Page, RollRow, Timestamp, VotingUnit,
};
use sqlx::AnyConnection;

use super::audit;
use super::projects::Reading;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{
    Begun, Body, Cache, Lang, Listing, Once, Outcome, Path, Posted, Query, Worker, cached, changed,
    etag_of, if_match, line, paragraph,
};
use crate::orders::quota::count;
use crate::projects::model::paragraphs;
use crate::projects::propose::COST_MAX;
use crate::votes::list::{Only, page};
use crate::votes::record;

/// The most options of a ballot.
const OPTIONS_MAX: usize = 100;

/// All ballots, drafts first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Query(listing): Query<Listing>,
    headers: HeaderMap,
) -> Result<Response> {
    let all = Only { rank: 0, least: 0 };
    let page = page(&app, Some(&user), lang, &listing, all).await?;
    cached(&headers, Cache::Private, &page)
}

/// A ballot, drafts too.
pub async fn get(
    State(app): State<App>,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    crate::votes::close::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let ballot = shown(&mut connection, app.clock.now(), &id).await?;
    cached(&headers, Cache::Private, &ballot)
}

/// The ballot as a worker sees it, in the words in which it is written.
pub(super) async fn shown(
    connection: &mut AnyConnection,
    now: Timestamp,
    id: &str,
) -> Result<Ballot> {
    let record = record::any(connection, now, id).await?;
    record.shown(connection, Lang::WRITTEN, now, None).await
}

/// Rolls that a ballot can have, named as the ballot of a form names its own.
pub async fn rolls(
    State(app): State<App>,
    Worker(_): Worker,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let rolls: Vec<(String, String, String, String)> =
        sqlx::query_as("SELECT id, unit, name_zh, name_en FROM rolls ORDER BY position")
            .fetch_all(&mut *connection)
            .await?;
    let mut items = Vec::with_capacity(rolls.len());
    for (id, unit, zh, en) in rolls {
        let (units, area) = record::standing_roll(&mut connection, &id).await?;
        let unit = VotingUnit::from(unit.as_str());
        items.push(RollRow {
            id,
            name: Lang::WRITTEN.pick(zh, en),
            units: count(units),
            area: area.filter(|_| unit == VotingUnit::Owner),
            unit,
        });
    }
    let page = Page {
        items,
        next_cursor: None,
    };
    cached(&headers, Cache::Private, &page)
}

/// A draft whose texts are read and whose references exist.
struct Draft {
    title: String,
    text: String,
    rule_text: String,
    options: Vec<DraftOption>,
}

struct DraftOption {
    title: String,
    text: String,
}

/// Reads what a draft must have to be stored; whether it can be opened is another question.
async fn read(connection: &mut AnyConnection, new: &NewBallot) -> Result<Draft> {
    let mut reading = Reading::default();
    let title = reading.text(line(&new.title, "/title", 4..=80));
    let text = reading.text(paragraph(&new.text, "/text", 0..=4000));
    let rule_text = reading.text(line(&new.rule_text, "/rule_text", 2..=500));
    let known = [
        (!matches!(new.kind, BallotKind::Other(_)), "/kind"),
        (!matches!(new.unit, VotingUnit::Other(_)), "/unit"),
        (!matches!(new.rule, CountRule::Other(_)), "/rule"),
    ];
    for (known, pointer) in known {
        reading.must(known, pointer, "not_an_option");
    }
    let money = |fen: Option<i64>| fen.is_none_or(|fen| (0..=COST_MAX).contains(&fen));
    reading.must(money(new.budget_fen), "/budget_fen", "out_of_range");
    reading.must(new.max_choices != Some(0), "/max_choices", "out_of_range");
    reading.must(new.options.len() <= OPTIONS_MAX, "/options", "too_many");
    reading.must(new.closes_at > new.opens_at, "/closes_at", "out_of_range");
    let roll: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM rolls WHERE id = $1")
        .bind(&new.roll)
        .fetch_one(&mut *connection)
        .await?;
    reading.must(roll == 1, "/roll", "not_an_option");
    let mut projects = vec![("/project_id".to_owned(), new.project_id.as_ref())];
    let mut options = Vec::with_capacity(new.options.len());
    for (index, option) in new.options.iter().enumerate() {
        let at = |part: &str| format!("/options/{index}/{part}");
        let text = option.text.as_deref().unwrap_or_default();
        options.push(DraftOption {
            title: reading.text(line(&option.title, &at("title"), 1..=80)),
            text: reading.text(line(text, &at("text"), 0..=500)),
        });
        reading.must(money(option.cost_fen), &at("cost_fen"), "out_of_range");
        projects.push((at("project_id"), option.project_id.as_ref()));
    }
    for (pointer, project) in projects {
        let Some(project) = project else { continue };
        let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM projects WHERE id = $1")
            .bind(project.as_str())
            .fetch_one(&mut *connection)
            .await?;
        reading.must(known == 1, &pointer, "not_an_option");
    }
    reading.done()?;
    Ok(Draft {
        title,
        text,
        rule_text,
        options,
    })
}

/// Makes a draft.
pub async fn create(
    State(app): State<App>,
    Worker(_): Worker,
    posted: Posted<NewBallot>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = draft(&app, &mut once, &new).await;
    once.finish(outcome).await
}

async fn draft(app: &App, once: &mut Once, new: &NewBallot) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let now = app.clock.now();
    let draft = read(tx, new).await?;
    let id = uuid::Uuid::now_v7().simple().to_string();
    // What is written here only makes room for what `fill` knows.
    sqlx::query(
        "INSERT INTO ballots (id, version, title_zh, title_en, text_zh, text_en, kind, unit, \
         roll_id, rule, rule_text_zh, rule_text_en, opens_at, closes_at, announced, created_at) \
         VALUES ($1, 0, '', '', '', '', 'one', $2, $3, 'most_votes', '', '', 0, 0, 0, $4)",
    )
    .bind(&id)
    .bind(new.unit.as_str())
    .bind(&new.roll)
    .bind(now.0)
    .execute(&mut **tx)
    .await?;
    fill(tx, &id, new, &draft).await?;
    audit::note(tx, now, &user.id, "ballot.create", ("ballot", &id), new).await?;
    let shown = shown(tx, now, &id).await?;
    Outcome::created(format!("/v1/desk/ballots/{id}"), &shown)
}

/// Writes a draft into its row, and counts its version up. A frozen ballot is not touched.
async fn fill(
    connection: &mut AnyConnection,
    id: &str,
    new: &NewBallot,
    draft: &Draft,
) -> Result<()> {
    let written = sqlx::query(
        "UPDATE ballots SET version = version + 1, project_id = $2, title_zh = $3, title_en = '', \
         text_zh = $4, text_en = '', kind = $5, unit = $6, roll_id = $7, max_choices = $8, \
         budget_fen = $9, rule = $10, rule_text_zh = $11, rule_text_en = '', opens_at = $12, \
         closes_at = $13, announced = $14 WHERE id = $1 AND terms_hash IS NULL",
    )
    .bind(id)
    .bind(new.project_id.as_ref().map(|id| id.0.as_str()))
    .bind(&draft.title)
    .bind(serde_json::to_string(&paragraphs(&draft.text))?)
    .bind(new.kind.as_str())
    .bind(new.unit.as_str())
    .bind(&new.roll)
    .bind(new.max_choices.map(i64::from))
    .bind(new.budget_fen)
    .bind(new.rule.as_str())
    .bind(&draft.rule_text)
    .bind(new.opens_at.0)
    .bind(new.closes_at.0)
    .bind(i64::from(new.announce))
    .execute(&mut *connection)
    .await?
    .rows_affected();
    if written == 0 {
        return Err(Code::NotPossibleNow.into());
    }
    let ids = option_ids(connection, id, new, draft).await?;
    sqlx::query("DELETE FROM ballot_options WHERE ballot_id = $1")
        .bind(id)
        .execute(&mut *connection)
        .await?;
    let options = new.options.iter().zip(&draft.options).zip(ids);
    for (position, ((option, text), option_id)) in (1_i64..).zip(options) {
        sqlx::query(
            "INSERT INTO ballot_options (ballot_id, id, position, title_zh, title_en, text_zh, \
             text_en, cost_fen, project_id, special) \
             VALUES ($1, $2, $3, $4, '', $5, '', $6, $7, $8)",
        )
        .bind(id)
        .bind(option_id)
        .bind(position)
        .bind(&text.title)
        .bind(&text.text)
        .bind(option.cost_fen)
        .bind(option.project_id.as_ref().map(|id| id.0.as_str()))
        .bind(i64::from(option.special == Some(true)))
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// The ids of a draft's options. One that was there before, by its project or its title, keeps its id, and
/// no id is ever given to another: what a resident has ticked in an announced draft stays what it was.
async fn option_ids(
    connection: &mut AnyConnection,
    id: &str,
    new: &NewBallot,
    draft: &Draft,
) -> Result<Vec<String>> {
    let version: i64 = sqlx::query_scalar("SELECT version FROM ballots WHERE id = $1")
        .bind(id)
        .fetch_one(&mut *connection)
        .await?;
    let mut before: Vec<(String, String, Option<String>)> = sqlx::query_as(
        "SELECT id, title_zh, project_id FROM ballot_options WHERE ballot_id = $1 ORDER BY position",
    )
    .bind(id)
    .fetch_all(&mut *connection)
    .await?;
    let mut ids = Vec::with_capacity(new.options.len());
    for (place, (option, text)) in (1..).zip(new.options.iter().zip(&draft.options)) {
        let project = option.project_id.as_ref().map(|id| id.0.as_str());
        let same = before
            .iter()
            .position(|(_, title, of)| match (project, of) {
                (Some(project), Some(of)) => project == of,
                (None, None) => *title == text.title,
                _ => false,
            });
        ids.push(match same {
            Some(at) => before.remove(at).0,
            None if version == 1 => format!("o{place}"),
            // The version counts up with every store, so that the id is new.
            None => format!("o{version}-{place}"),
        });
    }
    Ok(ids)
}

/// Replaces a draft, announced or not, until it is frozen.
pub async fn replace(
    State(app): State<App>,
    Worker(user): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewBallot>,
) -> Result<Response> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let before = shown(&mut tx, now, &id).await?;
    if_match(&headers, &etag_of(&serde_json::to_vec(&before)?))?;
    if before.terms_hash.is_some() {
        return Err(Code::NotPossibleNow.into());
    }
    let draft = read(&mut tx, &new).await?;
    fill(&mut tx, &id, &new, &draft).await?;
    audit::note(
        &mut tx,
        now,
        &user.id,
        "ballot.replace",
        ("ballot", &id),
        &new,
    )
    .await?;
    let after = shown(&mut tx, now, &id).await?;
    tx.commit().await?;
    changed(&after)
}
