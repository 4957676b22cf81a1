//! `GET /v1/ballots/{id}/result`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{BallotResult, BallotState};
use sqlx::AnyConnection;

use super::close;
use super::record::{self, Record};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Cache, Lang, Path, cached};

/// The result of a closed ballot, as it was counted at close.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    close::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let ballot = record::load(&mut connection, app.clock.now(), &id).await?;
    let mut result = stored(&mut connection, &ballot).await?;
    // The only words in it.
    result.roll = ballot.roll(&mut connection, lang).await?;
    cached(&headers, Cache::Public, &result)
}

/// The stored result.
///
/// # Errors
/// `not_closed_yet`.
pub(crate) async fn stored(
    connection: &mut AnyConnection,
    ballot: &Record,
) -> Result<BallotResult> {
    if ballot.state() != BallotState::Closed {
        return Err(Code::NotClosedYet.into());
    }
    let result: Option<String> = sqlx::query_scalar("SELECT result FROM ballots WHERE id = $1")
        .bind(&ballot.id)
        .fetch_one(connection)
        .await?;
    let result = result.ok_or_else(|| Error::internal("a closed ballot without a result"))?;
    Ok(serde_json::from_str(&result)?)
}
