//! `GET /v1/desk/points/redemptions`, `POST /v1/desk/points/handouts`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{DeskRedemption, NewHandout, Page, RedemptionState};
use serde::{Deserialize, Serialize};

use super::audit;
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Cache, Lang, Listing, Once, Outcome, Posted, Query, Worker, cached, cut};
use crate::points::entries::word;
use crate::points::model::code;
use crate::points::redemptions::{Record, select_redemptions};
use crate::points::{ledger, settle};

/// The longest code as it may be typed, in code points.
const CODE_MAX: usize = 20;

/// `?code=&state=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    code: Option<String>,
    state: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// What the audit keeps; never the code.
#[derive(Serialize)]
struct HandedOut<'a> {
    household: &'a str,
    reward: &'a str,
    cost: u32,
}

impl Record {
    fn at_desk(self, lang: Lang) -> DeskRedemption {
        DeskRedemption {
            household_id: self.household_id.as_str().into(),
            address: lang.pick(self.address_zh.as_str(), self.address_en.as_str()),
            person: lang.pick(self.person_zh.as_str(), self.person_en.as_str()),
            redemption: self.shown(lang),
        }
    }
}

/// Redemptions, the newest first; with a code, the one that has it.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let state = word(wanted.state, &["held", "done", "cancelled", "lapsed"])?;
    let typed = wanted.code.unwrap_or_default();
    if typed.chars().count() > CODE_MAX {
        return Err(Code::BadRequest.into());
    }
    let code = code::read(&typed);
    settle::settle(&app).await?;
    let filter = format!("desk redemptions {state} {code}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (at, id): (i64, String) = listing.after(&filter)?.unwrap_or((i64::MAX, String::new()));
    let mut records: Vec<Record> = sqlx::query_as(select_redemptions!(
        "WHERE ($1 = '' OR x.code = $1) AND ($2 = '' OR x.state = $2) \
         AND (x.created_at < $3 OR (x.created_at = $3 AND x.id < $4)) \
         ORDER BY x.created_at DESC, x.id DESC LIMIT $5"
    ))
    .bind(&code)
    .bind(&state)
    .bind(at)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(app.db.pool())
    .await?;
    let next_cursor = cut(&mut records, limit, &filter, |last| {
        (last.created_at, last.id.clone())
    })?;
    let items = records
        .into_iter()
        .map(|record| record.at_desk(lang))
        .collect();
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

/// Hands a reward out: from then on its points are spent.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    posted: Posted<NewHandout>,
) -> Result<Response> {
    settle::settle(&app).await?;
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = hand_out(&app, &mut once, lang, &new).await;
    once.finish(outcome).await
}

async fn hand_out(app: &App, once: &mut Once, lang: Lang, new: &NewHandout) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let code = code::read(&new.code);
    if code.is_empty() || new.code.chars().count() > CODE_MAX {
        return Err(Error::invalid(vec![field("/code", "wrong_code")]));
    }
    let read = select_redemptions!("WHERE x.code = $1");
    let found: Record = sqlx::query_as(read)
        .bind(&code)
        .fetch_optional(&mut **tx)
        .await?
        .ok_or_else(|| Error::new(Code::WrongCode).at("/code", "wrong_code"))?;
    ledger::take_turn(tx, &found.household_id).await?;
    let now = app.clock.now();
    let mine = sqlx::query(
        "UPDATE point_redemptions SET state = $2, ended_at = $3 \
         WHERE id = $1 AND state = 'held' AND pick_up_until > $3",
    )
    .bind(&found.id)
    .bind(RedemptionState::Done.as_str())
    .bind(now.0)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if mine == 0 || !ledger::post(tx, &app.config.rules.points, &found.entry_id, now).await? {
        return Err(Code::NotPossibleNow.into());
    }
    let id = found.id.clone();
    let shown = sqlx::query_as::<_, Record>(read)
        .bind(&code)
        .fetch_one(&mut **tx)
        .await?
        .at_desk(lang);
    let handed = HandedOut {
        household: shown.household_id.as_str(),
        reward: shown.redemption.reward_id.as_str(),
        cost: shown.redemption.cost,
    };
    let object = ("redemption", id.as_str());
    audit::note(tx, now, &user.id, "points.handout", object, &handed).await?;
    Outcome::created("/v1/desk/points/redemptions", &shown)
}
