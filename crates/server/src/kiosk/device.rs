//! Paired devices: whether a request comes from one, and from which.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::App;
use crate::account::{secrets, sessions};
use crate::error::{Code, Error, Result};

/// Browsers keep no cookie for longer than 400 days.
pub(super) const COOKIE_SECONDS: i64 = 400 * 86_400;

const MINUTE: i64 = 60_000;

/// A paired device; anything else is refused with `kiosk_not_paired`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id in `kiosks`.
    pub id: String,
}

/// Where a request comes from. [`guard`](super::guard) finds it out once for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum AtKiosk {
    /// From somebody's own device.
    #[default]
    No,
    /// From a kiosk.
    Paired(Device),
    /// From a device that was a kiosk once.
    Unpaired,
}

impl AtKiosk {
    /// The kiosk's id.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Paired(device) => Some(&device.id),
            Self::No | Self::Unpaired => None,
        }
    }

    /// What whoever is not signed in there is told, where that is needed.
    pub const fn sign_in_first(&self) -> Code {
        match self {
            Self::Unpaired => Code::KioskNotPaired,
            Self::No | Self::Paired(_) => Code::SignInRequired,
        }
    }
}

impl FromRequestParts<App> for AtKiosk {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(parts.extensions.get().cloned().unwrap_or_default())
    }
}

impl FromRequestParts<App> for Device {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        match AtKiosk::from_request_parts(parts, app).await? {
            AtKiosk::Paired(device) => Ok(device),
            AtKiosk::No | AtKiosk::Unpaired => Err(Code::KioskNotPaired.into()),
        }
    }
}

/// Whose credential this is.
pub(super) async fn of_token(app: &App, token: &str) -> Result<AtKiosk> {
    let now = app.clock.now().0;
    let found: Option<(String, i64)> = sqlx::query_as(
        "SELECT id, seen_at FROM kiosks WHERE token_hash = $1 AND unpaired_at IS NULL",
    )
    .bind(secrets::token_hash(token))
    .fetch_optional(app.db.pool())
    .await?;
    let Some((id, seen_at)) = found else {
        return Ok(AtKiosk::Unpaired);
    };
    // As with sessions: once a minute, and never a reason to refuse.
    if now - seen_at > MINUTE
        && let Err(error) = touch(app, &id, now).await
    {
        tracing::warn!("a kiosk could not be marked as seen: {error}");
    }
    Ok(AtKiosk::Paired(Device { id }))
}

/// A device that is on asks now and then, so this is also when sessions go that were abandoned.
async fn touch(app: &App, id: &str, now: i64) -> Result<()> {
    let mut tx = app.db.write().await?;
    sqlx::query("UPDATE kiosks SET seen_at = $2 WHERE id = $1 AND seen_at < $2")
        .bind(id)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    sessions::sweep_kiosks(&mut tx, now).await?;
    tx.commit().await
}
