//! `POST /v1/orders/{id}/complaints`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{NewComplaint, OrderAction, Timestamp};

use super::{read, record};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, paragraph};

/// Complains about an order; it is answered within the days of the rules.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    posted: Posted<NewComplaint>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = complain(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn complain(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: NewComplaint,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let mut order = record::mine(tx, user, id).await?;
    let now = app.clock.now();
    let rules = &app.config.rules;
    let facts = order.facts(tx).await?;
    if !facts.actions(now, rules).contains(&OrderAction::Complain) {
        return Err(Code::NotPossibleNow.into());
    }
    let text = paragraph(&new.text, "/text", 1..=500).map_err(|e| Error::invalid(vec![e]))?;
    let due = now.plus_days(rules.complaint_days);
    // An earlier complaint without an answer is due earlier.
    order.complaint(order.complaint_due_at.map(Timestamp).or(Some(due)));
    // Saving counts the version up, so that two complaints at once cannot have the same number.
    order.save(tx, now).await?;
    sqlx::query(
        "INSERT INTO complaints (order_id, seq, person_id, text, at, due_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(id)
    .bind(i64::try_from(facts.complaints).unwrap_or(0) + 1)
    .bind(&user.id)
    .bind(text)
    .bind(now.0)
    .bind(due.0)
    .execute(&mut **tx)
    .await?;
    read::outcome(app, tx, lang, StatusCode::CREATED, id).await
}
