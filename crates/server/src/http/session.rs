//! Who asks: the session's cookie, and the extractors.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use linli_contract::Role;

use crate::App;
use crate::account::sessions;
use crate::error::{Code, Error, Result};
use crate::kiosk::device::AtKiosk;

/// A signed-in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Their id in `people`.
    pub id: String,
    /// Their household; workers who live elsewhere have none.
    pub household_id: Option<String>,
    /// What they may do.
    pub roles: Vec<Role>,
    /// A worker's grid; a worker of the centre has none and looks after all.
    pub grid_id: Option<String>,
    /// The kiosk at which they are signed in; nobody is at their own device.
    pub kiosk_id: Option<String>,
}

impl User {
    /// Whether they are a community worker (the operator is one, too).
    pub fn is_worker(&self) -> bool {
        self.roles.contains(&Role::Worker) || self.roles.contains(&Role::Admin)
    }

    /// The same person at a kiosk, where everybody is a resident and nothing else.
    #[must_use]
    pub fn at_kiosk(self, kiosk_id: String) -> Self {
        Self {
            roles: vec![Role::Resident],
            grid_id: None,
            kiosk_id: Some(kiosk_id),
            ..self
        }
    }

    /// Their household.
    ///
    /// # Errors
    /// `no_household` for a worker who lives elsewhere.
    pub fn household(&self) -> Result<&str> {
        self.household_id
            .as_deref()
            .ok_or_else(|| Code::NoHousehold.into())
    }
}

impl FromRequestParts<App> for User {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let MaybeUser(user) = MaybeUser::from_request_parts(parts, app).await?;
        match user {
            Some(user) => Ok(user),
            None => Err(AtKiosk::from_request_parts(parts, app)
                .await?
                .sign_in_first()
                .into()),
        }
    }
}

impl OptionalFromRequestParts<App> for User {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>> {
        let MaybeUser(user) = MaybeUser::from_request_parts(parts, app).await?;
        Ok(user)
    }
}

/// Whoever asks, signed in or not.
#[derive(Clone, Debug)]
pub struct MaybeUser(pub Option<User>);

impl FromRequestParts<App> for MaybeUser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        // Kept for the request: several extractors may ask.
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        let at = AtKiosk::from_request_parts(parts, app).await?;
        let user = match token_of(&parts.headers) {
            Some(token) => sessions::user_of(app, token, &at).await?,
            None => None,
        };
        let found = Self(user);
        parts.extensions.insert(found.clone());
        Ok(found)
    }
}

/// A signed-in community worker; anyone else is refused with `workers_only`.
#[derive(Clone, Debug)]
pub struct Worker(pub User);

impl FromRequestParts<App> for Worker {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let user = <User as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        if user.is_worker() {
            Ok(Self(user))
        } else {
            Err(Code::WorkersOnly.into())
        }
    }
}

/// The operator; a worker is refused with `not_allowed`, anyone else with `workers_only`.
#[derive(Clone, Debug)]
pub struct Admin(pub User);

impl FromRequestParts<App> for Admin {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let Worker(user) = Worker::from_request_parts(parts, app).await?;
        if user.roles.contains(&Role::Admin) {
            Ok(Self(user))
        } else {
            Err(Code::NotAllowed.into())
        }
    }
}

/// A cookie of ours: its name over https, and over plain http.
struct Cookie(&'static str, &'static str);

/// Somebody's session.
const SESSION: Cookie = Cookie("__Host-linli", "linli");

/// A paired device.
const DEVICE: Cookie = Cookie("__Host-linli_kiosk", "linli_kiosk");

/// Whether the browser spoke https. This program itself does not: a proxy in front of it says so.
/// Who forges the header can only make their own cookie stricter.
pub fn https(headers: &HeaderMap) -> bool {
    headers
        .get("x-forwarded-proto")
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"https"))
}

/// The session's token in the request. Over https only the `__Host-` name counts, which no
/// neighbouring site can set.
pub fn token_of(headers: &HeaderMap) -> Option<&str> {
    SESSION.of(headers)
}

/// The credential of a paired device in the request.
pub fn device_token_of(headers: &HeaderMap) -> Option<&str> {
    DEVICE.of(headers)
}

/// A `Set-Cookie` that keeps a session's `token` for `max_age` seconds; an empty token and 0 remove it.
pub fn session_cookie(headers: &HeaderMap, token: &str, max_age: i64) -> String {
    SESSION.set(headers, token, max_age)
}

/// The same for a device's credential.
pub fn device_cookie(headers: &HeaderMap, token: &str, max_age: i64) -> String {
    DEVICE.set(headers, token, max_age)
}

impl Cookie {
    fn of<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let wanted = self.name(headers);
        headers
            .get_all(COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == wanted).then_some(value))
            .filter(|token| !token.is_empty() && token.len() <= 128)
    }

    fn set(&self, headers: &HeaderMap, token: &str, max_age: i64) -> String {
        let name = self.name(headers);
        let secure = if https(headers) { "; Secure" } else { "" };
        format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}")
    }

    fn name(&self, headers: &HeaderMap) -> &'static str {
        if https(headers) { self.0 } else { self.1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn over_https_only_the_host_cookie_counts() {
        let mut headers = HeaderMap::new();
        headers.insert(
            COOKIE,
            HeaderValue::from_static("a=b; linli=plain; __Host-linli=strict"),
        );
        assert_eq!(token_of(&headers), Some("plain"));
        assert!(!session_cookie(&headers, "t", 9).contains("Secure"));
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        assert_eq!(token_of(&headers), Some("strict"));
        let cookie = session_cookie(&headers, "t", 9);
        assert_eq!(
            cookie,
            "__Host-linli=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=9; Secure"
        );
    }

    #[test]
    fn the_cookie_of_a_device_is_not_that_of_a_session() {
        let cookies = "linli_kiosk=device; __Host-linli_kiosk=strict; linli=me";
        let mut headers = HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(cookies))]);
        assert_eq!(device_token_of(&headers), Some("device"));
        assert_eq!(token_of(&headers), Some("me"));
        headers.insert("x-forwarded-proto", HeaderValue::from_static("https"));
        assert_eq!(device_token_of(&headers), Some("strict"));
        assert_eq!(token_of(&headers), None);
    }
}
