//! `POST /v1/orders/{id}/rating`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::NewRating;

use super::model::life;
use super::{read, record};
use crate::App;
use crate::error::{Code, Error, Result, field, field_limit};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, paragraph};
use crate::points;

/// The words that a rating may use, in the order of the contract.
pub(crate) const TAGS: [&str; 8] = [
    "on_time",
    "skilled",
    "polite",
    "clean",
    "late",
    "rude",
    "unsolved",
    "overcharged",
];

/// Rates an order. A dissatisfied household is called back, and may rate once more after that.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    posted: Posted<NewRating>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = rate(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn rate(app: &App, once: &mut Once, lang: Lang, id: &str, new: NewRating) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let mut order = record::mine(tx, user, id).await?;
    let facts = order.facts(tx).await?;
    if !facts.may_rate() {
        return Err(Code::NotPossibleNow.into());
    }
    let mut errors = Vec::new();
    if !(1..=5).contains(&new.level) {
        errors.push(field_limit("/level", "out_of_range", 5));
    }
    let mut tags: Vec<&str> = Vec::new();
    for (index, tag) in new.tags.iter().enumerate() {
        if !TAGS.contains(&tag.as_str()) {
            errors.push(field(format!("/tags/{index}"), "not_an_option"));
        } else if !tags.contains(&tag.as_str()) {
            tags.push(tag);
        }
    }
    let text = paragraph(&new.text, "/text", 0..=500).unwrap_or_else(|error| {
        errors.push(error);
        String::new()
    });
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }

    let now = app.clock.now();
    let rules = &app.config.rules;
    let low = life::is_dissatisfied(new.level);
    let call_back = low.then(|| now.plus_days(rules.call_back_days));
    let remedy = low.then(|| now.plus_days(rules.remedy_days));
    let level = i64::from(new.level);
    // The provider's average counts the household's last word only.
    let (before, more) = facts
        .ratings
        .last()
        .map_or((0, 1), |before| (i64::from(*before), 0));
    order.call_back(call_back);
    order.save(tx, now).await?;
    sqlx::query(
        "INSERT INTO order_ratings (order_id, seq, person_id, level, tags, text, at, \
         call_back_by, remedy_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(i64::try_from(facts.ratings.len()).unwrap_or(1) + 1)
    .bind(&user.id)
    .bind(level)
    .bind(serde_json::to_string(&tags)?)
    .bind(text)
    .bind(now.0)
    .bind(call_back.map(|by| by.0))
    .bind(remedy.map(|by| by.0))
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "UPDATE providers SET rating_sum = rating_sum + $1, ratings = ratings + $2 WHERE id = $3",
    )
    .bind((level - before) * 10)
    .bind(more)
    .bind(&order.provider_id)
    .execute(&mut **tx)
    .await?;
    points::feed::order_rated(tx, &rules.points, id, now).await?;
    read::outcome(app, tx, lang, StatusCode::CREATED, id).await
}
