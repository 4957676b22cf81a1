//! `POST /v1/orders/{id}/replies`

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{Actor, NewReply, OrderAction, UploadId};

use super::record::{self, Said};
use super::{read, uploads};
use crate::App;
use crate::error::{Code, Error, Result, field, field_limit};
use crate::http::{Begun, Lang, Once, Outcome, Path, Posted, paragraph};

/// How many photos a reply may have.
const PHOTOS: usize = 3;

/// Answers 待补充.
pub async fn create(
    State(app): State<App>,
    lang: Lang,
    Path(id): Path<String>,
    posted: Posted<NewReply>,
) -> Result<Response> {
    let (mut once, new) = match posted.begin(&app).await? {
        Begun::First(once, new) => (once, new),
        Begun::Again(response) => return Ok(response),
    };
    let outcome = reply(&app, &mut once, lang, &id, new).await;
    once.finish(outcome).await
}

async fn reply(app: &App, once: &mut Once, lang: Lang, id: &str, new: NewReply) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let mut order = record::mine(tx, user, id).await?;
    let now = app.clock.now();
    let actions = order.facts(tx).await?.actions(now, &app.config.rules);
    if !actions.contains(&OrderAction::Reply) {
        return Err(Code::NotPossibleNow.into());
    }
    let text = paragraph(&new.text, "/text", 0..=500).map_err(|e| Error::invalid(vec![e]))?;
    if text.is_empty() && new.photos.is_empty() {
        return Err(Error::invalid(vec![field("/text", "required")]));
    }
    if new.photos.len() > PHOTOS {
        let limit = i64::try_from(PHOTOS).unwrap_or(0);
        return Err(Error::invalid(vec![field_limit(
            "/photos", "too_many", limit,
        )]));
    }
    let photos: Vec<(UploadId, String)> = new
        .photos
        .iter()
        .enumerate()
        .map(|(index, photo)| (photo.clone(), format!("/photos/{index}")))
        .collect();
    uploads::check(tx, user, &photos).await?;
    order.answered(now);
    order.save(tx, now).await?;
    let said = Said {
        actor: Actor::Resident,
        by: Some(&user.id),
        text: &text,
        photos: &new.photos,
    };
    record::tell(tx, id, &order.status, now, said).await?;
    uploads::attach(tx, &photos, id).await?;
    read::outcome(app, tx, lang, StatusCode::CREATED, id).await
}
