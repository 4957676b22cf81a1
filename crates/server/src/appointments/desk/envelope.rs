//! `GET /v1/desk/appointments/bookings/{id}/envelope`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{Envelope, Timestamp};

use super::Scope;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Path, User, json};

/// What somebody put to a booking for its provider, as it came.
pub(super) async fn get(
    State(app): State<App>,
    user: User,
    Path(id): Path<String>,
) -> Result<Response> {
    type Row = (String, String, String, String, i64);
    let mut connection = app.db.pool().acquire().await?;
    let own = Scope::of(&mut connection, &user).await?.own()?;
    let row: Option<Row> = sqlx::query_as(
        "SELECT e.key_id, e.wrapped_key, e.iv, e.ciphertext, e.shared_at \
         FROM appointment_envelopes e JOIN appointment_bookings b ON b.id = e.booking_id \
         JOIN appointment_slots s ON s.id = b.slot_id WHERE b.id = $1 AND s.provider_id = $2",
    )
    .bind(&id)
    .bind(&own)
    .fetch_optional(&mut *connection)
    .await?;
    let (key_id, wrapped_key, iv, ciphertext, shared_at) = row.ok_or(Code::NotFound)?;
    let envelope = Envelope {
        key_id,
        wrapped_key,
        iv,
        ciphertext,
        shared_at: Timestamp(shared_at),
    };
    json(StatusCode::OK, &envelope)
}
