//! A project's page, put together from its parts.

use linli_contract::{
    Assessment, BallotState, CommentCounts, Date, Evaluation, Meeting, MeetingDecision, Milestone,
    Picture, Project, ProjectStage, RiskLevel, StageChange, Timestamp,
};
use serde::Serialize;
use sqlx::{AnyConnection, FromRow};

use super::model::{self, Standing};
use super::record::Record;
use crate::error::{Error, Result};
use crate::http::{Lang, User, etag_of};
use crate::orders::quota::count;
use crate::votes::record as ballots;

/// The parts of a row of `projects` that only its page shows.
#[derive(FromRow)]
struct Rest {
    summary_zh: String,
    summary_en: String,
    text_zh: String,
    text_en: String,
    place_zh: String,
    place_en: String,
    funding_zh: String,
    funding_en: String,
    proposer_zh: String,
    proposer_en: String,
    risk: String,
    assessment_zh: String,
    assessment_en: String,
    assessed_at: Option<i64>,
}

/// The project as this person sees it.
pub(crate) async fn project(
    connection: &mut AnyConnection,
    user: Option<&User>,
    lang: Lang,
    now: Timestamp,
    record: Record,
) -> Result<Project> {
    let id = record.id.as_str();
    let rest: Rest = sqlx::query_as(
        "SELECT summary_zh, summary_en, text_zh, text_en, place_zh, place_en, funding_zh, \
         funding_en, proposer_zh, proposer_en, risk, assessment_zh, assessment_en, assessed_at \
         FROM projects WHERE id = $1",
    )
    .bind(id)
    .fetch_one(&mut *connection)
    .await?;
    let stage = record.stage();
    let pictures = pictures(connection, lang, id).await?;
    let evaluation = evaluation(connection, user, lang, id, &stage).await?;
    let ballot_state = match record.ballot_id.as_deref() {
        Some(ballot) => Some(ballots::load(connection, now, ballot).await?.state()),
        None => None,
    };
    let actions = match user {
        None => Vec::new(),
        Some(user) => {
            let standing = Standing {
                following: record.following(),
                household: user.household_id.is_some(),
                ballot_open: ballot_state == Some(BallotState::Open),
            };
            model::actions(&stage, record.listed(), standing)
        }
    };
    Ok(Project {
        title: record.title(lang),
        text: texts(lang, &rest.text_zh, &rest.text_en)?,
        milestones: milestones(connection, lang, id, &pictures).await?,
        meetings: meetings(connection, lang, id).await?,
        assessment: assessment(lang, &rest)?,
        history: history(connection, lang, id).await?,
        comments: counts(connection, id).await?,
        pictures: of_milestone(&pictures, ""),
        evaluation,
        stage,
        actions,
        mine: record.mine(user),
        listed: record.listed(),
        following: record.following(),
        cost_fen: record.cost_fen,
        ballot_id: record.ballot_id.map(Into::into),
        ballot_state,
        id: record.id.into(),
        summary: lang.pick(rest.summary_zh, rest.summary_en),
        place: lang.pick(rest.place_zh, rest.place_en),
        funding: lang.pick_some(rest.funding_zh, rest.funding_en),
        proposer: lang.pick(rest.proposer_zh, rest.proposer_en),
    })
}

/// Paragraphs in a language, as they are stored.
pub(crate) fn texts(lang: Lang, zh: &str, en: &str) -> Result<Vec<String>> {
    let english: Vec<String> = if lang == Lang::En && !en.is_empty() {
        serde_json::from_str(en)?
    } else {
        Vec::new()
    };
    if english.is_empty() && !zh.is_empty() {
        return Ok(serde_json::from_str(zh)?);
    }
    Ok(english)
}

fn day(text: &str) -> Result<Date> {
    text.parse()
        .map_err(|_| Error::internal(format!("a stored day reads {text:?}")))
}

fn assessment(lang: Lang, rest: &Rest) -> Result<Option<Assessment>> {
    let Some(at) = rest.assessed_at else {
        return Ok(None);
    };
    Ok(Some(Assessment {
        level: RiskLevel::from(rest.risk.as_str()),
        text: texts(lang, &rest.assessment_zh, &rest.assessment_en)?,
        published_at: Timestamp(at),
    }))
}

/// Every picture of a project with the milestone it belongs to (or none).
async fn pictures(
    connection: &mut AnyConnection,
    lang: Lang,
    id: &str,
) -> Result<Vec<(String, Picture)>> {
    let rows: Vec<(String, String, String, String)> = sqlx::query_as(
        "SELECT i.milestone, c.id, c.alt_zh, c.alt_en FROM project_pictures i \
         JOIN pictures c ON c.id = i.picture_id WHERE i.project_id = $1 \
         ORDER BY i.milestone, i.position",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    let picture = |(milestone, id, zh, en): (String, String, String, String)| {
        let alt = lang.pick(zh, en);
        let id = id.into();
        (milestone, Picture { id, alt })
    };
    Ok(rows.into_iter().map(picture).collect())
}

fn of_milestone(pictures: &[(String, Picture)], milestone: &str) -> Vec<Picture> {
    let of = pictures.iter().filter(|(key, _)| key == milestone);
    of.map(|(_, picture)| picture.clone()).collect()
}

async fn milestones(
    connection: &mut AnyConnection,
    lang: Lang,
    id: &str,
    pictures: &[(String, Picture)],
) -> Result<Vec<Milestone>> {
    type Row = (
        String,
        String,
        String,
        String,
        Option<String>,
        String,
        String,
    );
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT key, title_zh, title_en, planned_on, done_on, text_zh, text_en \
         FROM project_milestones WHERE project_id = $1 ORDER BY planned_on, key",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(key, title_zh, title_en, planned_on, done_on, zh, en)| {
            Ok(Milestone {
                title: lang.pick(title_zh, title_en),
                planned_on: day(&planned_on)?,
                done_on: done_on.as_deref().map(day).transpose()?,
                text: lang.pick_some(zh, en),
                pictures: of_milestone(pictures, &key),
                id: key,
            })
        })
        .collect()
}

