//! `GET /v1/ballots`, `GET /v1/ballots/{id}`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{BallotRow, BallotState, Page};
use serde::Deserialize;

use super::close;
use super::record::{self, Record, select_ballots};
use super::standing::Voter;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Listing, MaybeUser, Path, Query, User, cached, cut};

/// `?state=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    state: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// Ballots: open ones first, the nearest close first; closed ones last, the newest first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let state = wanted.state.unwrap_or_default();
    let rank = match BallotState::from(state.as_str()) {
        BallotState::Open => 1,
        BallotState::Announced => 2,
        BallotState::Closed => 3,
        _ if state.is_empty() => 0,
        _ => return Err(Code::BadRequest.into()),
    };
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let page = page(&app, user.as_ref(), lang, &listing, Only { rank, least: 1 }).await?;
    cached(&headers, Cache::Private, &page)
}

/// Which ballots a list shows: of one rank (or 0 for all), and none below one.
#[derive(Clone, Copy)]
pub(crate) struct Only {
    pub(crate) rank: i64,
    pub(crate) least: i64,
}

/// One page of ballots.
pub(crate) async fn page(
    app: &App,
    user: Option<&User>,
    lang: Lang,
    listing: &Listing,
    only: Only,
) -> Result<Page<BallotRow>> {
    close::settle(app).await?;
    let now = app.clock.now();
    let filter = format!("ballots {} {}", only.rank, only.least);
    let limit = listing.limit(app);
    let (rank, place, id): (i64, i64, String) =
        listing
            .after(&filter)?
            .unwrap_or((-1, i64::MIN, String::new()));
    let mut connection = app.db.pool().acquire().await?;
    let mut records: Vec<Record> = sqlx::query_as(select_ballots!(
        "WHERE ($2 = 0 OR x.rank = $2) AND x.rank >= $3 AND (x.rank > $4 OR (x.rank = $4 \
         AND (x.place > $5 OR (x.place = $5 AND x.id > $6)))) \
         ORDER BY x.rank, x.place, x.id LIMIT $7"
    ))
    .bind(now.0)
    .bind(only.rank)
    .bind(only.least)
    .bind(rank)
    .bind(place)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(&mut *connection)
    .await?;
    let next_cursor = cut(&mut records, limit, &filter, |last| {
        (last.rank, last.place, last.id.clone())
    })?;
    let voter = match user {
        Some(user) => Some(Voter::of(&mut connection, user, now).await?),
        None => None,
    };
    let mut items = Vec::with_capacity(records.len());
    for record in records {
        let mine = match &voter {
            Some(voter) => Some(voter.standing(&mut connection, lang, &record).await?),
            None => None,
        };
        let turnout = record.turnout(&mut connection, now).await?;
        items.push(record.row(lang, turnout, mine));
    }
    Ok(Page { items, next_cursor })
}

/// One ballot.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    MaybeUser(user): MaybeUser,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    close::settle(&app).await?;
    let now = app.clock.now();
    let mut connection = app.db.pool().acquire().await?;
    let record = record::load(&mut connection, now, &id).await?;
    let mine = match &user {
        Some(user) => {
            let voter = Voter::of(&mut connection, user, now).await?;
            Some(voter.standing(&mut connection, lang, &record).await?)
        }
        None => None,
    };
    let ballot = record.shown(&mut connection, lang, now, mine).await?;
    cached(&headers, Cache::Private, &ballot)
}
