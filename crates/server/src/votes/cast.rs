//! `PUT /v1/ballots/{id}/vote`

use axum::extract::State;
use axum::http::header::{ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use linli_contract::{BallotState, NewVote, Timestamp, Vote, VoteChannel, VoteChoice};
use sqlx::AnyConnection;

use super::model::choices;
use super::record::{self, Record};
use super::standing::Voter;
use super::vote::{self, Link};
use super::{close, receipts};
use crate::App;
use crate::clock::day_of;
use crate::error::{Code, Error, Result, field};
use crate::http::{Body, Lang, Path, User, etag_of, if_match, json};
use crate::orders::model::answers::is_id;

/// Casts the vote of my unit, or changes it. The same try again finds the vote that it made.
pub async fn put(
    State(app): State<App>,
    lang: Lang,
    user: User,
    Path(id): Path<String>,
    headers: HeaderMap,
    Body(new): Body<NewVote>,
) -> Result<Response> {
    close::settle(&app).await?;
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let ballot = record::load(&mut tx, now, &id).await?;
    let public = ballot.clone().shown(&mut tx, Lang::Zh, now, None).await?;
    let chosen = choices::in_order(&public, &new.choices);
    let fingerprint = receipts::fingerprint(&new.client_ref, &chosen)?;
    match ballot.state() {
        BallotState::Closed => {
            let vote = after_close(&mut tx, &ballot, &fingerprint, chosen).await?;
            return answer(&vote);
        }
        BallotState::Open => {}
        _ => return Err(Code::NotPossibleNow.into()),
    }
    let voter = Voter::of(&mut tx, &user, now).await?;
    let unit = voter.unit(&mut tx, &ballot).await?;
    let unit = unit.map_err(|_| Code::NotOnRoll)?;
    if ballot.terms_hash.as_deref() != Some(new.terms_hash.as_str()) {
        return Err(Code::TermsChanged.into());
    }
    let mut problems = choices::problems(&public, &new.choices);
    if !is_id(&new.client_ref) || new.client_ref.len() < 8 {
        problems.push(field("/client_ref", "bad_text"));
    }
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    let casting = Casting {
        ballot: &id,
        unit: &unit.id,
        user: &user,
        now,
        channel: if user.kiosk_id.is_some() {
            VoteChannel::Kiosk
        } else {
            VoteChannel::Online
        },
        client_ref: &new.client_ref,
        choices: &serde_json::to_string(&chosen)?,
        fingerprint: &fingerprint,
    };
    match vote::link(&mut tx, &id, &unit.id).await? {
        Some(link) if casting.made(&link) => {}
        Some(link) => {
            if headers.contains_key(IF_NONE_MATCH) {
                return Err(Code::ChangedMeanwhile.into());
            }
            if_match(&headers, &link.tag())?;
            casting.change(&mut tx, &link).await?;
        }
        None => {
            if !headers.contains_key(IF_NONE_MATCH) {
                // There is no tag that could match what is not there.
                if_match(&headers, "")?;
                return Err(Code::ChangedMeanwhile.into());
            }
            casting.cast(&mut tx).await?;
        }
    }
    let link = vote::link(&mut tx, &id, &unit.id)
        .await?
        .ok_or_else(|| Error::internal("a vote vanished inside its transaction"))?;
    let vote = link.shown(lang, &id, &new.terms_hash)?;
    tx.commit().await?;
    answer(&vote)
}

fn answer(vote: &Vote) -> Result<Response> {
    let mut response = json(StatusCode::OK, vote)?;
    let tag = etag_of(vote.receipt.as_bytes());
    let tag = HeaderValue::try_from(tag).map_err(Error::internal)?;
    response.headers_mut().insert(ETAG, tag);
    Ok(response)
}

/// After close nothing is taken. But a try that was counted, and whose answer was lost, must not be told
/// that it was not.
async fn after_close(
    connection: &mut AnyConnection,
    ballot: &Record,
    fingerprint: &str,
    choices: Vec<VoteChoice>,
) -> Result<Vote> {
    let receipt = receipts::of_try(connection, &ballot.id, fingerprint)
        .await?
        .ok_or(Code::BallotClosed)?;
    Ok(Vote {
        ballot_id: ballot.id.clone().into(),
        choices,
        receipt,
        terms_hash: ballot.terms_hash.clone().unwrap_or_default(),
        changed_at: None,
        changed_by: None,
        channel: VoteChannel::Online,
    })
}

/// A vote that is allowed and now written.
pub(crate) struct Casting<'a> {
    pub(crate) ballot: &'a str,
    pub(crate) unit: &'a str,
    /// Who casts it, or the worker who confirms it.
    pub(crate) user: &'a User,
    pub(crate) now: Timestamp,
    pub(crate) channel: VoteChannel,
    pub(crate) client_ref: &'a str,
    /// In the published order, as they are stored.
    pub(crate) choices: &'a str,
    pub(crate) fingerprint: &'a str,
}

