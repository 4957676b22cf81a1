//! Signing out, also without a network. The session's secret is a cookie that only the server can
//! take away, so a sign-out of which it could not be told is owed: it goes before anything else
//! that is asked, in this visit or a later one.

use std::cell::Cell;

use super::client::{Body, Request, exchange};
use crate::domain::error::Error;
use crate::platform::{storage, timer};

const OWED: &str = "linli.sign-out-owed";

/// Others look so often whether the server was told.
const WAIT_MS: i32 = 20;

thread_local! {
    /// For a device that keeps nothing.
    static OWED_NOW: Cell<bool> = const { Cell::new(false) };
    /// Whether the server is being told.
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// Tells the server. After an error it is told before the next request.
pub async fn sign_out() -> Result<(), Error> {
    OWED_NOW.set(true);
    let _ = storage::set(OWED, "1");
    settle().await
}

/// At the beginning of a kiosk's page: whoever may still be signed in from a page before is signed out before
/// anything is asked.
pub fn end_session_before() {
    if storage::get(storage::USED).is_some() {
        OWED_NOW.set(true);
    }
}

/// Whether the server does not know yet of a sign-out.
pub(super) fn is_owed() -> bool {
    OWED_NOW.get() || storage::get(OWED).is_some()
}

/// Tells the server if that is owed, once: its goodbye empties the storage, and a second one would empty what was put back
/// after the first.
pub(super) async fn settle() -> Result<(), Error> {
    if TELLING.get() {
        while TELLING.get() {
            timer::sleep(WAIT_MS).await;
        }
        // Whoever told it has found out whether it hears.
        return if is_owed() {
            Err(Error::Offline)
        } else {
            Ok(())
        };
    }
    if !is_owed() {
        return Ok(());
    }
    TELLING.set(true);
    let told = tell().await;
    TELLING.set(false);
    told
}

async fn tell() -> Result<(), Error> {
    let request = Request {
        method: "DELETE",
        path: "/v1/sessions/current".to_owned(),
        body: Body::None,
        idempotency_key: None,
        if_match: None,
        if_new: false,
        booking_code: None,
    };
    // The server's goodbye has the browser empty its storage. What this device keeps for itself,
    // such as 长辈版, comes back; what was the person's is cleared by the session.
    let kept: Vec<(String, String)> = storage::names("linli.")
        .into_iter()
        .filter_map(|name| storage::get(&name).map(|text| (name, text)))
        .collect();
    match exchange(&request).await {
        Err(error) if error.outcome_unknown() => Err(error),
        _ => {
            for (name, text) in kept {
                let _ = storage::set(&name, &text);
            }
            OWED_NOW.set(false);
            storage::remove(OWED);
            storage::remove(storage::USED);
            Ok(())
        }
    }
}
