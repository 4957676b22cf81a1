//! Kiosks (自助机): pairing a screen, signing in at it from one's own phone, and what a device may do.
//!
//! Both flows have the shape of the OAuth device flow (RFC 8628): a screen asks and polls with a secret,
//! somebody who is signed in elsewhere decides. [`device`] knows the paired devices, [`guard`] has the
//! table of what does not appear on a public screen.

mod asking;
mod desk;
pub mod device;
pub mod guard;
mod hand_off;
mod pair;
mod pin;
mod read;
mod rules;
mod sign_in;

pub use rules::Rules;

use crate::App;
use crate::error::Result;
use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("get_kiosk", "/v1/kiosk", read::get)
        .post("request_pairing", "/v1/kiosk/pairings", pair::request)
        .post("claim_pairing", "/v1/kiosk/pairings/claim", pair::claim)
        .post(
            "request_kiosk_sign_in",
            "/v1/kiosk/sign-ins",
            sign_in::request,
        )
        .post(
            "claim_kiosk_sign_in",
            "/v1/kiosk/sign-ins/claim",
            sign_in::claim,
        )
        .post(
            "look_up_hand_off",
            "/v1/sessions/hand-offs/lookup",
            hand_off::look_up,
        )
        .post(
            "decide_hand_off",
            "/v1/sessions/hand-offs/decision",
            hand_off::decide,
        )
        .get("list_kiosks", "/v1/desk/kiosks", desk::list)
        .delete("delete_kiosk", "/v1/desk/kiosks/{id}", desk::unpair)
        .get(
            "list_kiosk_pairings",
            "/v1/desk/kiosk-pairings",
            desk::pairings,
        )
        .post(
            "decide_kiosk_pairing",
            "/v1/desk/kiosk-pairings/{id}/decision",
            desk::decide,
        )
}

/// Removes what nobody decided in time, and old counts of wrong codes.
pub async fn tidy(app: &App) -> Result<()> {
    let now = app.clock.now().0;
    let forgotten = now - app.config.kiosk.tries_minutes * 60_000;
    for (sql, before) in [
        ("DELETE FROM kiosk_pairings WHERE expires_at <= $1", now),
        ("DELETE FROM kiosk_sign_ins WHERE expires_at <= $1", now),
        ("DELETE FROM hand_off_tries WHERE since <= $1", forgotten),
    ] {
        let mut tx = app.db.write().await?;
        sqlx::query(sql).bind(before).execute(&mut *tx).await?;
        tx.commit().await?;
    }
    Ok(())
}
