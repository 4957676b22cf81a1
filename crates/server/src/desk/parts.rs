//! The parts of a project that workers set: milestones, meetings, the risk assessment. Each has a
//! natural key, so that sending it again changes nothing.

use axum::extract::State;
use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{
    Date, Meeting, MeetingDecision, NewAssessment, NewMeeting, NewMeetingDecision, NewMilestone,
    RiskLevel,
};
use serde::Serialize;

use super::audit;
use super::projects::{Reading, project};
use crate::App;
use crate::db::Tx;
use crate::error::{Code, Result};
use crate::http::{Body, Lang, Path, User, Worker, if_match_unless, json, line, paragraph};
use crate::orders::model::answers::is_id;
use crate::projects::{model, pictures, record, shown};

/// How many decisions one meeting can have.
const DECISIONS_MAX: usize = 20;

/// Begins a change of a project that exists, by a key that is one.
async fn begin(app: &App, user: &User, id: &str, key: &str) -> Result<Tx> {
    if !is_id(key) {
        return Err(Code::NotFound.into());
    }
    let mut tx = app.db.write().await?;
    record::load(&mut tx, Some(user), id).await?;
    Ok(tx)
}

/// Ends it: an entry of the audit, and the project as it is now.
async fn end<T: Serialize>(
    app: &App,
    mut tx: Tx,
    user: &User,
    (action, id): (&str, &str),
    detail: &T,
) -> Result<Response> {
    let now = app.clock.now();
    audit::note(&mut tx, now, &user.id, action, ("project", id), detail).await?;
    let shown = project(&mut tx, user, now, id).await?;
    tx.commit().await?;
    json(StatusCode::OK, &shown)
}

/// Sets a milestone.
pub async fn milestone(
    State(app): State<App>,
    Worker(user): Worker,
    Path((id, key)): Path<(String, String)>,
    Body(new): Body<NewMilestone>,
) -> Result<Response> {
    let mut tx = begin(&app, &user, &id, &key).await?;
    let mut reading = Reading::default();
    let title = reading.text(line(&new.title, "/title", 2..=60));
    let text = new.text.as_deref().unwrap_or_default();
    let text = reading.text(paragraph(text, "/text", 0..=500));
    reading.done()?;
    let photos = match &new.photos {
        Some(photos) => Some(pictures::photos(&mut tx, &user, photos).await?),
        None => None,
    };
    sqlx::query(
        "INSERT INTO project_milestones (project_id, key, title_zh, title_en, planned_on, \
         done_on, text_zh, text_en) VALUES ($1, $2, $3, '', $4, $5, $6, '') \
         ON CONFLICT (project_id, key) DO UPDATE SET title_zh = $3, title_en = '', \
         planned_on = $4, done_on = $5, text_zh = $6, text_en = ''",
    )
    .bind(&id)
    .bind(&key)
    .bind(&title)
    .bind(new.planned_on.to_string())
    .bind(new.done_on.as_ref().map(Date::to_string))
    .bind(text)
    .execute(&mut *tx)
    .await?;
    if let Some(photos) = photos {
        pictures::show(&mut tx, &id, &key, &title, &photos).await?;
    }
    end(&app, tx, &user, ("project.milestone", &id), &new).await
}

