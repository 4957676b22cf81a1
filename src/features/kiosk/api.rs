//! The calls of this feature. They are asked again until somebody elsewhere has decided, and have no keys: what is
//! decided is handed out once.

use linli_contract::{Claim, NewSession, SignInMethod};
use linli_json::Read;

use crate::api::{self, Body, Request};
use crate::domain::error::Error;

/// What this device is.
pub(super) const KIOSK: &str = "/v1/kiosk";
/// What everybody may read, kept for a time without a network: as the pages ask for it.
pub(super) const PUBLIC: [&str; 6] = [
    "/v1/home",
    "/v1/lines",
    "/v1/categories",
    "/v1/services?limit=1000",
    "/v1/announcements?limit=200",
    "/v1/guides?limit=200",
];
/// Screens that ask to become a kiosk.
pub(super) const PAIRINGS: &str = "/v1/kiosk/pairings";
/// Whether a worker has decided.
pub(super) const PAIRING_CLAIM: &str = "/v1/kiosk/pairings/claim";
/// Sign-ins that wait for a phone.
pub(super) const SIGN_INS: &str = "/v1/kiosk/sign-ins";
/// Whether the phone has decided.
pub(super) const SIGN_IN_CLAIM: &str = "/v1/kiosk/sign-ins/claim";

/// Asks for something to be decided elsewhere.
pub(super) async fn request<T: Read>(path: &str) -> Result<T, Error> {
    post(path, Body::None).await
}

/// What became of a request that was asked before.
pub(super) enum Decision<T> {
    /// Nobody has decided yet, or nobody can say.
    Waits,
    /// It was agreed to.
    Given(T),
    /// It was refused, or is too old.
    Over(Error),
}

/// Asks whether it was decided.
pub(super) async fn claim<T: Read>(path: &str, device_code: &str) -> Decision<T> {
    let body = Claim {
        device_code: device_code.to_owned(),
    };
    match post(path, Body::Json(linli_json::to_text(&body))).await {
        Ok(given) => Decision::Given(given),
        Err(error) if error.code() == "still_waiting" || error.outcome_unknown() => Decision::Waits,
        Err(error) => Decision::Over(error),
    }
}

/// Signs in with a household's card.
pub(super) async fn by_card<T: Read>(card: String, pin: String) -> Result<T, Error> {
    let body = NewSession {
        method: SignInMethod::HouseholdCard,
        phone: None,
        code: None,
        card: Some(card),
        pin: Some(pin),
        demo_account: None,
    };
    post("/v1/sessions", Body::Json(linli_json::to_text(&body))).await
}

async fn post<T: Read>(path: &str, body: Body) -> Result<T, Error> {
    let request = Request {
        method: "POST",
        path: path.to_owned(),
        body,
        idempotency_key: None,
        if_match: None,
        if_new: false,
        booking_code: None,
    };
    api::decode(&api::send(&request).await?.body)
}
