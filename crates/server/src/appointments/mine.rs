//! `GET /v1/appointments/bookings` and `GET /v1/appointments/bookings/{id}`

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::Page;

use super::access::Access;
use super::record::{Record, select};
use super::seats;
use super::shown::{self, Eyes};
use crate::App;
use crate::error::Result;
use crate::http::{Lang, MaybeUser, Path, User, json};

/// Mine, and only those under my name: the next one first, then those that are over.
pub(super) async fn list(State(app): State<App>, lang: Lang, user: User) -> Result<Response> {
    seats::settle_if_due(&app).await?;
    let now = app.clock.now();
    let mut connection = app.db.pool().acquire().await?;
    let records: Vec<Record> = sqlx::query_as(select!(
        "WHERE b.person_id = $1 \
         ORDER BY CASE WHEN s.ends_at > $2 THEN 0 ELSE 1 END, ABS(s.starts_at - $2), b.id LIMIT 200"
    ))
    .bind(&user.id)
    .bind(now.0)
    .fetch_all(&mut *connection)
    .await?;
    let mut items = Vec::with_capacity(records.len());
    for record in &records {
        items.push(shown::shown(&mut connection, record, Eyes::Open, lang, now).await?);
    }
    let page = Page {
        items,
        next_cursor: None,
    };
    json(StatusCode::OK, &page)
}

/// One of mine, or the one with this code.
pub(super) async fn get(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    seats::settle_if_due(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let mut access = Access::of(&mut connection, &headers).await?;
    let record = access.open(&mut connection, user.as_ref(), &id).await?;
    let now = app.clock.now();
    let booking = shown::shown(&mut connection, &record, access.eyes, lang, now).await?;
    json(StatusCode::OK, &booking)
}
