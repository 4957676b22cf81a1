//! `GET /v1/desk/orders/{id}`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::IF_MATCH;
use axum::response::Response;
use linli_contract::{Audience, DeskAction, DeskOrder, Timestamp};
use sqlx::AnyConnection;

use super::files::Opened;
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Outcome, Path, Worker, etag_of, json_tagged};
use crate::orders::model::life;
use crate::orders::record::{self, Record};
use crate::orders::shown::Eyes;

/// An order as a worker sees it.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    Worker(user): Worker,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let mut connection = app.db.pool().acquire().await?;
    let order = record::load(&mut connection, &id)
        .await?
        .ok_or(Code::NotFound)?;
    let opened = Opened::order(&user, &order.id, &order.number);
    opened.note(&app, &user, &[&order.household_id]).await?;
    let (shown, tag) = desk_order(&app, &mut connection, lang, &order).await?;
    json_tagged(&headers, Cache::Private, &shown, Some(tag))
}

/// The order and its tag. The tag names the version of the order in front of the hash of the body:
/// it is strong, and yet an edit is refused only when the order itself has changed, not when its
/// provider got a rating meanwhile or the worker reads another language.
pub(crate) async fn desk_order(
    app: &App,
    connection: &mut AnyConnection,
    lang: Lang,
    order: &Record,
) -> Result<(DeskOrder, String)> {
    let now = app.clock.now();
    let shown = DeskOrder {
        address: order.place(lang),
        person: order.person(lang),
        phone: order.phone(),
        audience: Some(Audience::from(order.audience.as_str())),
        birth_year: order.birth_year.and_then(|year| year.try_into().ok()),
        transitions: life::worker_transitions(&order.status()).to_vec(),
        actions: actions(order),
        order: order
            .shown(connection, lang, Eyes::Desk, now, &app.config.rules)
            .await?,
    };
    let body = etag_of(&serde_json::to_vec(&shown)?);
    let tag = format!("\"{}.{}", order.version, body.trim_start_matches('"'));
    Ok((shown, tag))
}

/// What is to be done beside moving the order.
fn actions(order: &Record) -> Vec<DeskAction> {
    let owed = [
        (order.call_back_by, DeskAction::CallBack),
        (order.complaint_due_at, DeskAction::AnswerComplaint),
    ];
    owed.into_iter()
        .filter_map(|(by, action)| by.map(|_| action))
        .collect()
}

/// What a worker's change of an order answers: the order after it, with the tag for the next one.
pub(crate) async fn outcome(
    app: &App,
    connection: &mut AnyConnection,
    lang: Lang,
    order: &Record,
) -> Result<Outcome> {
    let (shown, tag) = desk_order(app, connection, lang, order).await?;
    Ok(Outcome::created(format!("/v1/desk/orders/{}", order.id), &shown)?.tagged(tag))
}

/// Saves what a worker changed after [`if_unchanged`].
///
/// # Errors
/// `changed_meanwhile`: on PostgreSQL somebody else may have been quicker since the tag was
/// compared.
pub(crate) async fn save(
    order: &mut Record,
    connection: &mut AnyConnection,
    now: Timestamp,
) -> Result<()> {
    order
        .save(connection, now)
        .await
        .map_err(|error| match error.code {
            Code::NotPossibleNow => Code::ChangedMeanwhile.into(),
            _ => error,
        })
}

/// Checks `If-Match` against the order's version.
///
/// # Errors
/// `if_match_required` without the header, `changed_meanwhile` when it names another version.
pub(crate) fn if_unchanged(headers: &HeaderMap, order: &Record) -> Result<()> {
    let sent = headers.get(IF_MATCH).ok_or(Code::IfMatchRequired)?;
    let current = format!("\"{}.", order.version);
    let matches = sent
        .to_str()
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .any(|tag| tag == "*" || tag.starts_with(&current));
    if matches {
        Ok(())
    } else {
        Err(Code::ChangedMeanwhile.into())
    }
}
