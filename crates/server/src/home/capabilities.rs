//! `GET /v1/capabilities`

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use linli_contract::{Capabilities, Feature, Limits, SignInMethod, Timestamp};

use crate::App;
use crate::error::Result;
use crate::http::{Cache, etag_of, json_tagged};

/// What this backend can do.
pub async fn get(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    let value = capabilities(&app);
    let tag = untimed(&value, |value| &mut value.server_time)?;
    json_tagged(&headers, Cache::Private, &value, Some(tag))
}

/// The weak tag of an answer that tells the time: the same as long as the rest is the same, or no
/// client would ever be told that nothing has changed. A 304 has the time in its `Date`.
pub fn untimed<T: Clone + serde::Serialize>(
    value: &T,
    time: impl Fn(&mut T) -> &mut Timestamp,
) -> Result<String> {
    let mut still = value.clone();
    *time(&mut still) = Timestamp(0);
    Ok(format!("W/{}", etag_of(&serde_json::to_vec(&still)?)))
}

/// What this backend can do, now.
pub fn capabilities(app: &App) -> Capabilities {
    let rules = &app.config.rules;
    let mut sign_in = vec![SignInMethod::HouseholdCard];
    if app.config.codes.offered() {
        sign_in.insert(0, SignInMethod::PhoneCode);
    }
    if app.config.demo {
        sign_in.push(SignInMethod::Demo);
    }
    let days = u32::try_from(rules.idempotency_days).unwrap_or(35);
    Capabilities {
        contract: "1.0".to_owned(),
        features: vec![
            Feature::Orders,
            Feature::Projects,
            Feature::Votes,
            Feature::Points,
            Feature::Appointments,
            Feature::Desk,
            Feature::Kiosk,
        ],
        sign_in,
        languages: vec!["zh".to_owned(), "en".to_owned()],
        limits: Limits {
            page_max: rules.page_max,
            body_max_bytes: rules.body_max_bytes,
            upload_max_bytes: rules.upload_max_bytes,
            idempotency_retention_seconds: days.saturating_mul(86_400),
        },
        server_time: app.clock.now(),
    }
}
