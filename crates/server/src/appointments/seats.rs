//! Seats: taking one, giving it back, and what ends by itself.
//!
//! Nothing here waits for a clock to strike. Holds, requests and offers that are over are given back by
//! whoever touches a time next, in the same transaction, and the first of the waiting list is asked.

use linli_contract::{BookingState, Timestamp, WaitingState};
use sqlx::AnyConnection;

use super::record;
use crate::App;
use crate::error::Result;

/// Takes a seat, while there is one.
pub(super) async fn take(connection: &mut AnyConnection, slot_id: &str) -> Result<bool> {
    let done = sqlx::query(
        "UPDATE appointment_slots SET taken = taken + 1 \
         WHERE id = $1 AND open = 1 AND taken < capacity",
    )
    .bind(slot_id)
    .execute(connection)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a seat back.
pub(super) async fn give_back(connection: &mut AnyConnection, slot_id: &str) -> Result<()> {
    sqlx::query("UPDATE appointment_slots SET taken = taken - 1 WHERE id = $1")
        .bind(slot_id)
        .execute(connection)
        .await?;
    Ok(())
}

/// Ends a hold; its seat is the caller's from then on. `None` when there is no such hold on this time.
/// An offer that is taken up ends the waiting.
pub(super) async fn claim(
    connection: &mut AnyConnection,
    hold_id: &str,
    slot_id: &str,
) -> Result<bool> {
    let waiting: Option<(Option<String>,)> = sqlx::query_as(
        "DELETE FROM appointment_holds WHERE id = $1 AND slot_id = $2 RETURNING waiting_id",
    )
    .bind(hold_id)
    .bind(slot_id)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((waiting,)) = waiting else {
        return Ok(false);
    };
    if let Some(waiting) = waiting {
        wait(
            connection,
            &waiting,
            &WaitingState::Offered,
            &WaitingState::Taken,
        )
        .await?;
    }
    Ok(true)
}

/// Moves an entry of the waiting list on; answers whether it was where it was thought to be.
pub(super) async fn wait(
    connection: &mut AnyConnection,
    id: &str,
    from: &WaitingState,
    to: &WaitingState,
) -> Result<bool> {
    let done =
        sqlx::query("UPDATE appointment_waiting SET state = $3 WHERE id = $1 AND state = $2")
            .bind(id)
            .bind(from.as_str())
            .bind(to.as_str())
            .execute(connection)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a hold and gives its seat back; without effect where there is none. An offer that ends, ends
/// the waiting in this state.
pub(super) async fn release(
    connection: &mut AnyConnection,
    hold_id: &str,
    ended: &WaitingState,
) -> Result<()> {
    let hold: Option<(String, Option<String>)> =
        sqlx::query_as("DELETE FROM appointment_holds WHERE id = $1 RETURNING slot_id, waiting_id")
            .bind(hold_id)
            .fetch_optional(&mut *connection)
            .await?;
    if let Some((slot, waiting)) = hold {
        give_back(connection, &slot).await?;
        if let Some(waiting) = waiting {
            wait(connection, &waiting, &WaitingState::Offered, ended).await?;
        }
    }
    Ok(())
}

/// Gives back what is over, and offers what is free to who waits.
pub(super) async fn settle(
    app: &App,
    connection: &mut AnyConnection,
    now: Timestamp,
) -> Result<()> {
    let holds: Vec<(String,)> =
        sqlx::query_as("SELECT id FROM appointment_holds WHERE expires_at <= $1 ORDER BY id")
            .bind(now.0)
            .fetch_all(&mut *connection)
            .await?;
    for (hold,) in holds {
        release(connection, &hold, &WaitingState::Lapsed).await?;
    }
    let requests: Vec<(String,)> =
        sqlx::query_as("SELECT id FROM appointment_bookings WHERE pending_until <= $1 ORDER BY id")
            .bind(now.0)
            .fetch_all(&mut *connection)
            .await?;
    for (booking,) in requests {
        record::end(connection, &booking, &BookingState::Lapsed, now).await?;
    }
    sqlx::query(
        "UPDATE appointment_waiting SET state = 'lapsed' WHERE state = 'waiting' AND until_at <= $1",
    )
    .bind(now.0)
    .execute(&mut *connection)
    .await?;
    while offer(app, connection, now).await? {}
    Ok(())
}

/// The first who waits and the first free time that fits.
const NEXT_OFFER: &str = "\
    SELECT w.id, s.id, s.starts_at - k.notice_minutes * 60000 \
    FROM appointment_waiting w \
    JOIN appointment_kinds k ON k.id = w.kind_id \
    JOIN appointment_slots s ON s.kind_id = w.kind_id \
      AND (w.centre_id IS NULL OR w.centre_id = s.centre_id) \
      AND (w.provider_id IS NULL OR w.provider_id = s.provider_id) \
      AND (w.mode IS NULL OR s.modes LIKE '%' || w.mode || '%') \
      AND s.starts_at >= w.from_at AND s.starts_at < w.until_at \
    WHERE w.state = 'waiting' AND s.open = 1 AND s.taken < s.capacity \
      AND s.starts_at > $1 + k.notice_minutes * 60000 \
      AND s.starts_at <= $1 + k.ahead_days * 86400000 \
    ORDER BY w.created_at, w.id, s.starts_at, s.id LIMIT 1";

/// Makes one offer, where there is somebody to make it to.
async fn offer(app: &App, connection: &mut AnyConnection, now: Timestamp) -> Result<bool> {
    let next: Option<(String, String, i64)> = sqlx::query_as(NEXT_OFFER)
        .bind(now.0)
        .fetch_optional(&mut *connection)
        .await?;
    let Some((waiting, slot, last)) = next else {
        return Ok(false);
    };
    if !wait(
        connection,
        &waiting,
        &WaitingState::Waiting,
        &WaitingState::Offered,
    )
    .await?
        || !take(connection, &slot).await?
    {
        // Another replica was faster; whoever touches a time next tries again.
        return Ok(false);
    }
    let until = app.config.appointments.offer_until(now).0;
    sqlx::query(
        "INSERT INTO appointment_holds (id, slot_id, waiting_id, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(uuid::Uuid::new_v4().simple().to_string())
    .bind(&slot)
    .bind(&waiting)
    .bind(now.0)
    .bind(until.min(last))
    .execute(connection)
    .await?;
    Ok(true)
}

/// As [`settle`], before something is only read: most often there is nothing to do.
pub(super) async fn settle_if_due(app: &App) -> Result<()> {
    let now = app.clock.now();
    let due: i64 = sqlx::query_scalar(
        "SELECT (SELECT COUNT(*) FROM appointment_holds WHERE expires_at <= $1) \
          + (SELECT COUNT(*) FROM appointment_bookings WHERE pending_until <= $1) \
          + (SELECT COUNT(*) FROM appointment_waiting WHERE state = 'waiting' AND until_at <= $1)",
    )
    .bind(now.0)
    .fetch_one(app.db.pool())
    .await?;
    if due > 0 {
        let mut tx = app.db.write().await?;
        settle(app, &mut tx, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Gives back what is over, and deletes what was promised to be deleted.
///
/// # Errors
/// Faults of the database.
pub async fn tidy(app: &App) -> Result<()> {
    let now = app.clock.now();
    let rules = &app.config.appointments;
    let mut tx = app.db.write().await?;
    settle(app, &mut tx, now).await?;
    for (sql, before) in [
        (
            "DELETE FROM appointment_calls WHERE created_at < $1",
            now.plus_days(-rules.call_days),
        ),
        (
            "DELETE FROM appointment_envelopes WHERE booking_id IN \
             (SELECT b.id FROM appointment_bookings b JOIN appointment_slots s ON s.id = b.slot_id \
              WHERE s.ends_at < $1)",
            now.plus_days(-rules.envelope_days),
        ),
        (
            "UPDATE appointment_bookings SET name = '', phone = NULL WHERE slot_id IN \
             (SELECT id FROM appointment_slots WHERE ends_at < $1)",
            now.plus_days(-rules.name_days),
        ),
    ] {
        sqlx::query(sql).bind(before.0).execute(&mut *tx).await?;
    }
    tx.commit().await
}
