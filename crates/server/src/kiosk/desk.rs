//! The desk's side: which devices are paired, unpairing one, and deciding about a screen that asks.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use linli_contract::{
    DeskKiosk, DeskPairing, DeviceDecision, FieldError, Page, PairingDecision, PinCheck, Timestamp,
};
use serde::Serialize;

use super::pin;
use crate::App;
use crate::desk::audit;
use crate::error::{Code, Error, Result, field, field_limit};
use crate::http::{
    Begun, Cache, Lang, Once, Outcome, Path, Posted, Worker, cached, line, no_content,
};

/// `GET /v1/desk/kiosks`
pub(super) async fn list(
    State(app): State<App>,
    lang: Lang,
    _: Worker,
    headers: HeaderMap,
) -> Result<Response> {
    type Row = (String, String, String, i64, i64, String, String);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT k.id, k.name, k.place, k.paired_at, k.seen_at, p.name_zh, p.name_en \
         FROM kiosks k JOIN people p ON p.id = k.paired_by \
         WHERE k.unpaired_at IS NULL ORDER BY k.paired_at, k.id LIMIT 1000",
    )
    .fetch_all(app.db.pool())
    .await?;
    let kiosk = |(id, name, place, paired_at, seen_at, zh, en): Row| DeskKiosk {
        id: id.into(),
        name,
        place,
        paired_at: Timestamp(paired_at),
        paired_by: lang.pick(zh, en),
        seen_at: Timestamp(seen_at),
    };
    let page = Page {
        items: rows.into_iter().map(kiosk).collect(),
        next_cursor: None,
    };
    cached(&headers, Cache::Private, &page)
}

/// `DELETE /v1/desk/kiosks/{id}`: whoever is signed in at it is signed out.
pub(super) async fn unpair(
    State(app): State<App>,
    Worker(user): Worker,
    Path(id): Path<String>,
) -> Result<Response> {
    let now = app.clock.now();
    let mut tx = app.db.write().await?;
    let (name,): (String,) = sqlx::query_as("SELECT name FROM kiosks WHERE id = $1")
        .bind(&id)
        .fetch_optional(&mut *tx)
        .await?
        .ok_or(Code::NotFound)?;
    let done =
        sqlx::query("UPDATE kiosks SET unpaired_at = $2 WHERE id = $1 AND unpaired_at IS NULL")
            .bind(&id)
            .bind(now.0)
            .execute(&mut *tx)
            .await?
            .rows_affected();
    if done == 1 {
        for sql in [
            "DELETE FROM sessions WHERE kiosk_id = $1",
            "DELETE FROM kiosk_sign_ins WHERE kiosk_id = $1",
        ] {
            sqlx::query(sql).bind(&id).execute(&mut *tx).await?;
        }
        let object = ("kiosk", id.as_str());
        audit::note(&mut tx, now, &user.id, "kiosk.unpair", object, &name).await?;
    }
    tx.commit().await?;
    Ok(no_content())
}

/// `GET /v1/desk/kiosk-pairings`
pub(super) async fn pairings(
    State(app): State<App>,
    _: Worker,
    headers: HeaderMap,
) -> Result<Response> {
    let rows: Vec<Waiting> = sqlx::query_as(
        "SELECT id, user_code, asked_at, expires_at FROM kiosk_pairings \
         WHERE state = 'waiting' AND expires_at > $1 ORDER BY asked_at, id",
    )
    .bind(app.clock.now().0)
    .fetch_all(app.db.pool())
    .await?;
    let page = Page {
        items: rows.into_iter().map(Waiting::shown).collect(),
        next_cursor: None,
    };
    cached(&headers, Cache::Private, &page)
}

#[derive(sqlx::FromRow)]
struct Waiting {
    id: String,
    user_code: String,
    asked_at: i64,
    expires_at: i64,
}

impl Waiting {
    fn shown(self) -> DeskPairing {
        DeskPairing {
            id: self.id.into(),
            user_code: self.user_code,
            asked_at: Timestamp(self.asked_at),
            expires_at: Timestamp(self.expires_at),
        }
    }
}

/// What becomes of a screen.
enum Decided {
    Approved {
        name: String,
        place: String,
        pin: PinCheck,
    },
    Refused,
}

