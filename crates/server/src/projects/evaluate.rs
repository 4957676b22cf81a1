//! `PUT /v1/projects/{id}/evaluation`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{NewEvaluation, ProjectStage};

use super::{record, shown};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Body, Lang, Path, User, json, paragraph};

/// Evaluates the result for my household; the latest evaluation stands.
pub async fn put(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
    Body(new): Body<NewEvaluation>,
) -> Result<Response> {
    let household = user.household()?;
    let mut errors = Vec::new();
    if !(1..=5).contains(&new.level) {
        errors.push(field("/level", "out_of_range"));
    }
    let text = paragraph(&new.text, "/text", 0..=500).unwrap_or_else(|error| {
        errors.push(error);
        String::new()
    });
    let mut tx = app.db.write().await?;
    let record = record::load(&mut tx, Some(&user), &id).await?;
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    if record.stage() != ProjectStage::Evaluating {
        return Err(Code::NotPossibleNow.into());
    }
    sqlx::query(
        "INSERT INTO project_evaluations (project_id, household_id, person_id, level, text, at) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (project_id, household_id) DO UPDATE \
         SET person_id = $3, level = $4, text = $5, at = $6",
    )
    .bind(&id)
    .bind(household)
    .bind(&user.id)
    .bind(i64::from(new.level))
    .bind(text)
    .bind(app.clock.now().0)
    .execute(&mut *tx)
    .await?;
    let project = shown::project(&mut tx, Some(&user), lang, app.clock.now(), record).await?;
    tx.commit().await?;
    json(StatusCode::OK, &project)
}
