//! What feeds points without a worker: the close of a ballot, the rating of an order that is done, and
//! volunteering that was kept. All get the same, whatever they chose or said, up to the indicator's cap. Of a
//! ballot that is for the day of the close and in the order of the households' ids: nothing tells how or when
//! anybody voted.

use linli_contract::{Date, EntryKind, Timestamp};
use sqlx::AnyConnection;

use super::ledger::{self, New, Waits};
use super::model::calendar;
use super::rules::Stored;
use super::{caps, rules};
use crate::clock::day_of;
use crate::config::Points;
use crate::error::Result;
use crate::orders::model::form::Bilingual;

/// The indicator of taking part in a vote. Where there is none, a vote gives nothing.
pub(super) const VOTE: &str = "vote-taking-part";

/// The indicator of rating an order that is done. Where there is none, a rating gives nothing.
pub(super) const RATING: &str = "order-feedback";

/// For what a household gets points.
struct Reason<'a> {
    household: &'a str,
    /// What it comes from; it gives to a household once.
    source: &'a str,
    note: &'a Bilingual,
    day: Date,
}

/// Records the points of a ballot that is just being closed, once for each household. What is over the
/// cap is left out.
pub(crate) async fn ballot_closed(
    connection: &mut AnyConnection,
    numbers: &Points,
    ballot: &str,
    at: Timestamp,
) -> Result<()> {
    let Some(indicator) = rules::newest(connection, VOTE).await? else {
        return Ok(());
    };
    let (zh, en, closes_at): (String, String, i64) =
        sqlx::query_as("SELECT title_zh, title_en, closes_at FROM ballots WHERE id = $1")
            .bind(ballot)
            .fetch_one(&mut *connection)
            .await?;
    let households: Vec<String> = sqlx::query_scalar(
        "SELECT DISTINCT COALESCE(u.household_id, p.household_id) AS household \
         FROM ballot_units u LEFT JOIN people p ON p.id = u.person_id WHERE u.ballot_id = $1 \
         AND u.voted_on IS NOT NULL AND COALESCE(u.household_id, p.household_id) IS NOT NULL \
         ORDER BY household",
    )
    .bind(ballot)
    .fetch_all(&mut *connection)
    .await?;
    let source = format!("ballot:{ballot}");
    let note = Bilingual { zh, en };
    for household in &households {
        let reason = Reason {
            household,
            source: &source,
            note: &note,
            day: day_of(Timestamp(closes_at)),
        };
        give(connection, numbers, &indicator, &reason, at).await?;
    }
    Ok(())
}

/// Records the points of an order that its household rates, once, however it rates it.
pub(crate) async fn order_rated(
    connection: &mut AnyConnection,
    numbers: &Points,
    order: &str,
    at: Timestamp,
) -> Result<()> {
    let Some(indicator) = rules::newest(connection, RATING).await? else {
        return Ok(());
    };
    let (household, zh, en): (String, String, String) = sqlx::query_as(
        "SELECT o.household_id, s.name_zh, s.name_en FROM orders o \
         JOIN services s ON s.id = o.service_id WHERE o.id = $1",
    )
    .bind(order)
    .fetch_one(&mut *connection)
    .await?;
    let reason = Reason {
        household: &household,
        source: &format!("order:{order}"),
        note: &Bilingual { zh, en },
        day: day_of(at),
    };
    give(connection, numbers, &indicator, &reason, at).await
}

/// Records the points of an appointment that was kept, when its kind gives any and it was made under somebody's
/// name. No kind that is private gives any: the database refuses that.
pub(crate) async fn appointment_kept(
    connection: &mut AnyConnection,
    numbers: &Points,
    booking: &str,
    at: Timestamp,
) -> Result<()> {
    let found: Option<(String, String, String, String, i64)> = sqlx::query_as(
        "SELECT p.household_id, k.indicator, k.title_zh, k.title_en, s.starts_at \
         FROM appointment_bookings b JOIN appointment_slots s ON s.id = b.slot_id \
         JOIN appointment_kinds k ON k.id = s.kind_id JOIN people p ON p.id = b.person_id \
         WHERE b.id = $1 AND k.private = 0 AND k.indicator <> '' AND p.household_id IS NOT NULL",
    )
    .bind(booking)
    .fetch_optional(&mut *connection)
    .await?;
    let Some((household, code, zh, en, starts_at)) = found else {
        return Ok(());
    };
    let Some(indicator) = rules::newest(connection, &code).await? else {
        return Ok(());
    };
    let reason = Reason {
        household: &household,
        source: &format!("appointment:{booking}"),
        note: &Bilingual { zh, en },
        day: day_of(Timestamp(starts_at)),
    };
    give(connection, numbers, &indicator, &reason, at).await
}

/// Records an entry that is announced like any other, unless the source has given to this household or the
/// indicator's cap is reached.
async fn give(
    connection: &mut AnyConnection,
    numbers: &Points,
    indicator: &Stored,
    reason: &Reason<'_>,
    at: Timestamp,
) -> Result<()> {
    let &Reason {
        household,
        source,
        note,
        day,
    } = reason;
    ledger::take_turn(connection, household).await?;
    let code = indicator.code.as_str();
    let reached = match &indicator.cap() {
        Some(cap) => caps::reached(connection, numbers, household, code, day, cap).await?,
        None => false,
    };
    let fed: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM point_feeds WHERE source = $1 AND household_id = $2",
    )
    .bind(source)
    .bind(household)
    .fetch_one(&mut *connection)
    .await?;
    if reached || fed > 0 {
        return Ok(());
    }
    let new = New {
        household,
        kind: EntryKind::Earn,
        standing: indicator.standing,
        spendable: indicator.spendable,
        title: Bilingual {
            zh: indicator.title_zh.clone(),
            en: indicator.title_en.clone(),
        },
        note: note.clone(),
        indicator: Some((code, indicator.version)),
        for_day: day,
        period: calendar::period_code(day, numbers.period_months),
        at,
        by: None,
        reverses: None,
        waits: Waits::Until(at.plus_days(numbers.notice_days)),
    };
    let entry = ledger::write(connection, numbers, new).await?;
    sqlx::query("INSERT INTO point_feeds (source, household_id, entry_id) VALUES ($1, $2, $3)")
        .bind(source)
        .bind(household)
        .bind(&entry)
        .execute(&mut *connection)
        .await?;
    Ok(())
}