/// What the audit keeps; never the PIN.
#[derive(Serialize)]
struct Noted<'a> {
    decision: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
}

/// `POST /v1/desk/kiosk-pairings/{id}/decision`
pub(super) async fn decide(
    State(app): State<App>,
    _: Worker,
    Path(id): Path<String>,
    posted: Posted<PairingDecision>,
) -> Result<Response> {
    // The PIN takes its time, and nobody waits for the database meanwhile.
    let decided = read(&posted.body, app.config.kiosk.pin_iterations).await;
    let mut once = match posted.begin(&app).await? {
        Begun::First(once, _) => once,
        Begun::Again(response) => return Ok(response),
    };
    let outcome = match decided {
        Ok(decided) => write(&app, &mut once, &id, decided).await,
        Err(error) => Err(error),
    };
    once.finish(outcome).await
}

/// The decision, when all is there that it needs.
async fn read(new: &PairingDecision, iterations: u32) -> Result<Decided> {
    match new.decision {
        DeviceDecision::Approve => {}
        DeviceDecision::Refuse => return Ok(Decided::Refused),
        DeviceDecision::Other(_) => {
            return Err(Error::invalid(vec![field("/decision", "not_an_option")]));
        }
    }
    let name = line(new.name.as_deref().unwrap_or_default(), "/name", 1..=40);
    let place = line(new.place.as_deref().unwrap_or_default(), "/place", 1..=80);
    let pin = six_digits(new.staff_pin.as_deref().unwrap_or_default(), "/staff_pin");
    match (name, place, pin) {
        (Ok(name), Ok(place), Ok(pin)) => Ok(Decided::Approved {
            name,
            place,
            pin: pin::check_of(pin, iterations).await?,
        }),
        (name, place, pin) => {
            let wrong = [name.err(), place.err(), pin.err()];
            Err(Error::invalid(wrong.into_iter().flatten().collect()))
        }
    }
}

fn six_digits(text: &str, pointer: &str) -> Result<String, FieldError> {
    let text = line(text, pointer, 1..=12)?;
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        Err(field(pointer, "not_a_number"))
    } else if text.len() < 6 {
        Err(field_limit(pointer, "too_short", 6))
    } else if text.len() > 6 {
        Err(field_limit(pointer, "too_long", 6))
    } else {
        Ok(text)
    }
}

async fn write(app: &App, once: &mut Once, id: &str, decided: Decided) -> Result<Outcome> {
    let Once { user, tx, .. } = once;
    let now = app.clock.now();
    let waiting: Waiting = sqlx::query_as(
        "SELECT id, user_code, asked_at, expires_at FROM kiosk_pairings WHERE id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?
    .ok_or(Code::NotFound)?;
    if waiting.expires_at <= now.0 {
        return Err(Code::RequestOver.into());
    }
    let (state, noted, pin) = match &decided {
        Decided::Approved { name, place, pin } => {
            let noted = Noted {
                decision: "approve",
                name: Some(name),
                place: Some(place),
            };
            ("approved", noted, Some(pin))
        }
        Decided::Refused => {
            let noted = Noted {
                decision: "refuse",
                name: None,
                place: None,
            };
            ("refused", noted, None)
        }
    };
    let mine = sqlx::query(
        "UPDATE kiosk_pairings SET state = $2, decided_by = $3, name = $4, place = $5, \
         pin_salt = $6, pin_iterations = $7, pin_key = $8 WHERE id = $1 AND state = 'waiting'",
    )
    .bind(id)
    .bind(state)
    .bind(&user.id)
    .bind(noted.name.unwrap_or_default())
    .bind(noted.place.unwrap_or_default())
    .bind(pin.map_or("", |pin| &pin.salt))
    .bind(pin.map_or(0, |pin| i64::from(pin.iterations)))
    .bind(pin.map_or("", |pin| &pin.key))
    .execute(&mut **tx)
    .await?
    .rows_affected();
    if mine == 0 {
        return Err(Code::NotPossibleNow.into());
    }
    let object = ("kiosk_pairing", id);
    audit::note(tx, now, &user.id, "kiosk.decide", object, &noted).await?;
    Outcome::new(StatusCode::CREATED, &waiting.shown())
}
