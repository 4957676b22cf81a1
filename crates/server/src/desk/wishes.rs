//! `GET /v1/desk/wishes`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{DeskWish, Page, Timestamp};
use serde::Deserialize;
use sqlx::{AnyConnection, FromRow};

use crate::App;
use crate::config::Rules;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, Query, Worker, cached, cut};
use crate::wishes::list::status;
use crate::wishes::model;
use crate::wishes::record::{self, select_wishes};

/// `?status=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    status: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// A wish, who wished for it, and where it stands in the list: those in review by their promised
/// date, the open ones by how near they are, what has ended by when.
#[derive(FromRow)]
pub(super) struct Record {
    #[sqlx(flatten)]
    pub(super) wish: record::Record,
    person_zh: String,
    person_en: String,
    phone: Option<String>,
    address_zh: String,
    address_en: String,
    part: i64,
    turn: i64,
}

/// The statement that reads [`Record`]s, with its end.
macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT d.* FROM (",
            select_wishes!(
                ", p.name_zh AS person_zh, p.name_en AS person_en, p.phone, h.address_zh, \
                 h.address_en, CASE x.rank WHEN 1 THEN 0 WHEN 0 THEN 1 ELSE 2 END AS part, \
                 CASE x.rank WHEN 1 THEN x.due_at WHEN 0 THEN -x.seconds \
                 ELSE -COALESCE(x.decided_at, x.due_at, x.created_at) END AS turn",
                "JOIN people p ON p.id = x.person_id JOIN households h ON h.id = x.household_id"
            ),
            ") d ",
            $end
        )
    };
}

/// Nobody's household: at the desk a wish is neither mine nor seconded by me.
const NOBODY: &str = "";

/// The wish with this id.
///
/// # Errors
/// `not_found`.
pub(super) async fn load(
    connection: &mut AnyConnection,
    now: Timestamp,
    id: &str,
) -> Result<Record> {
    sqlx::query_as(select!("WHERE d.id = $3"))
        .bind(NOBODY)
        .bind(now.0)
        .bind(id)
        .fetch_optional(connection)
        .await?
        .ok_or_else(|| Code::NotFound.into())
}

/// Wishes: those in review first by their promised date, then the open ones nearest to their
/// threshold, then the rest, newest first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let now = app.clock.now();
    let rules = &app.config.rules;
    let status = status(wanted.status)?;
    let filter = format!("desk wishes {status}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (part, turn, id): (i64, i64, String) =
        listing.after(&filter)?.unwrap_or((-1, 0, String::new()));
    let mut records: Vec<Record> = sqlx::query_as(select!(
        "WHERE ($3 = '' OR d.status = $3) AND (d.part > $4 OR (d.part = $4 AND (d.turn > $5 \
         OR (d.turn = $5 AND d.id > $6)))) ORDER BY d.part, d.turn, d.id LIMIT $7"
    ))
    .bind(NOBODY)
    .bind(now.0)
    .bind(&status)
    .bind(part)
    .bind(turn)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut records, limit, &filter, |last| {
        (last.part, last.turn, last.wish.id.clone())
    })?;
    let items = records
        .into_iter()
        .map(|record| record.shown(lang, now, rules))
        .collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

impl Record {
    /// The wish as a worker sees it.
    pub(super) fn shown(self, lang: Lang, now: Timestamp, rules: &Rules) -> DeskWish {
        let wish = self.wish.shown(NOBODY, lang, now, rules);
        DeskWish {
            person: lang.pick(self.person_zh, self.person_en),
            address: lang.pick(self.address_zh, self.address_en),
            phone: self.phone,
            decisions: model::decisions(&wish.status).to_vec(),
            wish,
        }
    }
}
