//! How often an indicator counts for a household.

use linli_contract::{Cap, CapPer, Date};
use sqlx::AnyConnection;

use super::model::calendar;
use crate::config::Points;
use crate::error::Result;

/// Whether a household has reached an indicator's cap in the span of a day. What was voided or corrected
/// does not count.
pub(crate) async fn reached(
    connection: &mut AnyConnection,
    numbers: &Points,
    household: &str,
    indicator: &str,
    day: Date,
    cap: &Cap,
) -> Result<bool> {
    let (first, last) = match cap.per {
        CapPer::Day => (day, day),
        CapPer::Month => (
            calendar::first_of(day, 0),
            calendar::first_of(day, 1).plus_days(-1),
        ),
        _ => {
            let period = calendar::period(day, numbers.period_months, crate::http::Lang::Zh);
            (period.starts_on, period.ends_on)
        }
    };
    let times: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM point_entries e LEFT JOIN point_outcomes o ON o.entry_id = e.id \
         LEFT JOIN point_corrections c ON c.entry_id = e.id WHERE e.household_id = $1 \
         AND e.indicator = $2 AND e.kind IN ('earn', 'penalty') AND e.for_day >= $3 \
         AND e.for_day <= $4 AND COALESCE(o.state, 'pending') <> 'voided' AND c.entry_id IS NULL",
    )
    .bind(household)
    .bind(indicator)
    .bind(first.to_string())
    .bind(last.to_string())
    .fetch_one(connection)
    .await?;
    Ok(times >= i64::from(cap.times))
}
