//! `POST /v1/sessions/hand-offs/lookup` and `POST /v1/sessions/hand-offs/decision`: the phone's side of
//! signing in at a kiosk.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use linli_contract::{DeviceDecision, HandOff, HandOffDecision, HandOffRef, Timestamp};

use super::Rules;
use crate::App;
use crate::account::secrets;
use crate::db::Tx;
use crate::error::{Code, Error, Result, field};
use crate::http::{Body, User, json, no_content};

/// A sign-in that has not expired.
#[derive(sqlx::FromRow)]
struct Record {
    device_hash: String,
    match_number: String,
    expires_at: i64,
    state: String,
    person_id: Option<String>,
    name: String,
    place: String,
}

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT s.device_hash, s.match_number, s.expires_at, s.state, s.person_id, k.name, k.place \
             FROM kiosk_sign_ins s JOIN kiosks k ON k.id = s.kiosk_id ",
            $condition
        )
    };
}

/// Shows which kiosk it is, before one agrees.
pub(super) async fn look_up(
    State(app): State<App>,
    user: User,
    Body(named): Body<HandOffRef>,
) -> Result<Response> {
    let found = find(&app, &user, &named).await?;
    if found.state != "waiting" {
        return Err(Code::RequestOver.into());
    }
    let hand_off = HandOff {
        kiosk_name: found.name,
        place: found.place,
        match_number: found.match_number,
        expires_at: Timestamp(found.expires_at),
    };
    json(StatusCode::OK, &hand_off)
}

/// Signs me in there, or does not.
pub(super) async fn decide(
    State(app): State<App>,
    user: User,
    Body(new): Body<HandOffDecision>,
) -> Result<Response> {
    let state = match new.decision {
        DeviceDecision::Approve => "approved",
        DeviceDecision::Refuse => "refused",
        DeviceDecision::Other(_) => {
            return Err(Error::invalid(vec![field("/decision", "not_an_option")]));
        }
    };
    let named = HandOffRef {
        token: new.token,
        user_code: new.user_code,
    };
    let found = find(&app, &user, &named).await?;
    let mut tx = app.db.write().await?;
    let decided = sqlx::query(
        "UPDATE kiosk_sign_ins SET state = $2, person_id = $3 \
         WHERE device_hash = $1 AND state = 'waiting'",
    )
    .bind(&found.device_hash)
    .bind(state)
    .bind(&user.id)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    tx.commit().await?;
    // The answer to the first try may have been lost.
    if decided == 1 || found.was(state, &user) {
        Ok(no_content())
    } else {
        Err(Code::RequestOver.into())
    }
}

impl Record {
    /// Whether this person decided it so, as far as the screen has not claimed it since.
    fn was(&self, state: &str, user: &User) -> bool {
        let same = self.state == state || (self.state == "claimed" && state == "approved");
        same && self.person_id.as_ref() == Some(&user.id)
    }
}

/// The sign-in that is meant. A code of six digits can be guessed, so wrong ones are counted; a token cannot.
async fn find(app: &App, user: &User, named: &HandOffRef) -> Result<Record> {
    let now = app.clock.now().0;
    if let Some(token) = &named.token {
        return sqlx::query_as(select!("WHERE s.token_hash = $1 AND s.expires_at > $2"))
            .bind(secrets::token_hash(token))
            .bind(now)
            .fetch_optional(app.db.pool())
            .await?
            .ok_or_else(|| Code::RequestOver.into());
    }
    let Some(typed) = &named.user_code else {
        return Err(Error::invalid(vec![field("/token", "required")]));
    };
    let code: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    if code.is_empty() {
        return Err(Error::invalid(vec![field("/user_code", "required")]));
    }
    let mut tx = app.db.write().await?;
    count_try(&mut tx, &app.config.kiosk, &user.id, now).await?;
    let found: Option<Record> =
        sqlx::query_as(select!("WHERE s.user_code = $1 AND s.expires_at > $2"))
            .bind(&code)
            .bind(now)
            .fetch_optional(&mut *tx)
            .await?;
    if found.is_some() {
        // Only wrong ones stay counted.
        sqlx::query("UPDATE hand_off_tries SET tries = tries - 1 WHERE person_id = $1")
            .bind(&user.id)
            .execute(&mut *tx)
            .await?;
    }
    tx.commit().await?;
    found.ok_or_else(|| Error::new(Code::WrongCode).at("/user_code", "wrong_code"))
}

/// Counts a try before it is compared, in one statement, so that parallel guesses count as well.
async fn count_try(tx: &mut Tx, rules: &Rules, person_id: &str, now: i64) -> Result<()> {
    let window = rules.tries_minutes * 60_000;
    let granted = sqlx::query(
        "INSERT INTO hand_off_tries (person_id, tries, since) VALUES ($1, 1, $2) \
         ON CONFLICT (person_id) DO UPDATE SET \
           tries = CASE WHEN hand_off_tries.since <= $3 THEN 1 ELSE hand_off_tries.tries + 1 END, \
           since = CASE WHEN hand_off_tries.since <= $3 OR hand_off_tries.tries = 0 THEN $2 \
             ELSE hand_off_tries.since END \
         WHERE hand_off_tries.since <= $3 OR hand_off_tries.tries < $4",
    )
    .bind(person_id)
    .bind(now)
    .bind(now - window)
    .bind(rules.tries)
    .execute(&mut **tx)
    .await?
    .rows_affected()
        == 1;
    if granted {
        return Ok(());
    }
    let (since,): (i64,) = sqlx::query_as("SELECT since FROM hand_off_tries WHERE person_id = $1")
        .bind(person_id)
        .fetch_one(&mut **tx)
        .await?;
    let seconds = (since + window - now).div_euclid(1000) + 1;
    Err(Error::new(Code::TooManyRequests).after(u32::try_from(seconds.max(1)).unwrap_or(u32::MAX)))
}