#[derive(FromRow, Serialize)]
struct MeetingRow {
    key: String,
    title_zh: String,
    title_en: String,
    starts_at: i64,
    place_zh: String,
    place_en: String,
    agenda_zh: String,
    agenda_en: String,
    minutes_zh: String,
    minutes_en: String,
    decisions_zh: String,
    decisions_en: String,
}

/// The meetings of a project, the latest first.
pub(crate) async fn meetings(
    connection: &mut AnyConnection,
    lang: Lang,
    id: &str,
) -> Result<Vec<Meeting>> {
    let rows: Vec<MeetingRow> = sqlx::query_as(
        "SELECT key, title_zh, title_en, starts_at, place_zh, place_en, agenda_zh, agenda_en, \
         minutes_zh, minutes_en, decisions_zh, decisions_en FROM project_meetings \
         WHERE project_id = $1 ORDER BY starts_at DESC, key",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            // All that is stored, so that it is the same in every language.
            let version = etag_of(&serde_json::to_vec(&row)?);
            let decisions: Vec<MeetingDecision> =
                serde_json::from_str(&lang.pick(row.decisions_zh, row.decisions_en))?;
            Ok(Meeting {
                id: row.key,
                version: version.trim_matches('"').to_owned(),
                title: lang.pick(row.title_zh, row.title_en),
                starts_at: Timestamp(row.starts_at),
                place: lang.pick(row.place_zh, row.place_en),
                agenda: lang.pick(row.agenda_zh, row.agenda_en),
                minutes: lang.pick_some(row.minutes_zh, row.minutes_en),
                decisions,
            })
        })
        .collect()
}

async fn history(connection: &mut AnyConnection, lang: Lang, id: &str) -> Result<Vec<StageChange>> {
    let rows: Vec<(String, i64, String, String)> = sqlx::query_as(
        "SELECT stage, at, text_zh, text_en FROM project_stages WHERE project_id = $1 \
         ORDER BY position",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    let change = |(stage, at, zh, en): (String, i64, String, String)| StageChange {
        stage: ProjectStage::from(stage.as_str()),
        at: Timestamp(at),
        text: lang.pick(zh, en),
    };
    Ok(rows.into_iter().map(change).collect())
}

/// How households rated the result, from the stage on in which they are asked.
async fn evaluation(
    connection: &mut AnyConnection,
    user: Option<&User>,
    lang: Lang,
    id: &str,
    stage: &ProjectStage,
) -> Result<Option<Evaluation>> {
    if !matches!(stage, ProjectStage::Evaluating | ProjectStage::Finished) {
        return Ok(None);
    }
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT level, COUNT(*) FROM project_evaluations WHERE project_id = $1 GROUP BY level",
    )
    .bind(id)
    .fetch_all(&mut *connection)
    .await?;
    let of = |level: i64| rows.iter().find(|(of, _)| *of == level);
    let levels: Vec<u32> = (1..=5)
        .map(|level| of(level).map_or(0, |(_, number)| count(*number)))
        .collect();
    let mine: Option<(i64, Option<String>, Option<String>)> = sqlx::query_as(
        "SELECT e.level, c.text_zh, c.text_en FROM project_evaluations e \
         LEFT JOIN project_comments c ON c.id = e.comment_id \
         WHERE e.project_id = $1 AND e.household_id = $2",
    )
    .bind(id)
    .bind(user.and_then(|user| user.household_id.as_deref()))
    .fetch_optional(connection)
    .await?;
    let (mine, zh, en) = mine.unwrap_or_default();
    Ok(Some(Evaluation {
        levels,
        mine: u8::try_from(mine).ok().filter(|level| *level > 0),
        mine_text: zh.and_then(|zh| lang.pick_some(zh, en.unwrap_or_default())),
    }))
}

async fn counts(connection: &mut AnyConnection, id: &str) -> Result<CommentCounts> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "SELECT side, COUNT(*), COUNT(answered_at) FROM project_comments \
         WHERE project_id = $1 AND state = 'published' GROUP BY side",
    )
    .bind(id)
    .fetch_all(connection)
    .await?;
    let of = |side: &str| rows.iter().find(|(of, _, _)| of == side);
    Ok(CommentCounts {
        support: of("support").map_or(0, |(_, number, _)| count(*number)),
        concern: of("concern").map_or(0, |(_, number, _)| count(*number)),
        concern_answered: of("concern").map_or(0, |(_, _, answered)| count(*answered)),
    })
}
