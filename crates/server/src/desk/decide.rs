//! `POST /v1/desk/wishes/{id}/decision`

use axum::extract::State;
use axum::response::Response;
use linli_contract::{NewDecision, ServiceId, WishStatus};
use serde::Serialize;
use sqlx::AnyConnection;

use super::{audit, wishes};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, Worker, paragraph};
use crate::wishes::model;

/// What the audit keeps of a decision.
#[derive(Serialize)]
struct Decided<'a> {
    wish: &'a str,
    from: &'a str,
    to: &'a str,
    reason: &'a str,
    service_id: Option<&'a str>,
}

/// Adopts a wish, as a service that offers it now, or declines it.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    posted: Posted<NewDecision>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = decide(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn decide(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: NewDecision,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let now = app.clock.now();
    let found = wishes::load(tx, now, id).await?;
    let from = found.wish.state(now);
    let decisions = model::decisions(&from);
    if decisions.is_empty() {
        return Err(Code::NotPossibleNow.into());
    }
    let mut errors = Vec::new();
    if !decisions.contains(&new.status) {
        errors.push(field("/status", "not_an_option"));
    }
    let reason = paragraph(&new.reason, "/reason", 1..=300).unwrap_or_else(|error| {
        errors.push(error);
        String::new()
    });
    let service = new.service_id.as_ref().map(ServiceId::as_str);
    let adopted = new.status == WishStatus::Adopted;
    match service {
        None if adopted => errors.push(field("/service_id", "required")),
        Some(service) if !adopted || !is_offered(tx, service).await? => {
            errors.push(field("/service_id", "not_an_option"));
        }
        _ => {}
    }
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }

    // On PostgreSQL somebody else may have decided since the wish was read; the first one counts.
    let changed = sqlx::query(
        "UPDATE wishes SET status = $1, decided_at = $2, reason_zh = $3, service_id = $4, \
         place = NULL WHERE id = $5 AND (status = 'review' OR (status = 'open' AND due_at > $2))",
    )
    .bind(new.status.as_str())
    .bind(now.0)
    .bind(&reason)
    .bind(service)
    .bind(id)
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if changed == 0 {
        return Err(Code::NotPossibleNow.into());
    }
    let decided = Decided {
        wish: &found.wish.text_zh,
        from: from.as_str(),
        to: new.status.as_str(),
        reason: &reason,
        service_id: service,
    };
    audit::note(tx, now, &user.id, "wish.decision", ("wish", id), &decided).await?;
    let shown = wishes::load(tx, now, id)
        .await?
        .shown(lang, now, &app.config.rules);
    Outcome::created(format!("/v1/wishes/{id}"), &shown)
}

/// Whether a service is in the catalogue now.
async fn is_offered(connection: &mut AnyConnection, id: &str) -> Result<bool> {
    let found: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM services WHERE id = $1 AND withdrawn_at IS NULL")
            .bind(id)
            .fetch_one(connection)
            .await?;
    Ok(found > 0)
}
