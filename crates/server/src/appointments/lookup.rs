//! `GET /v1/appointments/lookup`: what belongs to a code.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::BookingLookup;

use super::record::{Record, select};
use super::shown::{self, Eyes};
use super::{code, seats, waiting};
use crate::App;
use crate::error::Result;
use crate::http::{Lang, json};

/// A booking, or an entry of the waiting list.
pub(super) async fn get(
    State(app): State<App>,
    lang: Lang,
    headers: HeaderMap,
) -> Result<Response> {
    let code = code::required(&headers)?;
    seats::settle_if_due(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let hash = code::hash(&mut connection, code).await?;
    let record: Option<Record> = sqlx::query_as(select!("WHERE b.code_hash = $1"))
        .bind(&hash)
        .fetch_optional(&mut *connection)
        .await?;
    let found = match record {
        Some(record) => {
            let now = app.clock.now();
            let booking = shown::shown(&mut connection, &record, Eyes::Masked, lang, now).await?;
            BookingLookup {
                booking: Some(booking),
                waiting: None,
            }
        }
        None => BookingLookup {
            booking: None,
            waiting: Some(waiting::of_code(&app, &mut connection, &hash).await?),
        },
    };
    json(StatusCode::OK, &found)
}
