//! `POST /v1/desk/orders/{id}/complaint-answers`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{NewComplaintAnswer, Timestamp};
use serde::Serialize;

use super::{audit, read};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, Worker, paragraph};
use crate::orders::record;

/// What the audit keeps of an answer.
#[derive(Serialize)]
struct Answered<'a> {
    number: &'a str,
    complaint: &'a str,
    text: &'a str,
}

/// Answers a complaint. The household reads it beside what it complained about.
pub async fn answer(
    State(app): State<App>,
    lang: Lang,
    Worker(_): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
    posted: Posted<NewComplaintAnswer>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = write(&app, &mut once, lang, &id, &headers, new).await;
    once.finish(outcome).await
}

async fn write(
    app: &App,
    once: &mut Once,
    lang: Lang,
    id: &str,
    headers: &HeaderMap,
    new: NewComplaintAnswer,
) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let mut order = record::load(tx, id).await?.ok_or(Code::NotFound)?;
    read::if_unchanged(headers, &order)?;
    let complaints: Vec<(i64, i64, Option<i64>)> =
        sqlx::query_as("SELECT seq, due_at, answered_at FROM complaints WHERE order_id = $1")
            .bind(id)
            .fetch_all(&mut **tx)
            .await?;
    let wanted = complaints
        .iter()
        .find(|(seq, ..)| new.complaint_id.as_str() == seq.to_string());
    let mut errors = Vec::new();
    if wanted.is_none() {
        errors.push(field("/complaint_id", "not_an_option"));
    }
    let text = paragraph(&new.text, "/text", 1..=500).unwrap_or_else(|error| {
        errors.push(error);
        String::new()
    });
    let (seq, answered_at) = match wanted {
        Some((seq, _, answered_at)) if errors.is_empty() => (*seq, *answered_at),
        _ => return Err(Error::invalid(errors)),
    };
    if answered_at.is_some() {
        return Err(Code::NotPossibleNow.into());
    }

    let now = app.clock.now();
    let left = complaints
        .iter()
        .filter(|(other, _, answered)| *other != seq && answered.is_none());
    order.complaint(left.map(|(_, due, _)| Timestamp(*due)).min());
    read::save(&mut order, tx, now).await?;
    sqlx::query(
        "UPDATE complaints SET answer_zh = $1, answered_at = $2 WHERE order_id = $3 AND seq = $4",
    )
    .bind(&text)
    .bind(now.0)
    .bind(id)
    .bind(seq)
    .execute(&mut **tx)
    .await?;
    let answered = Answered {
        number: &order.number,
        complaint: new.complaint_id.as_str(),
        text: &text,
    };
    audit::note(
        tx,
        now,
        &user.id,
        "order.complaint_answer",
        ("order", id),
        &answered,
    )
    .await?;
    read::outcome(app, tx, lang, &order).await
}
