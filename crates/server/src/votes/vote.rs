//! `GET /v1/ballots/{id}/vote`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{PaperVote, Timestamp, Vote, VoteChannel};
use sqlx::{AnyConnection, FromRow};

use super::standing::Voter;
use super::{close, record};
use crate::App;
use crate::error::{Code, Result};
use crate::http::{Cache, Lang, Path, User, etag_of, json_tagged};

/// The vote of a unit while its ballot is open.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Link {
    pub(crate) vote_id: String,
    pub(crate) receipt: String,
    pub(crate) client_ref: String,
    pub(crate) version: i64,
    changed_at: i64,
    changed_by: String,
    by_zh: String,
    by_en: String,
    label_zh: String,
    label_en: String,
    channel: String,
    pub(crate) choices: String,
}

/// The vote of a unit, if there is one.
pub(crate) async fn link(
    connection: &mut AnyConnection,
    ballot: &str,
    unit: &str,
) -> Result<Option<Link>> {
    Ok(sqlx::query_as(
        "SELECT l.vote_id, l.receipt, l.client_ref, l.version, l.changed_at, l.changed_by, \
         p.name_zh AS by_zh, p.name_en AS by_en, u.label_zh, u.label_en, u.channel, v.choices FROM vote_links l \
         JOIN votes v ON v.id = l.vote_id JOIN people p ON p.id = l.changed_by \
         JOIN ballot_units u ON u.ballot_id = l.ballot_id AND u.id = l.unit_id \
         WHERE l.ballot_id = $1 AND l.unit_id = $2",
    )
    .bind(ballot)
    .bind(unit)
    .fetch_optional(connection)
    .await?)
}

impl Link {
    /// The tag of this vote: a receipt belongs to one version of one vote, and says nothing of it.
    pub(crate) fn tag(&self) -> String {
        etag_of(self.receipt.as_bytes())
    }

    /// Whether this worker confirmed it on paper.
    pub(crate) fn confirmed_by(&self, worker: &str) -> bool {
        self.changed_by == worker && matches!(self.channel.as_str(), "paper" | "visit")
    }

    /// The vote as the worker sees it who confirmed it on paper: without its choices.
    pub(crate) fn paper(self, lang: Lang, ballot: &str, unit: &str) -> PaperVote {
        PaperVote {
            ballot_id: ballot.into(),
            unit_id: unit.to_owned(),
            label: lang.pick(self.label_zh, self.label_en),
            channel: VoteChannel::from(self.channel.as_str()),
            entered_by: lang.pick(self.by_zh, self.by_en),
            entered_at: Timestamp(self.changed_at),
            replaces: false,
            confirmed: true,
            receipt: Some(self.receipt),
        }
    }

    /// The vote as its unit sees it.
    pub(crate) fn shown(self, lang: Lang, ballot: &str, terms_hash: &str) -> Result<Vote> {
        Ok(Vote {
            ballot_id: ballot.into(),
            choices: serde_json::from_str(&self.choices)?,
            receipt: self.receipt,
            terms_hash: terms_hash.to_owned(),
            changed_at: Some(Timestamp(self.changed_at)),
            changed_by: Some(lang.pick(self.by_zh, self.by_en)),
            channel: VoteChannel::from(self.channel.as_str()),
        })
    }
}

/// The vote of my unit. After close there is none any more that anybody could find.
pub async fn get(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    close::settle(&app).await?;
    let now = app.clock.now();
    let mut connection = app.db.pool().acquire().await?;
    let ballot = record::load(&mut connection, now, &id).await?;
    let voter = Voter::of(&mut connection, &user, now).await?;
    let unit = voter
        .unit(&mut connection, &ballot)
        .await?
        .map_err(|_| Code::NotFound)?;
    let link = link(&mut connection, &id, &unit.id).await?;
    let link = link.ok_or(Code::NotFound)?;
    let tag = link.tag();
    let vote = link.shown(lang, &id, ballot.terms_hash.as_deref().unwrap_or_default())?;
    json_tagged(&headers, Cache::Private, &vote, Some(tag))
}
