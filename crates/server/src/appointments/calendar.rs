//! `GET /v1/appointments/bookings/{id}/calendar`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use linli_contract::{AppointmentMode, Timestamp};

use super::access::Access;
use super::model::ics::{self, Event};
use super::seats;
use crate::App;
use crate::error::Result;
use crate::http::{Lang, MaybeUser, Path};

/// The booking for the phone's own calendar.
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
    let found = access.open(&mut connection, user.as_ref(), &id).await?;
    let place = match AppointmentMode::from(found.mode.as_str()) {
        AppointmentMode::Phone => lang.pick("电话", "By phone"),
        AppointmentMode::Video => lang.pick("视频", "By video"),
        _ => lang.pick(found.address_zh.as_str(), &found.address_en),
    };
    let event = Event {
        id: &found.id,
        sequence: found.sequence,
        changed_at: Timestamp(found.changed_at),
        state: &found.state(),
        starts_at: Timestamp(found.starts_at),
        ends_at: Timestamp(found.ends_at),
        place: &place,
        code: access.code.as_deref(),
    };
    let kind = [(CONTENT_TYPE, "text/calendar; charset=utf-8")];
    Ok((kind, ics::file(&event, lang)).into_response())
}
