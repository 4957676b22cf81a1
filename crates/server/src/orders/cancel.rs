//! `POST /v1/orders/{id}/cancellation`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{Actor, NewCancellation, OrderStatus};

use super::read;
use super::record::{self, Said};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, paragraph};

/// Cancels an order; its quota and its time go back.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    posted: Posted<NewCancellation>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = cancel(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn cancel(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: NewCancellation,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let mut order = record::mine(tx, user, id).await?;
    if !order.facts(tx).await?.may_cancel() {
        return Err(Code::NotPossibleNow.into());
    }
    let text = paragraph(&new.reason, "/reason", 0..=200).map_err(|e| Error::invalid(vec![e]))?;
    let now = app.clock.now();
    order.arrive(&OrderStatus::Cancelled, now);
    order.save(tx, now).await?;
    let said = Said {
        actor: Actor::Resident,
        by: Some(&user.id),
        text: &text,
        photos: &[],
    };
    record::tell(tx, id, &order.status, now, said).await?;
    read::outcome(app, tx, lang, StatusCode::CREATED, id).await
}
