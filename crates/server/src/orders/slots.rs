//! `GET /v1/services/{id}/slots`, and taking one.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Page, Slot, Timestamp};
use sqlx::AnyConnection;

use super::model::slots::{Opening, Pattern, SLOT_DAYS, openings};
use super::quota::count;
use super::service;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Path, cached};

/// The bookable times of the next days.
pub async fn list(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let service = service::offered(&mut connection, &id).await?;
    let form = service::form(&mut connection, &service.form_code, &service.form_version).await?;
    let items = if form.has_slot() {
        let open = of_service(&mut connection, &id, &form.code, app.clock.now()).await?;
        let taken: HashMap<String, i64> =
            sqlx::query_as("SELECT slot_id, taken FROM slot_use WHERE service_id = $1")
                .bind(&id)
                .fetch_all(&mut *connection)
                .await?
                .into_iter()
                .collect();
        open.into_iter()
            .map(|opening| Slot {
                left: count(opening.capacity - taken.get(&opening.id).copied().unwrap_or(0)),
                id: opening.id.into(),
                starts_at: opening.starts_at,
                ends_at: opening.ends_at,
            })
            .collect()
    } else {
        Vec::new()
    };
    let page = Page {
        items,
        next_cursor: None,
    };
    // How many places are left is stale at once: a browser asks each time.
    cached(&headers, Cache::Private, &page)
}

async fn of_service(
    connection: &mut AnyConnection,
    service_id: &str,
    form_code: &str,
    now: Timestamp,
) -> Result<Vec<Opening>> {
    type Row = (String, i64, i64, i64, i64);
    let lines: Vec<Row> = sqlx::query_as(
        "SELECT form_code, weekday, start_minute, minutes, capacity FROM slot_patterns \
         WHERE form_code = $1 OR form_code = ''",
    )
    .bind(form_code)
    .fetch_all(connection)
    .await?;
    let own = lines.iter().any(|line| line.0 == form_code);
    let wanted = if own { form_code } else { "" };
    let pattern: Vec<Pattern> = lines
        .into_iter()
        .filter(|line| line.0 == wanted)
        .map(|(_, weekday, start_minute, minutes, capacity)| Pattern {
            weekday,
            start_minute,
            minutes,
            capacity,
        })
        .collect();
    Ok(openings(service_id, &pattern, now, SLOT_DAYS))
}

/// What came of wanting a place.
pub(crate) enum Taking {
    /// It is ours.
    Taken(Opening),
    /// It went to somebody else.
    Full,
    /// There is no such time (any more).
    Unknown,
}

/// Takes a place of a time. The database raises the count only while there is room, so that the
/// last place goes to one order.
pub(crate) async fn take(
    connection: &mut AnyConnection,
    service_id: &str,
    form_code: &str,
    slot_id: &str,
    now: Timestamp,
) -> Result<Taking> {
    let open = of_service(connection, service_id, form_code, now).await?;
    let Some(opening) = open.into_iter().find(|opening| opening.id == slot_id) else {
        return Ok(Taking::Unknown);
    };
    if opening.capacity == 0 {
        return Ok(Taking::Full);
    }
    let taken: Option<i64> = sqlx::query_scalar(
        "INSERT INTO slot_use (slot_id, service_id, starts_at, taken) VALUES ($1, $2, $3, 1) \
         ON CONFLICT (slot_id) DO UPDATE SET taken = slot_use.taken + 1 \
         WHERE slot_use.taken < $4 RETURNING taken",
    )
    .bind(slot_id)
    .bind(service_id)
    .bind(opening.starts_at.0)
    .bind(opening.capacity)
    .fetch_optional(connection)
    .await?;
    Ok(taken.map_or(Taking::Full, |_| Taking::Taken(opening)))
}

/// Gives a place back.
pub(crate) async fn give_back(connection: &mut AnyConnection, slot_id: &str) -> Result<()> {
    sqlx::query("UPDATE slot_use SET taken = taken - 1 WHERE slot_id = $1 AND taken > 0")
        .bind(slot_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// The problem of a time that somebody else took.
pub(crate) fn full(pointer: &str) -> crate::error::Error {
    crate::error::Error::new(Code::SlotFull).at(pointer, "slot_full")
}
