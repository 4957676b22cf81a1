//! `GET /v1/orders/{id}`, and the answer that every change of an order gives.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use sqlx::AnyConnection;

use super::record;
use super::shown::Eyes;
use crate::App;
use crate::error::{Error, Result};
use crate::http::{Cache, Lang, Outcome, Path, User, cached};

/// An order of my household, or one I placed for somebody.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let order = record::mine(&mut connection, &user, &id).await?;
    let now = app.clock.now();
    let rules = &app.config.rules;
    let shown = order
        .shown(&mut connection, lang, Eyes::Household, now, rules)
        .await?;
    cached(&headers, Cache::Private, &shown)
}

/// The order as it is now, for the answer to a change.
pub(crate) async fn outcome(
    app: &App,
    connection: &mut AnyConnection,
    lang: Lang,
    status: StatusCode,
    id: &str,
) -> Result<Outcome> {
    let order = record::load(connection, id)
        .await?
        .ok_or_else(|| Error::internal("an order vanished inside its transaction"))?;
    let now = app.clock.now();
    let shown = order
        .shown(connection, lang, Eyes::Household, now, &app.config.rules)
        .await?;
    if status == StatusCode::CREATED {
        Outcome::created(format!("/v1/orders/{id}"), &shown)
    } else {
        Outcome::new(status, &shown)
    }
}
