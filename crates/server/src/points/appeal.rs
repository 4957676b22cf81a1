//! `POST /v1/points/entries/{id}/appeal`

use axum::extract::State;
use axum::response::Response;
use linli_contract::NewAppeal;

use super::{entries, ledger, record, settle};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, paragraph};

/// Objects to an entry, once.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    posted: Posted<NewAppeal>,
) -> Result<Response> {
    settle::settle(&app).await?;
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = object(&app, &mut once, lang, &id, &new).await;
    once.finish(outcome).await
}

async fn object(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: &NewAppeal,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let household = user.household()?;
    let now = app.clock.now();
    let rules = &app.config.rules.points;
    ledger::take_turn(tx, household).await?;
    let entry = record::of_household(tx, household, id).await?;
    if !entry.is_open_to_appeal() {
        return Err(Code::NotPossibleNow.into());
    }
    let until = entry.appeal_until(rules.appeal_days);
    if until.is_some_and(|until| now >= until) {
        return Err(Code::AppealOver.into());
    }
    let text =
        paragraph(&new.text, "/text", 1..=500).map_err(|error| Error::invalid(vec![error]))?;
    sqlx::query(
        "INSERT INTO point_appeals (id, entry_id, person_id, text, made_at, due_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(uuid::Uuid::now_v7().simple().to_string())
    .bind(id)
    .bind(&user.id)
    .bind(text)
    .bind(now.0)
    .bind(now.plus_days(rules.decide_days).0)
    .execute(&mut **tx)
    .await?;
    let entry = record::of_household(tx, household, id).await?;
    let shown = entries::detail(tx, rules, &entry, lang, now).await?;
    Outcome::created(format!("/v1/points/entries/{id}"), &shown)
}
