//! `POST /v1/sessions`: the ways to sign in.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{NewSession, SignInMethod};

use super::{secrets, sessions};
use crate::App;
use crate::error::{Code, Error, Result, field};
use crate::http::{Body, Lang, phone};
use crate::kiosk::device::AtKiosk;

/// After five wrong PINs a card waits so long.
const CARD_LOCK: i64 = 15 * 60_000;

/// `POST /v1/sessions`
pub(super) async fn create(
    State(app): State<App>,
    lang: Lang,
    at: AtKiosk,
    headers: HeaderMap,
    Body(new): Body<NewSession>,
) -> Result<Response> {
    // A screen that does not know yet that it is no kiosk any more must not keep somebody signed in.
    if at == AtKiosk::Unpaired {
        return Err(Code::KioskNotPaired.into());
    }
    let person_id = match &new.method {
        SignInMethod::PhoneCode if at.id().is_some() => return Err(Code::NotAtAKiosk.into()),
        SignInMethod::PhoneCode if app.config.codes.offered() => by_phone(&app, new).await?,
        SignInMethod::HouseholdCard => by_card(&app, new).await?,
        SignInMethod::Demo if app.config.demo => by_demo(&app, new).await?,
        _ => return Err(Error::invalid(vec![field("/method", "not_an_option")])),
    };
    let user = sessions::user(&app, person_id)
        .await?
        .ok_or_else(|| Error::internal("the person who signs in is not there"))?;
    let user = match at {
        AtKiosk::Paired(device) => user.at_kiosk(device.id),
        AtKiosk::No | AtKiosk::Unpaired => user,
    };
    sessions::begin(&app, lang, &headers, &user).await
}

/// A field that the method needs, of digits only (spaces and dashes aside).
fn digits(value: Option<String>, pointer: &str) -> Result<String> {
    let text: String = value
        .unwrap_or_default()
        .chars()
        .filter(|c| !matches!(c, ' ' | '-'))
        .collect();
    if text.is_empty() {
        Err(Error::invalid(vec![field(pointer, "required")]))
    } else if text.len() > 32 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        Err(wrong(pointer))
    } else {
        Ok(text)
    }
}

fn wrong(pointer: &str) -> Error {
    Error::new(Code::WrongCode).at(pointer, "wrong_code")
}

async fn by_phone(app: &App, new: NewSession) -> Result<String> {
    let phone = phone(new.phone.as_deref().unwrap_or_default(), "/phone")
        .map_err(|error| Error::invalid(vec![error]))?;
    let code = digits(new.code, "/code")?;
    let now = app.clock.now().0;
    // The try is counted before the code is compared, so that parallel guesses count as well.
    let mut tx = app.db.write().await?;
    let row: Option<(String,)> = sqlx::query_as(
        "UPDATE phone_codes SET tries = tries + 1 \
         WHERE phone = $1 AND used = 0 AND expires_at > $2 AND tries < 5 RETURNING code_hash",
    )
    .bind(&phone)
    .bind(now)
    .fetch_optional(&mut *tx)
    .await?;
    let spent: Option<(i64,)> = sqlx::query_as(
        "SELECT expires_at FROM phone_codes WHERE phone = $1 AND used = 0 AND expires_at > $2 AND tries >= 5",
    )
    .bind(&phone)
    .bind(now)
    .fetch_optional(&mut *tx)
    .await?;
    tx.commit().await?;
    let Some((code_hash,)) = row else {
        return Err(match spent {
            Some((until,)) => too_many(until - now),
            None => wrong("/code"),
        });
    };
    if !secrets::verify_slowly(code, code_hash.clone()).await? {
        return Err(wrong("/code"));
    }
    // One code, one session, even when two requests bring it at once.
    let mut tx = app.db.write().await?;
    let used = sqlx::query(
        "UPDATE phone_codes SET used = 1 WHERE phone = $1 AND used = 0 AND code_hash = $2",
    )
    .bind(&phone)
    .bind(&code_hash)
    .execute(&mut *tx)
    .await?
    .rows_affected();
    tx.commit().await?;
    if used == 0 {
        return Err(wrong("/code"));
    }
    let person: Option<(String,)> = sqlx::query_as("SELECT id FROM people WHERE phone = $1")
        .bind(&phone)
        .fetch_optional(app.db.pool())
        .await?;
    person.map(|(id,)| id).ok_or_else(|| wrong("/code"))
}

async fn by_card(app: &App, new: NewSession) -> Result<String> {
    let card = digits(new.card, "/card")?;
    let pin = digits(new.pin, "/pin")?;
    let now = app.clock.now().0;
    let mut tx = app.db.write().await?;
    // The fifth try locks the card at once; only the right PIN opens it again below.
    let row: Option<(String, Option<String>)> = sqlx::query_as(
        "UPDATE households SET \
           pin_tries = CASE WHEN pin_tries >= 5 THEN 1 ELSE pin_tries + 1 END, \
           pin_locked_until = CASE WHEN pin_tries = 4 THEN $3 ELSE 0 END \
         WHERE card_number = $1 AND pin_locked_until <= $2 RETURNING id, pin_hash",
    )
    .bind(&card)
    .bind(now)
    .bind(now + CARD_LOCK)
    .fetch_optional(&mut *tx)
    .await?;
    let locked: Option<(i64,)> = if row.is_none() {
        sqlx::query_as("SELECT pin_locked_until FROM households WHERE card_number = $1")
            .bind(&card)
            .fetch_optional(&mut *tx)
            .await?
    } else {
        None
    };
    tx.commit().await?;
    if let Some((until,)) = locked {
        return Err(too_many(until - now));
    }
    // A card that nobody has takes as long as a wrong PIN, and says the same.
    let (household, hash) = row.unwrap_or_default();
    if !secrets::verify_slowly(pin, hash.unwrap_or_default()).await? {
        return Err(wrong("/pin"));
    }
    let mut tx = app.db.write().await?;
    sqlx::query("UPDATE households SET pin_tries = 0, pin_locked_until = 0 WHERE id = $1")
        .bind(&household)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    // The card is the household's; it signs in the head.
    let head: Option<(String,)> = sqlx::query_as(
        "SELECT id FROM people WHERE household_id = $1 \
         ORDER BY CASE WHEN relation = 'head' THEN 0 ELSE 1 END, position LIMIT 1",
    )
    .bind(&household)
    .fetch_optional(app.db.pool())
    .await?;
    head.map(|(id,)| id).ok_or_else(|| wrong("/pin"))
}

async fn by_demo(app: &App, new: NewSession) -> Result<String> {
    let wanted = new
        .demo_account
        .ok_or_else(|| Error::invalid(vec![field("/demo_account", "required")]))?;
    let found: Option<(String,)> =
        sqlx::query_as("SELECT person_id FROM demo_accounts WHERE person_id = $1")
            .bind(wanted.as_str())
            .fetch_optional(app.db.pool())
            .await?;
    found
        .map(|(id,)| id)
        .ok_or_else(|| Error::invalid(vec![field("/demo_account", "not_an_option")]))
}

fn too_many(wait_ms: i64) -> Error {
    let seconds = wait_ms.div_euclid(1000).saturating_add(1).max(1);
    Error::new(Code::TooManyRequests).after(u32::try_from(seconds).unwrap_or(u32::MAX))
}