/// Sets a meeting: first its announcement, then its minutes and decisions. One that is there is replaced only by
/// whoever has read it as it is.
pub async fn meeting(
    State(app): State<App>,
    Worker(user): Worker,
    Path((id, key)): Path<(String, String)>,
    headers: HeaderMap,
    Body(new): Body<NewMeeting>,
) -> Result<Response> {
    let mut tx = begin(&app, &user, &id, &key).await?;
    let mut reading = Reading::default();
    let set = meeting_of(&mut reading, &key, &new);
    reading.done()?;
    let known = shown::meetings(&mut tx, Lang::WRITTEN, &id).await?;
    match known.into_iter().find(|known| known.id == key) {
        None if headers.contains_key(IF_MATCH) => return Err(Code::ChangedMeanwhile.into()),
        None => {}
        Some(known) => {
            let version = known.version.clone();
            let done = known
                == Meeting {
                    version: version.clone(),
                    ..set.clone()
                };
            if_match_unless(done, &headers, &format!("\"{version}\""))?;
            if done {
                // A translation that it has stays.
                return end(&app, tx, &user, ("project.meeting", &id), &new).await;
            }
        }
    }
    sqlx::query(
        "INSERT INTO project_meetings (project_id, key, title_zh, title_en, starts_at, place_zh, \
         place_en, agenda_zh, agenda_en, minutes_zh, minutes_en, decisions_zh, decisions_en) \
         VALUES ($1, $2, $3, '', $4, $5, '', $6, '', $7, '', $8, '') \
         ON CONFLICT (project_id, key) DO UPDATE SET title_zh = $3, title_en = '', \
         starts_at = $4, place_zh = $5, place_en = '', agenda_zh = $6, agenda_en = '', \
         minutes_zh = $7, minutes_en = '', decisions_zh = $8, decisions_en = ''",
    )
    .bind(&id)
    .bind(&key)
    .bind(set.title)
    .bind(set.starts_at.0)
    .bind(set.place)
    .bind(set.agenda)
    .bind(set.minutes.unwrap_or_default())
    .bind(serde_json::to_string(&set.decisions)?)
    .execute(&mut *tx)
    .await?;
    end(&app, tx, &user, ("project.meeting", &id), &new).await
}

/// The meeting that a request sets; its version is not known yet.
fn meeting_of(reading: &mut Reading, key: &str, new: &NewMeeting) -> Meeting {
    let minutes = new.minutes.as_deref().unwrap_or_default();
    let few = new.decisions.len() <= DECISIONS_MAX;
    reading.must(few, "/decisions", "too_many");
    Meeting {
        id: key.to_owned(),
        version: String::new(),
        title: reading.text(line(&new.title, "/title", 2..=60)),
        starts_at: new.starts_at,
        place: reading.text(line(&new.place, "/place", 1..=100)),
        agenda: reading.text(paragraph(&new.agenda, "/agenda", 2..=1000)),
        minutes: Some(reading.text(paragraph(minutes, "/minutes", 0..=4000)))
            .filter(|minutes| !minutes.is_empty()),
        decisions: (0..)
            .zip(&new.decisions)
            .map(|(index, new)| decision(reading, index, new))
            .collect(),
    }
}

fn decision(reading: &mut Reading, index: usize, new: &NewMeetingDecision) -> MeetingDecision {
    let at = |part: &str| format!("/decisions/{index}/{part}");
    MeetingDecision {
        text: reading.text(line(&new.text, &at("text"), 2..=500)),
        who: reading.text(line(&new.who, &at("who"), 1..=60)),
        due_on: new.due_on,
        done: new.done,
    }
}

/// Publishes the risk assessment, or a newer one.
pub async fn assessment(
    State(app): State<App>,
    Worker(user): Worker,
    Path(id): Path<String>,
    Body(new): Body<NewAssessment>,
) -> Result<Response> {
    let mut tx = begin(&app, &user, &id, "assessment").await?;
    let mut reading = Reading::default();
    let text = reading.text(paragraph(&new.text, "/text", 10..=4000));
    reading.must(
        !matches!(new.level, RiskLevel::Other(_)),
        "/level",
        "not_an_option",
    );
    reading.done()?;
    sqlx::query(
        "UPDATE projects SET risk = $2, assessment_zh = $3, assessment_en = '', \
         assessed_at = $4 WHERE id = $1",
    )
    .bind(&id)
    .bind(new.level.as_str())
    .bind(serde_json::to_string(&model::paragraphs(&text))?)
    .bind(app.clock.now().0)
    .execute(&mut *tx)
    .await?;
    end(&app, tx, &user, ("project.assessment", &id), &new).await
}
