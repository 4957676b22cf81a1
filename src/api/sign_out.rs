//! Signing out, also without a network. The session's secret is a cookie that only the server can
//! take away, so a sign-out of which it could not be told is owed: it goes before anything else
//! that is asked, in this visit or a later one.

use std::cell::Cell;

use super::client::{Body, Request, exchange};
use crate::domain::error::Error;
use crate::platform::storage;

const OWED: &str = "linli.sign-out-owed";

thread_local! {
    /// For a device that keeps nothing.
    static OWED_NOW: Cell<bool> = const { Cell::new(false) };
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

/// Tells the server if that is owed.
pub(super) async fn settle() -> Result<(), Error> {
    if !is_owed() {
        return Ok(());
    }
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
