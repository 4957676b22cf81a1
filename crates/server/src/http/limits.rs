//! Limits that keep one address from crowding out the others.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::error::{Code, Error};

/// Counts requests per address in the running minute. Each replica counts for itself, which is
/// enough against accidents and simple floods; what must hold exactly (codes per number, tries per
/// card) is counted in the database.
#[derive(Clone, Default)]
pub struct Limiter(Arc<Mutex<Window>>);

#[derive(Default)]
struct Window {
    minute: i64,
    counts: HashMap<(IpAddr, Kind), u32>,
}

/// What is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Any,
    /// A PIN or a code could be guessed.
    SigningIn,
    /// The code of a booking could be guessed.
    ByCode,
}

impl Limiter {
    /// Counts one more; `false` when it is one too many.
    fn allows(&self, minute: i64, key: (IpAddr, Kind), limit: u32) -> bool {
        let mut window = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if window.minute != minute {
            window.minute = minute;
            window.counts.clear();
        }
        let count = window.counts.entry(key).or_default();
        *count = count.saturating_add(1);
        *count <= limit
    }
}

pub(super) async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let now = app.clock.now();
    let path = request.uri().path();
    let signing_in = *request.method() == Method::POST
        && (path.starts_with("/v1/sessions") || path == "/v1/kiosk/pairings");
    let (kind, limit) = if signing_in {
        (Kind::SigningIn, app.config.rules.sign_ins_per_minute)
    } else if request.headers().contains_key(crate::appointments::CODE) {
        (Kind::ByCode, app.config.appointments.codes_per_minute)
    } else {
        (Kind::Any, app.config.rules.requests_per_minute)
    };
    let minute = now.0.div_euclid(60_000);
    if app.limiter.allows(minute, (address(&request), kind), limit) {
        next.run(request).await
    } else {
        let rest = 60 - now.0.div_euclid(1000).rem_euclid(60);
        Error::new(Code::TooManyRequests)
            .after(u32::try_from(rest).unwrap_or(60))
            .into_response()
    }
}

/// Whose request this is. A proxy on the same machine tells the client's address; from anyone else
/// that header would be a claim.
fn address(request: &Request) -> IpAddr {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |ConnectInfo(address)| {
            address.ip()
        });
    if !peer.is_loopback() {
        return peer;
    }
    request
        .headers()
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.rsplit(',').next())
        .and_then(|last| last.trim().parse().ok())
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_starts_anew_each_minute_and_is_each_address_own() {
        let limiter = Limiter::default();
        let a = (IpAddr::from([10, 0, 0, 1]), Kind::Any);
        let b = (IpAddr::from([10, 0, 0, 2]), Kind::Any);
        assert!(limiter.allows(7, a, 2) && limiter.allows(7, a, 2));
        assert!(!limiter.allows(7, a, 2));
        assert!(limiter.allows(7, b, 2));
        assert!(limiter.allows(8, a, 2));
    }
}
