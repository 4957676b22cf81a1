//! `GET /v1/points`: my household's two accounts.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{
    Date, Expiry, PointsEntry, PointsOverview, SpendableAccount, StandingAccount, TrendMonth,
};
use sqlx::{AnyConnection, FromRow};

use super::model::{bands, calendar};
use super::record::{Record, select_entries};
use super::{ledger, rules, settle};
use crate::App;
use crate::error::{Error, Result};
use crate::home::capabilities::untimed;
use crate::http::{Cache, Lang, User, json_tagged};
use crate::orders::quota::count;

/// How many months the trend has.
const MONTHS: i64 = 12;

/// How many days of expiry are told.
const EXPIRIES: i64 = 6;

/// My household's standing, what it can spend, what is pending, and the trend.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    user: User,
    headers: HeaderMap,
) -> Result<Response> {
    let household = user.household()?;
    settle::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let overview = overview(&app, &mut connection, household, lang).await?;
    let tag = untimed(&overview, |overview| &mut overview.as_of)?;
    json_tagged(&headers, Cache::Private, &overview, Some(tag))
}

/// The sums of a household's entries.
#[derive(FromRow)]
struct Sums {
    entries: i64,
    standing: i64,
    standing_pending: i64,
    before: Option<i64>,
    posted: i64,
    held: i64,
    pending: i64,
    since: Option<String>,
}

/// `$1`: the household, `$2`: the running period, `$3`: the one before.
const SUMS: &str = "SELECT \
     CAST(COALESCE(SUM(x.visible), 0) AS BIGINT) AS entries, \
     CAST(COALESCE(SUM(CASE WHEN x.period = $2 AND x.state = 'posted' THEN x.standing ELSE 0 END), 0) \
     AS BIGINT) AS standing, \
     CAST(COALESCE(SUM(CASE WHEN x.period = $2 AND x.state = 'pending' AND x.visible = 1 \
     THEN x.standing ELSE 0 END), 0) AS BIGINT) AS standing_pending, \
     CAST(SUM(CASE WHEN x.period = $3 AND x.state = 'posted' THEN x.standing ELSE NULL END) \
     AS BIGINT) AS before, \
     CAST(COALESCE(SUM(CASE WHEN x.state = 'posted' THEN x.spendable ELSE 0 END), 0) AS BIGINT) \
     AS posted, \
     CAST(COALESCE(SUM(CASE WHEN x.state = 'pending' AND x.spendable < 0 THEN -x.spendable \
     ELSE 0 END), 0) AS BIGINT) AS held, \
     CAST(COALESCE(SUM(CASE WHEN x.state = 'pending' AND x.spendable > 0 AND x.visible = 1 \
     THEN x.spendable ELSE 0 END), 0) AS BIGINT) AS pending, \
     MIN(CASE WHEN x.visible = 1 THEN x.for_day ELSE NULL END) AS since \
     FROM (SELECT e.standing, e.for_day, e.spendable, e.period, COALESCE(o.state, 'pending') AS state, \
     CASE WHEN e.second_worker = 0 OR v.decision = 'confirm' THEN 1 ELSE 0 END AS visible \
     FROM point_entries e LEFT JOIN point_outcomes o ON o.entry_id = e.id \
     LEFT JOIN point_reviews v ON v.entry_id = e.id WHERE e.household_id = $1) x";

async fn overview(
    app: &App,
    connection: &mut AnyConnection,
    household: &str,
    lang: Lang,
) -> Result<PointsOverview> {
    let numbers = &app.config.rules.points;
    let now = app.clock.now();
    let today = app.clock.today();
    let period = calendar::period(today, numbers.period_months, lang);
    let before = period.starts_on.plus_days(-1);
    let sums: Sums = sqlx::query_as(SUMS)
        .bind(household)
        .bind(&period.code)
        .bind(calendar::period_code(before, numbers.period_months))
        .fetch_one(&mut *connection)
        .await?;
    let (band, next_band) = bands::of(&rules::bands(connection, lang).await?, sums.standing);
    let all = standings(connection, &period.code).await?;
    let board_name: Option<String> =
        sqlx::query_scalar("SELECT board_name FROM point_accounts WHERE household_id = $1")
            .bind(household)
            .fetch_optional(&mut *connection)
            .await?
            .flatten();
    Ok(PointsOverview {
        as_of: now,
        standing: StandingAccount {
            points: sums.standing,
            pending: sums.standing_pending,
            band,
            next_band,
            top_percent: bands::top_percent(&all, sums.standing, numbers.min_households),
            last_period: sums.before,
        },
        spendable: SpendableAccount {
            points: ledger::available(connection, household).await?,
            posted: sums.posted,
            held: count(sums.held),
            pending: sums.pending,
            expiries: expiries(connection, household, today, numbers.expiry_notice_days.0).await?,
        },
        entries: count(sums.entries),
        since: sums.since.as_deref().map(stored_day).transpose()?,
        pending: pending(connection, household, lang).await?,
        trend: trend(connection, household, today).await?,
        board_name,
        period,
    })
}

