//! `PUT /v1/projects/{id}/evaluation`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{CommentColumn, NewComment, NewEvaluation, ProjectStage, Timestamp};
use sqlx::AnyConnection;

use super::{comments, record, shown};
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
    let now = app.clock.now();
    // Of two members at the same moment, the second waits here and then sees what the first said.
    let said: Option<String> = sqlx::query_scalar(
        "INSERT INTO project_evaluations (project_id, household_id, person_id, level, at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (project_id, household_id) DO UPDATE \
         SET person_id = $3, level = $4, at = $5 RETURNING comment_id",
    )
    .bind(&id)
    .bind(household)
    .bind(&user.id)
    .bind(i64::from(new.level))
    .bind(now.0)
    .fetch_one(&mut *tx)
    .await?;
    let says = say(&mut tx, &user, now, &id, said.as_deref(), text).await?;
    sqlx::query(
        "UPDATE project_evaluations SET comment_id = $3 \
         WHERE project_id = $1 AND household_id = $2",
    )
    .bind(&id)
    .bind(household)
    .bind(says)
    .execute(&mut *tx)
    .await?;
    let project = shown::project(&mut tx, Some(&user), lang, now, record).await?;
    tx.commit().await?;
    json(StatusCode::OK, &project)
}

/// The comment with the words of an evaluation. The same words keep theirs, with what a worker
/// decided; others take its place and wait for a look again.
async fn say(
    connection: &mut AnyConnection,
    user: &User,
    now: Timestamp,
    project: &str,
    said: Option<&str>,
    text: String,
) -> Result<Option<String>> {
    if let Some(said) = said {
        let removed = sqlx::query(
            "DELETE FROM project_comments WHERE id = $1 AND text_zh <> $2 \
             AND (text_en = '' OR text_en <> $2)",
        )
        .bind(said)
        .bind(&text)
        .execute(&mut *connection)
        .await?
        .rows_affected();
        if removed == 0 {
            return Ok(Some(said.to_owned()));
        }
    }
    if text.is_empty() {
        return Ok(None);
    }
    let new = NewComment {
        column: CommentColumn::Evaluation,
        text,
        client_ref: uuid::Uuid::now_v7().simple().to_string(),
    };
    let id = comments::write(connection, user, now, project, &new).await?;
    Ok(Some(id))
}
