//! What the first screen says of my next appointments: a time, and words that say nothing.

use linli_contract::{Reminder, Timestamp};
use sqlx::AnyConnection;

use super::Rules;
use super::model::ics;
use crate::error::Result;
use crate::http::{Lang, User};

/// Mine of the next day. An alias booking is nobody's, and nobody else of the household is told.
pub(crate) async fn of_user(
    connection: &mut AnyConnection,
    user: &User,
    lang: Lang,
    now: Timestamp,
    rules: &Rules,
) -> Result<Vec<Reminder>> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT b.id, s.starts_at FROM appointment_bookings b \
         JOIN appointment_slots s ON s.id = b.slot_id \
         WHERE b.person_id = $1 AND b.state = 'booked' AND s.ends_at > $2 AND s.starts_at <= $3 \
         ORDER BY s.starts_at, b.id LIMIT 5",
    )
    .bind(&user.id)
    .bind(now.0)
    .bind(now.plus_minutes(rules.remind_minutes).0)
    .fetch_all(connection)
    .await?;
    let reminder = |(id, starts_at): (String, i64)| Reminder {
        booking_id: id.into(),
        title: ics::title(lang).to_owned(),
        starts_at: Timestamp(starts_at),
    };
    Ok(rows.into_iter().map(reminder).collect())
}