/// The standing of every household in a period, without their names.
async fn standings(connection: &mut AnyConnection, period: &str) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar(
        "SELECT CAST(COALESCE(SUM(CASE WHEN o.state = 'posted' THEN e.standing ELSE 0 END), 0) \
         AS BIGINT) FROM households h LEFT JOIN point_entries e ON e.household_id = h.id \
         AND e.period = $1 LEFT JOIN point_outcomes o ON o.entry_id = e.id GROUP BY h.id",
    )
    .bind(period)
    .fetch_all(connection)
    .await?)
}

/// The next days on which something expires.
pub(super) async fn expiries(
    connection: &mut AnyConnection,
    household: &str,
    today: Date,
    notice_days: i64,
) -> Result<Vec<Expiry>> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT last_day, CAST(SUM(remaining) AS BIGINT) FROM point_lots \
         WHERE household_id = $1 AND remaining > 0 AND last_day >= $2 GROUP BY last_day \
         ORDER BY last_day LIMIT $3",
    )
    .bind(household)
    .bind(today.to_string())
    .bind(EXPIRIES)
    .fetch_all(connection)
    .await?;
    let until = today.plus_days(notice_days);
    rows.into_iter()
        .map(|(last_day, points)| {
            let last_day = stored_day(&last_day)?;
            Ok(Expiry {
                last_day,
                points: count(points),
                notice: last_day <= until,
            })
        })
        .collect()
}

fn stored_day(text: &str) -> Result<Date> {
    text.parse()
        .map_err(|_| Error::internal("a stored day is none"))
}

/// All that the household can see pending, the next to be settled first.
async fn pending(
    connection: &mut AnyConnection,
    household: &str,
    lang: Lang,
) -> Result<Vec<PointsEntry>> {
    let records: Vec<Record> = sqlx::query_as(select_entries!(
        "WHERE e.household_id = $1 AND o.entry_id IS NULL \
         AND (e.second_worker = 0 OR v.decision = 'confirm') \
         ORDER BY COALESCE(v.notice_until, e.notice_until), e.id"
    ))
    .bind(household)
    .fetch_all(connection)
    .await?;
    records.iter().map(|record| record.row(lang)).collect()
}

/// The last twelve months, the oldest first.
async fn trend(
    connection: &mut AnyConnection,
    household: &str,
    today: Date,
) -> Result<Vec<TrendMonth>> {
    let first = calendar::first_of(today, 1 - MONTHS);
    let rows: Vec<(String, i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT SUBSTR(e.for_day, 1, 7) AS month, CAST(SUM(e.standing) AS BIGINT), \
         CAST(SUM(CASE WHEN e.spendable > 0 THEN e.spendable ELSE 0 END) AS BIGINT), \
         CAST(SUM(CASE WHEN e.spendable < 0 THEN -e.spendable ELSE 0 END) AS BIGINT), COUNT(*) \
         FROM point_entries e JOIN point_outcomes o ON o.entry_id = e.id AND o.state = 'posted' \
         WHERE e.household_id = $1 AND e.for_day >= $2 GROUP BY SUBSTR(e.for_day, 1, 7)",
    )
    .bind(household)
    .bind(first.to_string())
    .fetch_all(connection)
    .await?;
    let of_month = |ago: i64| {
        let month = calendar::month(calendar::first_of(first, ago));
        let found = rows.iter().find(|row| row.0 == month);
        TrendMonth {
            standing: found.map_or(0, |row| row.1),
            earned: count(found.map_or(0, |row| row.2)),
            spent: count(found.map_or(0, |row| row.3)),
            entries: count(found.map_or(0, |row| row.4)),
            month,
        }
    };
    Ok((0..MONTHS).map(of_month).collect())
}
