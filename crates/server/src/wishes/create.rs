//! `POST /v1/wishes`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::NewWish;

use super::record;
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Lang, Once, Outcome, Posted, line};
use crate::orders::model::answers::is_id;

/// Makes a wish; the household that makes it seconds it at once.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    posted: Posted<NewWish>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = wish(&app, &mut once, lang, new).await;
    once.finish(outcome).await
}

async fn wish(app: &App, once: &mut Once, lang: Lang, new: NewWish) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let household = user.household()?.to_owned();
    let now = app.clock.now();
    let rules = &app.config.rules;
    let mut errors = Vec::new();
    if !is_id(&new.client_ref) {
        errors.push(field("/client_ref", "bad_text"));
    }
    let text = line(&new.text, "/text", 4..=60).unwrap_or_else(|error| {
        errors.push(error);
        String::new()
    });
    if let Some(category) = &new.category_id {
        let known: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM categories WHERE id = $1")
            .bind(category.as_str())
            .fetch_one(&mut **tx)
            .await?;
        if known == 0 {
            errors.push(field("/category_id", "not_an_option"));
        }
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }
    let known: Option<String> =
        sqlx::query_scalar("SELECT id FROM wishes WHERE person_id = $1 AND client_ref = $2")
            .bind(&user.id)
            .bind(&new.client_ref)
            .fetch_optional(&mut **tx)
            .await?;
    if let Some(id) = known {
        let known = record::load(tx, &household, now, &id).await?;
        let shown = known.shown(&household, lang, now, rules);
        return Ok(Outcome::new(StatusCode::OK, &shown)?.replayed());
    }

    record::lapse(tx, now).await?;
    // The lowest free place. Two wishes at the same moment want the same place, and the database
    // gives it to one of them.
    let taken: Vec<i64> = sqlx::query_scalar(
        "SELECT place FROM wishes WHERE household_id = $1 AND place IS NOT NULL",
    )
    .bind(&household)
    .fetch_all(&mut **tx)
    .await?;
    let place = (1..=i64::from(rules.wishes_per_household))
        .find(|place| !taken.contains(place))
        .ok_or(Code::TooManyWishes)?;
    let id = uuid::Uuid::now_v7().simple().to_string();
    let inserted = sqlx::query(
        "INSERT INTO wishes (id, person_id, household_id, client_ref, text_zh, text_en, \
         category_id, status, place, seconds, created_at, due_at) \
         VALUES ($1, $2, $3, $4, $5, '', $6, 'open', $7, 1, $8, $9) ON CONFLICT DO NOTHING",
    )
    .bind(&id)
    .bind(&user.id)
    .bind(&household)
    .bind(&new.client_ref)
    .bind(text)
    .bind(
        new.category_id
            .as_ref()
            .map(linli_contract::CategoryId::as_str),
    )
    .bind(place)
    .bind(now.0)
    .bind(now.plus_days(rules.wish_days).0)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if inserted == 0 {
        return Err(Error::new(Code::InProgress).after(1));
    }
    sqlx::query(
        "INSERT INTO wish_seconds (wish_id, household_id, person_id, at) VALUES ($1, $2, $3, $4)",
    )
    .bind(&id)
    .bind(&household)
    .bind(&user.id)
    .bind(now.0)
    .execute(&mut **tx)
    .await?;
    let shown = record::load(tx, &household, now, &id)
        .await?
        .shown(&household, lang, now, rules);
    Outcome::created(format!("/v1/wishes/{id}"), &shown)
}
