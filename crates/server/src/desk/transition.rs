//! `POST /v1/desk/orders/{id}/transitions`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Actor, NewTransition, OrderStatus, Timestamp};
use serde::Serialize;

use super::{audit, read};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, Worker, paragraph};
use crate::orders::model::life;
use crate::orders::record::{self, Said};

/// What the audit keeps of a transition.
#[derive(Serialize)]
struct Moved<'a> {
    number: &'a str,
    from: &'a str,
    to: &'a str,
    text: &'a str,
    visit_at: Option<Timestamp>,
}

/// Moves an order to another status.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
    posted: Posted<NewTransition>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        // A replay is answered before If-Match is looked at: the order has changed, by ourselves.
        Begun::Again(response) => return Ok(response),
    };
    let outcome = transition(&app, &mut once, lang, &id, &headers, new).await;
    once.finish(outcome).await
}

async fn transition(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    headers: &HeaderMap,
    new: NewTransition,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let mut order = record::load(tx, id).await?.ok_or(Code::NotFound)?;
    read::if_unchanged(headers, &order)?;
    let from = order.status();
    if !life::worker_transitions(&from).contains(&new.to) {
        return Err(Code::NotPossibleNow.into());
    }
    let now = app.clock.now();
    let least = usize::from(life::needs_text(&new.to));
    let mut errors = Vec::new();
    let text = paragraph(&new.text, "/text", least..=500).unwrap_or_else(|error| {
        errors.push(error);
        String::new()
    });
    let visit = visit_at(&new, order.slot_starts_at.map(Timestamp), now).unwrap_or_else(|error| {
        errors.push(error);
        None
    });
    if !errors.is_empty() {
        return Err(Error::invalid(errors));
    }

    if new.to == OrderStatus::NeedInfo {
        order.ask(&text, now);
    } else {
        order.arrive(&new.to, now);
    }
    order.visit_at = visit.map(|at| at.0);
    read::save(&mut order, tx, now).await?;
    let said = Said {
        actor: Actor::Worker,
        by: Some(&user.id),
        text: &text,
        photos: &[],
    };
    record::tell(tx, id, &order.status, now, said).await?;
    let moved = Moved {
        number: &order.number,
        from: from.as_str(),
        to: new.to.as_str(),
        text: &text,
        visit_at: visit,
    };
    audit::note(tx, now, &user.id, "order.transition", ("order", id), &moved).await?;
    read::outcome(app, tx, lang, &order).await
}

/// 已预约 says when somebody comes: at the time the worker agreed, or else the one that was booked.
fn visit_at(
    new: &NewTransition,
    booked: Option<Timestamp>,
    now: Timestamp,
) -> Result<Option<Timestamp>, linli_contract::FieldError> {
    if new.to != OrderStatus::Scheduled {
        return Ok(None);
    }
    match new.visit_at.or(booked.filter(|at| *at > now)) {
        None => Err(field("/visit_at", "required")),
        Some(at) if at <= now => Err(field("/visit_at", "in_the_past")),
        Some(at) if at > now.plus_days(366) => Err(field("/visit_at", "out_of_range")),
        at => Ok(at),
    }
}
