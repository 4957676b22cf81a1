//! `POST /v1/desk/points/entries/{id}/review`, `POST /v1/desk/points/entries/{id}/reversal`

use axum::extract::State;
use axum::response::Response;
use linli_contract::{NewPointsReview, NewReversal, ReviewDecision, ReviewState, Timestamp};
use serde::Serialize;
use sqlx::AnyConnection;

use super::audit;
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, Worker, line};
use crate::orders::model::form::Bilingual;
use crate::points::ledger::{self, Waits};
use crate::points::record::{self, Record};
use crate::points::{reverse, settle};

/// What the audit keeps of both.
#[derive(Serialize)]
struct Said<'a> {
    household: &'a str,
    title: &'a str,
    decision: &'a str,
    text: &'a str,
}

/// Confirms or refuses what another worker recorded.
pub async fn review(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewPointsReview>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = look(&app, &mut once, lang, &id, &new).await;
    once.finish(outcome).await
}

async fn look(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: &NewPointsReview,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let entry = in_turn(tx, id).await?;
    if entry.review() != ReviewState::Waiting {
        return Err(Code::NotPossibleNow.into());
    }
    if entry.is_recorded_by(user) {
        return Err(Code::SecondWorkerNeeded.into());
    }
    let confirmed = match new.decision {
        ReviewDecision::Confirm => true,
        ReviewDecision::Refuse => false,
        ReviewDecision::Other(_) => {
            return Err(Error::invalid(vec![field("/decision", "not_an_option")]));
        }
    };
    let text = line(&new.text, "/text", usize::from(!confirmed)..=200)
        .map_err(|error| Error::invalid(vec![error]))?;
    let now = app.clock.now();
    let rules = &app.config.rules.points;
    let until = confirmed.then(|| now.plus_days(rules.notice_days));
    sqlx::query(
        "INSERT INTO point_reviews (entry_id, recorded_by, person_id, decision, text, at, \
         notice_until) VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id)
    .bind(entry.recorded_by.as_deref())
    .bind(&user.id)
    .bind(new.decision.as_str())
    .bind(&text)
    .bind(now.0)
    .bind(until.map(|until| until.0))
    .execute(&mut **tx)
    .await?;
    if let Some(until) = until {
        announce(tx, id, until).await?;
    } else {
        let reason = Bilingual {
            zh: format!("复核未通过：{text}"),
            en: format!("Refused by the second worker: {text}"),
        };
        ledger::void(tx, rules, id, now, &reason).await?;
    }
    let said = Said {
        household: &entry.household_id,
        title: &entry.title_zh,
        decision: new.decision.as_str(),
        text: &text,
    };
    audit::note(tx, now, &user.id, "points.review", ("entry", id), &said).await?;
    let shown = record::any(tx, id).await?.at_desk(lang, user)?;
    Outcome::created("/v1/desk/points/entries", &shown)
}

/// The entry, in its household's turn: nobody else changes what became of it meanwhile.
pub(super) async fn in_turn(connection: &mut AnyConnection, id: &str) -> Result<Record> {
    let entry = record::any(connection, id).await?;
    ledger::take_turn(connection, &entry.household_id).await?;
    record::any(connection, id).await
}

/// Starts the public notice of a pending entry, or lets it run on until then.
pub(super) async fn announce(
    connection: &mut AnyConnection,
    id: &str,
    until: Timestamp,
) -> Result<()> {
    let changed = sqlx::query("UPDATE point_pending SET due_at = $2 WHERE entry_id = $1")
        .bind(id)
        .bind(until.0)
        .execute(connection)
        .await?
        .rows_affected();
    if changed == 1 {
        Ok(())
    } else {
        Err(Code::NotPossibleNow.into())
    }
}

/// Corrects an entry: a posted one by a reversing entry, a pending one by voiding it.
pub async fn reversal(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewReversal>,
) -> Result<Response> {
    settle::settle(&app).await?;
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = correct(&app, &mut once, lang, &id, &new).await;
    once.finish(outcome).await
}

async fn correct(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: &NewReversal,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let entry = in_turn(tx, id).await?;
    if !entry.can_be_corrected() {
        return Err(Code::NotPossibleNow.into());
    }
    if entry.is_posted() && entry.is_recorded_by(user) {
        return Err(Code::SecondWorkerNeeded.into());
    }
    // An open appeal is decided, not overtaken.
    if entry.appeal().is_some_and(|appeal| appeal.answer.is_none()) {
        return Err(Code::NotPossibleNow.into());
    }
    let reason =
        line(&new.reason, "/reason", 1..=200).map_err(|error| Error::invalid(vec![error]))?;
    let now = app.clock.now();
    let rules = &app.config.rules.points;
    let shown = if entry.is_posted() {
        let takes = entry.spendable > 0 || entry.standing > 0;
        let waits = if takes {
            Waits::Until(now.plus_days(rules.notice_days))
        } else {
            Waits::No
        };
        reverse::write(tx, rules, &entry, (now, &user.id), &reason, waits).await?
    } else {
        let why = Bilingual {
            zh: format!("已撤回：{reason}"),
            en: format!("Taken back: {reason}"),
        };
        if !ledger::void(tx, rules, id, now, &why).await? {
            return Err(Code::NotPossibleNow.into());
        }
        id.to_owned()
    };
    let said = Said {
        household: &entry.household_id,
        title: &entry.title_zh,
        decision: "reverse",
        text: &reason,
    };
    audit::note(tx, now, &user.id, "points.reversal", ("entry", id), &said).await?;
    let shown = record::any(tx, &shown).await?.at_desk(lang, user)?;
    Outcome::created("/v1/desk/points/entries", &shown)
}
