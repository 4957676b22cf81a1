//! `GET /v1/desk/ballots/{id}/check`, `POST /v1/desk/ballots/{id}/opening`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{BallotCheck, NewOpening, Timestamp, VotingUnit};
use sqlx::AnyConnection;

use super::audit;
use super::ballots::shown;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Begun, Cache, Lang, Once, Outcome, Path, Posted, Worker, cached};
use crate::votes::model::{check, terms};
use crate::votes::record;

/// What stands in the way of opening, and the terms that would be frozen.
pub async fn check(
    State(app): State<App>,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let found = checked(&mut connection, app.clock.now(), &id).await?;
    cached(&headers, Cache::Private, &found)
}

async fn checked(connection: &mut AnyConnection, now: Timestamp, id: &str) -> Result<BallotCheck> {
    let record = record::any(connection, now, id).await?;
    let roll_unit = VotingUnit::from(record.roll_unit.as_str());
    // The terms are in the first language, whoever asks.
    let ballot = record.shown(connection, Lang::Zh, now, None).await?;
    let terms = match &ballot.terms {
        Some(frozen) => frozen.clone(),
        None => terms::text(&ballot),
    };
    Ok(BallotCheck {
        problems: check::problems(&ballot, &roll_unit, now),
        terms_hash: terms::hash(&terms),
        terms,
    })
}

/// Freezes a ballot exactly as it was checked, and opens it when its time has come.
pub async fn open(
    State(app): State<App>,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewOpening>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = opened(&app, &mut once, &id, &new).await;
    once.finish(outcome).await
}

async fn opened(app: &App, once: &mut Once, id: &str, new: &NewOpening) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let now = app.clock.now();
    let record = record::any(tx, now, id).await?;
    if record.frozen() {
        return Err(Code::NotPossibleNow.into());
    }
    let found = checked(tx, now, id).await?;
    if found.terms_hash != new.terms_hash {
        return Err(Code::TermsChanged.into());
    }
    if !found.problems.is_empty() {
        return Err(Code::NotPossibleNow.into());
    }
    freeze(tx, id, &record.roll_id, &found.terms, &found.terms_hash).await?;
    audit::note(tx, now, &user.id, "ballot.open", ("ballot", id), new).await?;
    let shown = shown(tx, now, id).await?;
    Outcome::created(format!("/v1/ballots/{id}"), &shown)
}

/// Freezes rules, options and roll.
///
/// # Errors
/// `not_possible_now` when it is frozen already.
pub(crate) async fn freeze(
    connection: &mut AnyConnection,
    id: &str,
    roll: &str,
    terms: &str,
    hash: &str,
) -> Result<()> {
    let frozen = sqlx::query(
        "UPDATE ballots SET terms = $2, terms_hash = $3, announced = 1 \
         WHERE id = $1 AND terms_hash IS NULL",
    )
    .bind(id)
    .bind(terms)
    .bind(hash)
    .execute(&mut *connection)
    .await?
    .rows_affected();
    if frozen == 0 {
        return Err(Code::NotPossibleNow.into());
    }
    // One unit for an owner, however many flats.
    sqlx::query(
        "INSERT INTO ballot_units (ballot_id, id, household_id, person_id, label_zh, label_en, area) \
         SELECT $1, m.id, m.household_id, m.person_id, m.label_zh, m.label_en, \
         (SELECT CAST(SUM(f.area) AS BIGINT) FROM flats f WHERE f.roll_id = m.roll_id \
         AND f.owner_id = m.id) FROM roll_members m WHERE m.roll_id = $2",
    )
    .bind(id)
    .bind(roll)
    .execute(connection)
    .await?;
    Ok(())
}
