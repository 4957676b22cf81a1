//! `PUT /v1/projects/{id}/follow`, `DELETE /v1/projects/{id}/follow`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{record, shown};
use crate::App;
use crate::error::Result;
use crate::http::{Lang, Path, User, json};

/// Follows a project: its changes are told on the first screen. Sending it again changes nothing.
pub async fn put(
    state: State<App>,
    lang: Lang,
    user: User,
    path: Path<String>,
) -> Result<Response> {
    let statement = "INSERT INTO project_followers (project_id, person_id) VALUES ($1, $2) \
        ON CONFLICT DO NOTHING";
    change(state, lang, user, path, statement).await
}

/// Follows it no more.
pub async fn delete(
    state: State<App>,
    lang: Lang,
    user: User,
    path: Path<String>,
) -> Result<Response> {
    let statement = "DELETE FROM project_followers WHERE project_id = $1 AND person_id = $2";
    change(state, lang, user, path, statement).await
}

async fn change(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
    statement: &'static str,
) -> Result<Response> {
    let mut tx = app.db.write().await?;
    record::load(&mut tx, Some(&user), &id).await?;
    sqlx::query(statement)
        .bind(&id)
        .bind(&user.id)
        .execute(&mut *tx)
        .await?;
    let record = record::load(&mut tx, Some(&user), &id).await?;
    let project = shown::project(&mut tx, Some(&user), lang, app.clock.now(), record).await?;
    tx.commit().await?;
    json(StatusCode::OK, &project)
}
