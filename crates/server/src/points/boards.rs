//! `GET /v1/points/boards`, and whether my household appears there.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{BoardName, Boards, BuildingBoard, NewTakingPart, TakingPart};
use sqlx::{AnyConnection, FromRow};

use super::model::{bands, calendar, groups};
use super::{ledger, rules, settle};
use crate::App;
use crate::error::{Error, Result};
use crate::home::capabilities::untimed;
use crate::http::{Body, Cache, Lang, User, json, json_tagged, line};
use crate::orders::quota::count;

/// A household with its building and its standing.
#[derive(FromRow)]
struct Row {
    building_id: String,
    building_zh: String,
    building_en: String,
    standing: i64,
    entries: i64,
    board_name: Option<String>,
}

/// By building, and within one in no order that tells anything. `$1`: the period.
const ROWS: &str = "SELECT b.id AS building_id, b.name_zh AS building_zh, b.name_en AS building_en, \
     CAST(COALESCE(SUM(CASE WHEN o.state = 'posted' THEN e.standing ELSE 0 END), 0) AS BIGINT) \
     AS standing, \
     CAST(COALESCE(SUM(CASE WHEN o.state = 'posted' AND e.kind = 'earn' THEN 1 ELSE 0 END), 0) \
     AS BIGINT) AS entries, MIN(t.board_name) AS board_name \
     FROM households h JOIN buildings b ON b.id = h.building_id \
     LEFT JOIN point_accounts t ON t.household_id = h.id \
     LEFT JOIN point_entries e ON e.household_id = h.id AND e.period = $1 \
     LEFT JOIN point_outcomes o ON o.entry_id = e.id \
     GROUP BY h.id, b.id, b.name_zh, b.name_en, b.position ORDER BY b.position, h.id";

/// Standing by building, and those who chose to be named.
pub async fn get(State(app): State<App>, lang: Lang, headers: HeaderMap) -> Result<Response> {
    settle::settle(&app).await?;
    let mut connection = app.db.pool().acquire().await?;
    let boards = boards(&app, &mut connection, lang).await?;
    let tag = untimed(&boards, |boards| &mut boards.as_of)?;
    // Who leaves is gone at once, also for a browser that has just looked.
    json_tagged(&headers, Cache::Private, &boards, Some(tag))
}

async fn boards(app: &App, connection: &mut AnyConnection, lang: Lang) -> Result<Boards> {
    let numbers = &app.config.rules.points;
    let period = calendar::period(app.clock.today(), numbers.period_months, lang);
    let rows: Vec<Row> = sqlx::query_as(ROWS)
        .bind(&period.code)
        .fetch_all(&mut *connection)
        .await?;
    let buildings: Vec<&[Row]> = rows
        .chunk_by(|one, other| one.building_id == other.building_id)
        .collect();
    let sizes: Vec<usize> = buildings.iter().map(|rows| rows.len()).collect();
    let board = |group: Vec<usize>| {
        let names: Vec<String> = group
            .iter()
            .filter_map(|index| buildings[*index].first())
            .map(|row| lang.pick(row.building_zh.as_str(), row.building_en.as_str()))
            .collect();
        let rows = || group.iter().flat_map(|index| buildings[*index]);
        let households = i64::try_from(rows().count()).unwrap_or(i64::MAX);
        let standing: i64 = rows().map(|row| row.standing).sum();
        BuildingBoard {
            name: names.join(lang.pick("、", ", ").as_str()),
            households: count(households),
            standing,
            average_tenths: (standing * 10).div_euclid(households.max(1)),
            active: count(i64::try_from(rows().filter(|row| row.entries > 0).count()).unwrap_or(0)),
        }
    };
    let all = rules::bands(connection, lang).await?;
    let mut taking_part: Vec<BoardName> = rows
        .iter()
        .filter_map(|row| {
            Some(BoardName {
                name: row.board_name.clone()?,
                building: lang.pick(row.building_zh.as_str(), row.building_en.as_str()),
                band: bands::of(&all, row.standing).0,
            })
        })
        .collect();
    taking_part.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Boards {
        as_of: app.clock.now(),
        min_households: u32::try_from(numbers.min_households).unwrap_or(u32::MAX),
        buildings: groups::groups(&sizes, numbers.min_households)
            .into_iter()
            .map(board)
            .collect(),
        taking_part,
        period,
    })
}

/// Appears under a chosen name, or under another one.
pub async fn take_part(
    State(app): State<App>,
    user: User,
    Body(new): Body<NewTakingPart>,
) -> Result<Response> {
    let name = line(&new.name, "/name", 2..=20).map_err(|error| Error::invalid(vec![error]))?;
    change(&app, &user, Some(name)).await
}

/// Appears no longer, at once.
pub async fn leave(State(app): State<App>, user: User) -> Result<Response> {
    change(&app, &user, None).await
}

async fn change(app: &App, user: &User, name: Option<String>) -> Result<Response> {
    let household = user.household()?;
    let mut tx = app.db.write().await?;
    ledger::take_turn(&mut tx, household).await?;
    sqlx::query("UPDATE point_accounts SET board_name = $2 WHERE household_id = $1")
        .bind(household)
        .bind(name.as_deref())
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    json(StatusCode::OK, &TakingPart { name })
}
