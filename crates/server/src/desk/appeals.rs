//! `GET /v1/desk/points/appeals`, `POST /v1/desk/points/appeals/{id}/decision`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{AppealState, DeskAppeal, NewAppealDecision, Page, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{AnyConnection, FromRow};

use super::audit;
use super::points_review::{announce, in_turn};
use crate::App;
use crate::config::Points;
use crate::error::{Code, Error, Result, field};
use crate::http::{
    Begun, Cache, Lang, Listing, Once, Outcome, Path, Posted, Query, User, Worker, cached, cut,
    paragraph,
};
use crate::orders::model::form::Bilingual;
use crate::points::entries::word;
use crate::points::ledger::{self, Waits};
use crate::points::record::{self, Record, select_entries};
use crate::points::{reverse, settle};

/// `?state=&limit=&cursor=`
#[derive(Debug, Deserialize)]
pub struct Wanted {
    state: Option<String>,
    limit: Option<std::num::NonZeroU32>,
    cursor: Option<String>,
}

/// Where an appeal stands in the list, and who made it.
#[derive(FromRow)]
struct Row {
    id: String,
    entry_id: String,
    person_zh: String,
    person_en: String,
    part: i64,
    turn: i64,
}

/// What the audit keeps.
#[derive(Serialize)]
struct Decided<'a> {
    entry: &'a str,
    household: &'a str,
    decision: &'a str,
    answer: &'a str,
}

/// Appeals: open ones first by their date, then the others, the newest decision first.
pub async fn list(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response> {
    let state = word(wanted.state, &["open", "upheld", "rejected"])?;
    settle::settle(&app).await?;
    let filter = format!("appeals {state}");
    let listing = Listing {
        limit: wanted.limit,
        cursor: wanted.cursor,
    };
    let limit = listing.limit(&app);
    let (part, turn, id): (i64, i64, String) =
        listing.after(&filter)?.unwrap_or((-1, 0, String::new()));
    let mut connection = app.db.pool().acquire().await?;
    let mut rows: Vec<Row> = sqlx::query_as(
        "SELECT x.* FROM (SELECT a.id, a.entry_id, p.name_zh AS person_zh, p.name_en AS person_en, \
         COALESCE(d.state, 'open') AS state, CASE WHEN d.appeal_id IS NULL THEN 0 ELSE 1 END \
         AS part, CASE WHEN d.appeal_id IS NULL THEN a.due_at ELSE -d.at END AS turn \
         FROM point_appeals a JOIN people p ON p.id = a.person_id \
         LEFT JOIN point_appeal_decisions d ON d.appeal_id = a.id) x \
         WHERE ($1 = '' OR x.state = $1) AND (x.part > $2 OR (x.part = $2 AND (x.turn > $3 \
         OR (x.turn = $3 AND x.id > $4)))) ORDER BY x.part, x.turn, x.id LIMIT $5",
    )
    .bind(&state)
    .bind(part)
    .bind(turn)
    .bind(id)
    .bind(limit + 1)
    .fetch_all(&mut *connection)
    .await?;
    let next_cursor = cut(&mut rows, limit, &filter, |last| {
        (last.part, last.turn, last.id.clone())
    })?;
    let mut items = Vec::with_capacity(rows.len());
    for row in rows {
        let entry = record::any(&mut connection, &row.entry_id).await?;
        let person = lang.pick(row.person_zh, row.person_en);
        items.push(shown(&entry, person, lang, &user)?);
    }
    cached(&headers, Cache::Private, &Page { items, next_cursor })
}

fn shown(entry: &Record, person: String, lang: Lang, worker: &User) -> Result<DeskAppeal> {
    let appeal = entry
        .appeal()
        .ok_or_else(|| Error::internal("an appeal without its entry"))?;
    Ok(DeskAppeal {
        can_decide: appeal.state == AppealState::Open && entry.is_anothers(worker),
        entry: entry.at_desk(lang, worker)?,
        person,
        appeal,
    })
}

/// Decides an appeal.
pub async fn decide(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewAppealDecision>,
) -> Result<Response> {
    settle::settle(&app).await?;
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = decision(&app, &mut once, lang, &id, &new).await;
    once.finish(outcome).await
}

async fn decision(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: &NewAppealDecision,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let found: Option<Record> = sqlx::query_as(select_entries!("WHERE a.id = $1"))
        .bind(id)
        .fetch_optional(&mut **tx)
        .await?;
    let entry = in_turn(tx, &found.ok_or(Code::NotFound)?.id).await?;
    if entry.appeal_state() != Some(AppealState::Open) {
        return Err(Code::NotPossibleNow.into());
    }
    if !entry.is_anothers(user) {
        return Err(Code::SecondWorkerNeeded.into());
    }
    let upheld = match new.decision {
        AppealState::Upheld => true,
        AppealState::Rejected => false,
        _ => return Err(Error::invalid(vec![field("/decision", "not_an_option")])),
    };
    let answer =
        paragraph(&new.answer, "/answer", 1..=500).map_err(|error| Error::invalid(vec![error]))?;
    let now = app.clock.now();
    sqlx::query(
        "INSERT INTO point_appeal_decisions (appeal_id, state, answer, at, person_id, recorded_by) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(new.decision.as_str())
    .bind(&answer)
    .bind(now.0)
    .bind(&user.id)
    .bind(entry.recorded_by.as_deref())
    .execute(&mut **tx)
    .await?;
    let rules = &app.config.rules.points;
    if upheld {
        undo(tx, rules, &entry, (now, &user.id), &answer).await?;
    } else if entry.is_pending() {
        // It counts from now on, or when its notice is over.
        let until = Timestamp(entry.notice_until().unwrap_or(now.0).max(now.0));
        announce(tx, &entry.id, until).await?;
    }
    let decided = Decided {
        entry: &entry.id,
        household: &entry.household_id,
        decision: new.decision.as_str(),
        answer: &answer,
    };
    audit::note(tx, now, &user.id, "points.appeal", ("appeal", id), &decided).await?;
    let (zh, en): (String, String) = sqlx::query_as(
        "SELECT p.name_zh, p.name_en FROM people p JOIN point_appeals a ON a.person_id = p.id \
         WHERE a.id = $1",
    )
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    let entry = record::any(tx, &entry.id).await?;
    Outcome::created(
        "/v1/desk/points/appeals",
        &shown(&entry, lang.pick(zh, en), lang, user)?,
    )
}

/// An appeal was right: what is pending is void, what counts is reversed at once.
async fn undo(
    connection: &mut AnyConnection,
    rules: &Points,
    entry: &Record,
    by: (Timestamp, &str),
    answer: &str,
) -> Result<()> {
    if entry.is_pending() {
        let reason = Bilingual {
            zh: format!("异议成立：{answer}"),
            en: format!("The appeal was upheld: {answer}"),
        };
        ledger::void(connection, rules, &entry.id, by.0, &reason).await?;
    } else {
        // A reversal that waits would correct it a second time.
        let waiting: Option<String> =
            sqlx::query_scalar("SELECT entry_id FROM point_pending WHERE reverses = $1")
                .bind(&entry.id)
                .fetch_optional(&mut *connection)
                .await?;
        if let Some(waiting) = waiting {
            ledger::post(connection, rules, &waiting, by.0).await?;
        } else {
            reverse::write(connection, rules, entry, by, answer, Waits::No).await?;
        }
    }
    Ok(())
}
