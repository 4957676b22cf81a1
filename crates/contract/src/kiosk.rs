//! Kiosks (自助机): pairing a device, signing in at it from one's own phone, and what a device may know.
//!
//! Both flows have the shape of the OAuth device flow (RFC 8628): the screen shows a short code and
//! polls with a secret that it alone has, and somebody who is signed in elsewhere decides.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{KioskId, PairingId, Timestamp};

/// A screen that asks to become a kiosk: `POST /v1/kiosk/pairings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct KioskPairing {
    /// What the screen polls with; a secret, never shown.
    pub device_code: String,
    /// What the screen shows and the worker compares: six digits.
    pub user_code: String,
    /// Until when a worker may decide.
    pub expires_at: Timestamp,
    /// The shortest time between two polls, in seconds.
    pub interval_seconds: u32,
}

/// Asks whether it was decided: `POST /v1/kiosk/pairings/claim` and `POST /v1/kiosk/sign-ins/claim`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The secret of the request.
    pub device_code: String,
}

/// What a paired device knows about itself: `GET /v1/kiosk`. Nothing in it is about a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Kiosk {
    /// Its id.
    pub id: KioskId,
    /// Its name, for example 一楼大厅1号机.
    pub name: String,
    /// Where it stands.
    pub place: String,
    /// When it was paired.
    pub paired_at: Timestamp,
    /// Opens the device's own page without a network.
    pub staff_pin: PinCheck,
    /// After how many seconds without a touch it asks whether somebody is there.
    pub idle_seconds: u32,
    /// The same where somebody fills in a form or reads a result, in seconds.
    pub form_idle_seconds: u32,
    /// How long it asks before it clears everything, in seconds.
    pub warning_seconds: u32,
    /// After how many seconds on the first page the attract screen comes.
    pub attract_seconds: u32,
}

/// How a device checks the staff PIN by itself: PBKDF2 with SHA-256, 32 bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PinCheck {
    /// The salt, in lower-case hexadecimal.
    pub salt: String,
    /// The number of iterations.
    pub iterations: u32,
    /// The derived key, in lower-case hexadecimal.
    pub key: String,
}

/// A sign-in that waits for a phone: `POST /v1/kiosk/sign-ins`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct KioskSignIn {
    /// What the kiosk polls with; a secret, never shown.
    pub device_code: String,
    /// What the QR code carries, after the `#` of `/hand-off`; works once.
    pub token: String,
    /// The same for who cannot scan: six digits, typed on the phone.
    pub user_code: String,
    /// Two digits that the phone shows as well, so that nobody signs in at another screen.
    pub match_number: String,
    /// Until when it can be decided.
    pub expires_at: Timestamp,
    /// The shortest time between two polls, in seconds.
    pub interval_seconds: u32,
}

/// Names a waiting sign-in: `POST /v1/sessions/hand-offs/lookup`. One of the two is required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct HandOffRef {
    /// What the QR code carried.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub token: Option<String>,
    /// The six digits on the screen.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub user_code: Option<String>,
}

/// What the phone shows before one agrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct HandOff {
    /// The kiosk's name.
    pub kiosk_name: String,
    /// Where it stands.
    pub place: String,
    /// The two digits that must stand on its screen too.
    pub match_number: String,
    /// Until when one may decide.
    pub expires_at: Timestamp,
}

open_enum!(
    /// A yes or no to a device.
    DeviceDecision {
        /// Yes.
        Approve = "approve",
        /// No.
        Refuse = "refuse",
    }
);

/// Decides a sign-in: `POST /v1/sessions/hand-offs/decision`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct HandOffDecision {
    /// What the QR code carried.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub token: Option<String>,
    /// The six digits on the screen.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub user_code: Option<String>,
    /// Yes or no.
    pub decision: DeviceDecision,
}

/// A paired device as the desk sees it: `GET /v1/desk/kiosks`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskKiosk {
    /// Its id.
    pub id: KioskId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub place: String,
    /// When it was paired.
    pub paired_at: Timestamp,
    /// Who paired it.
    pub paired_by: String,
    /// When it was last in contact; precise to the minute.
    pub seen_at: Timestamp,
}

/// A screen that asks to become a kiosk, as the desk sees it: `GET /v1/desk/kiosk-pairings`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskPairing {
    /// Its id.
    pub id: PairingId,
    /// The six digits that must stand on the screen.
    pub user_code: String,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Until when one may decide.
    pub expires_at: Timestamp,
}

/// Decides a pairing: `POST /v1/desk/kiosk-pairings/{id}/decision`. What `approve` needs is required
/// with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct PairingDecision {
    /// Yes or no.
    pub decision: DeviceDecision,
    /// `approve`: its name, 1 to 40 characters.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// `approve`: where it stands, 1 to 80 characters.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub place: Option<String>,
    /// `approve`: six digits that open the device's own page.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub staff_pin: Option<String>,
}
