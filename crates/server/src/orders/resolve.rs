//! `POST /v1/orders/{id}/resolution`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{Actor, NewResolution, OrderAction, OrderStatus};

use super::read;
use super::record::{self, Said};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, paragraph};

/// Says 已解决, or 没解决: then the order opens again, once.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    posted: Posted<NewResolution>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = resolve(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn resolve(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    new: NewResolution,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let mut order = record::mine(tx, user, id).await?;
    let now = app.clock.now();
    let actions = order.facts(tx).await?.actions(now, &app.config.rules);
    let (wanted, least) = if new.solved {
        (OrderAction::Confirm, 0)
    } else {
        (OrderAction::Reopen, 1)
    };
    if !actions.contains(&wanted) {
        return Err(Code::NotPossibleNow.into());
    }
    let text = paragraph(&new.text, "/text", least..=500).map_err(|e| Error::invalid(vec![e]))?;
    if new.solved {
        order.arrive(&OrderStatus::Confirmed, now);
    } else {
        order.reopen(now);
    }
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
