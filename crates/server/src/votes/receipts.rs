//! `GET /v1/receipts/{number}`, `GET /v1/ballots/{id}/receipts`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{BallotState, Receipt, ReceiptList, ReceiptState, VoteChoice};
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::{close, record};
use crate::App;
use crate::account::secrets::{hex, random};
use crate::error::{Code, Error, Result};
use crate::http::{Cache, Lang, Path, cached};
use crate::orders::quota::count;

/// 10¹⁶: a receipt has 16 digits.
const NUMBERS: u64 = 10_000_000_000_000_000;

/// The hash by which somebody who sent a try finds what became of it.
pub(crate) fn fingerprint(client_ref: &str, choices: &[VoteChoice]) -> Result<String> {
    let text = serde_json::to_vec(&(client_ref, choices))?;
    Ok(hex(&Sha256::digest(&text)))
}

/// A random number of a receipt.
pub(crate) fn number() -> Result<String> {
    Ok(format!("{:016}", u64::from_le_bytes(random()?) % NUMBERS))
}

/// Writes a new receipt and returns its number. A number that is taken is found once in some million
/// years; then the next one is tried.
pub(crate) async fn issue(
    connection: &mut AnyConnection,
    ballot: &str,
    fingerprint: &str,
) -> Result<String> {
    for _ in 0..3 {
        let number = number()?;
        let new = sqlx::query(
            "INSERT INTO receipts (number, ballot_id, fingerprint, state) \
             VALUES ($1, $2, $3, 'counted') ON CONFLICT DO NOTHING",
        )
        .bind(&number)
        .bind(ballot)
        .bind(fingerprint)
        .execute(&mut *connection)
        .await?
        .rows_affected()
            == 1;
        if new {
            return Ok(number);
        }
    }
    Err(Error::internal("three receipt numbers were taken"))
}

/// The receipt of a counted vote that this try made.
pub(crate) async fn of_try(
    connection: &mut AnyConnection,
    ballot: &str,
    fingerprint: &str,
) -> Result<Option<String>> {
    Ok(sqlx::query_scalar(
        "SELECT number FROM receipts WHERE ballot_id = $1 AND fingerprint = $2 \
         AND state = 'counted'",
    )
    .bind(ballot)
    .bind(fingerprint)
    .fetch_optional(connection)
    .await?)
}

/// What became of the vote behind a receipt.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    close::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let found: Option<(String, String)> =
        sqlx::query_as("SELECT ballot_id, state FROM receipts WHERE number = $1")
            .bind(&number)
            .fetch_optional(&mut *connection)
            .await?;
    let (ballot, state) = found.ok_or(Code::NotFound)?;
    let ballot = record::load(&mut connection, app.clock.now(), &ballot).await?;
    let receipt = Receipt {
        number,
        title: ballot.title(lang),
        closed: ballot.state() == BallotState::Closed,
        ballot_id: ballot.id.into(),
        state: ReceiptState::from(state.as_str()),
    };
    cached(&headers, Cache::Private, &receipt)
}

/// The numbers of all counted votes.
pub async fn list(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    close::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let ballot = record::load(&mut connection, app.clock.now(), &id).await?;
    if ballot.state() != BallotState::Closed {
        return Err(Code::NotClosedYet.into());
    }
    let numbers: Vec<String> = sqlx::query_scalar(
        "SELECT number FROM receipts WHERE ballot_id = $1 AND state = 'counted' ORDER BY number",
    )
    .bind(&id)
    .fetch_all(&mut *connection)
    .await?;
    let list = ReceiptList {
        ballot_id: id.into(),
        ballots: count(i64::try_from(numbers.len()).unwrap_or(i64::MAX)),
        numbers,
    };
    cached(&headers, Cache::Public, &list)
}
