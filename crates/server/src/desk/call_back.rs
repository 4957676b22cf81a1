//! `POST /v1/desk/orders/{id}/call-backs`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Actor, NewCallBack};
use serde::Serialize;

use super::{audit, read};
use crate::App;
use crate::error::{Code, Error, Result};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, Worker, paragraph};
use crate::orders::record::{self, Said};

/// What the audit keeps of a call-back.
#[derive(Serialize)]
struct Called<'a> {
    number: &'a str,
    text: &'a str,
}

/// Notes that a dissatisfied household was called back, and what was agreed.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
    posted: Posted<NewCallBack>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = call_back(&app, &mut once, lang, &id, &headers, new).await;
    once.finish(outcome).await
}

async fn call_back(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    headers: &HeaderMap,
    new: NewCallBack,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let mut order = record::load(tx, id).await?.ok_or(Code::NotFound)?;
    read::if_unchanged(headers, &order)?;
    if order.call_back_by.is_none() {
        return Err(Code::NotPossibleNow.into());
    }
    let text = paragraph(&new.text, "/text", 1..=500).map_err(|e| Error::invalid(vec![e]))?;
    let now = app.clock.now();
    order.call_back(None);
    read::save(&mut order, tx, now).await?;
    // The last rating is the one that made the call due.
    sqlx::query(
        "UPDATE order_ratings SET called_back_at = $1, call_back_zh = $2 WHERE order_id = $3 \
         AND seq = (SELECT MAX(r.seq) FROM order_ratings r WHERE r.order_id = $3)",
    )
    .bind(now.0)
    .bind(&text)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    let said = Said {
        actor: Actor::Worker,
        by: Some(&user.id),
        text: &text,
        photos: &[],
    };
    record::tell(tx, id, &order.status, now, said).await?;
    let called = Called {
        number: &order.number,
        text: &text,
    };
    audit::note(tx, now, &user.id, "order.call_back", ("order", id), &called).await?;
    read::outcome(app, tx, lang, &order).await
}