impl Casting<'_> {
    /// Whether this very try made the vote that is there.
    fn made(&self, link: &Link) -> bool {
        link.client_ref == self.client_ref && link.choices == self.choices
    }

    /// The first vote of a unit. Two in the same moment want the same key, and one gets it.
    pub(crate) async fn cast(&self, connection: &mut AnyConnection) -> Result<()> {
        self.hold_open(connection).await?;
        let vote = uuid::Uuid::new_v4().simple().to_string();
        sqlx::query("INSERT INTO votes (id, ballot_id, choices) VALUES ($1, $2, $3)")
            .bind(&vote)
            .bind(self.ballot)
            .bind(self.choices)
            .execute(&mut *connection)
            .await?;
        let receipt = receipts::issue(connection, self.ballot, self.fingerprint).await?;
        let first = sqlx::query(
            "INSERT INTO vote_links (ballot_id, unit_id, vote_id, receipt, client_ref, version, \
             changed_at, changed_by) VALUES ($1, $2, $3, $4, $5, 1, $6, $7) \
             ON CONFLICT DO NOTHING",
        )
        .bind(self.ballot)
        .bind(self.unit)
        .bind(&vote)
        .bind(&receipt)
        .bind(self.client_ref)
        .bind(self.now.0)
        .bind(&self.user.id)
        .execute(&mut *connection)
        .await?
        .rows_affected();
        if first == 0 {
            return Err(Code::ChangedMeanwhile.into());
        }
        self.mark(connection).await
    }

    /// Another vote instead of the one that is there, which keeps counting until this is done.
    pub(crate) async fn change(&self, connection: &mut AnyConnection, link: &Link) -> Result<()> {
        self.hold_open(connection).await?;
        let receipt = receipts::issue(connection, self.ballot, self.fingerprint).await?;
        let changed = sqlx::query(
            "UPDATE vote_links SET receipt = $3, client_ref = $4, version = version + 1, \
             changed_at = $5, changed_by = $6 \
             WHERE ballot_id = $1 AND unit_id = $2 AND version = $7",
        )
        .bind(self.ballot)
        .bind(self.unit)
        .bind(&receipt)
        .bind(self.client_ref)
        .bind(self.now.0)
        .bind(&self.user.id)
        .bind(link.version)
        .execute(&mut *connection)
        .await?
        .rows_affected();
        if changed == 0 {
            return Err(Code::ChangedMeanwhile.into());
        }
        for (statement, id, value) in [
            (
                "UPDATE votes SET choices = $2 WHERE id = $1",
                &link.vote_id,
                self.choices,
            ),
            (
                "UPDATE receipts SET state = $2 WHERE number = $1",
                &link.receipt,
                "replaced",
            ),
        ] {
            sqlx::query(statement)
                .bind(id)
                .bind(value)
                .execute(&mut *connection)
                .await?;
        }
        self.mark(connection).await
    }

    /// Keeps the ballot from being closed until this vote is in: whoever closes it writes the same row.
    async fn hold_open(&self, connection: &mut AnyConnection) -> Result<()> {
        let open =
            sqlx::query("UPDATE ballots SET version = version WHERE id = $1 AND closed_at IS NULL")
                .bind(self.ballot)
                .execute(connection)
                .await?
                .rows_affected();
        if open == 1 {
            Ok(())
        } else {
            Err(Code::BallotClosed.into())
        }
    }

    /// Marks the roll: that the unit voted, on which day, by which channel.
    async fn mark(&self, connection: &mut AnyConnection) -> Result<()> {
        sqlx::query(
            "UPDATE ballot_units SET voted_on = $3, channel = $4 \
             WHERE ballot_id = $1 AND id = $2",
        )
        .bind(self.ballot)
        .bind(self.unit)
        .bind(day_of(self.now).to_string())
        .bind(self.channel.as_str())
        .execute(connection)
        .await?;
        Ok(())
    }
}
