//! Appointments (预约): where, with whom and when one can come, holding a time, booking it, and what
//! can be done with a booking by its code alone.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{BookingId, CentreId, Date, HoldId, KindId, ProviderId, SlotId, Timestamp, WaitingId};

open_enum!(
    /// The four tiers of centres, from the widest.
    CentreTier {
        /// 市
        City = "city",
        /// 区
        District = "district",
        /// 街道
        Street = "street",
        /// 社区
        Community = "community",
    }
);

open_enum!(
    /// How one meets.
    AppointmentMode {
        /// At the centre.
        InPerson = "in_person",
        /// By phone.
        Phone = "phone",
        /// By video.
        Video = "video",
    }
);

open_enum!(
    /// Where a booking stands.
    BookingState {
        /// It blocks its time and waits until somebody confirms it.
        Requested = "requested",
        /// It is agreed.
        Booked = "booked",
        /// They have come.
        Arrived = "arrived",
        /// It took place.
        Fulfilled = "fulfilled",
        /// Given back in time.
        Cancelled = "cancelled",
        /// Nobody came.
        Noshow = "noshow",
        /// It was not confirmed.
        Declined = "declined",
        /// Nobody confirmed it in time.
        Lapsed = "lapsed",
    }
);

open_enum!(
    /// What one may do with a booking now.
    BookingAction {
        /// Take another time.
        Move = "move",
        /// Give it back.
        Cancel = "cancel",
        /// Put an envelope for the provider to it.
        Share = "share",
    }
);

open_enum!(
    /// Where an entry of the waiting list stands.
    WaitingState {
        /// No time has come free yet.
        Waiting = "waiting",
        /// A time is held for it, until the offer ends.
        Offered = "offered",
        /// The offer was booked.
        Taken = "taken",
        /// The offer, or the wanted days, ended.
        Lapsed = "lapsed",
        /// Given up.
        Left = "left",
    }
);

open_enum!(
    /// How a key wraps the envelope's own key.
    KeyAlgorithm {
        /// RSA-OAEP with SHA-256.
        RsaOaep256 = "rsa_oaep_256",
    }
);

/// A kind of appointment with its rules: `GET /v1/appointments/kinds`. Its id says nothing, because it
/// stands in addresses.
// Each of them is a rule of its own.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct AppointmentKind {
    /// Its id.
    pub id: KindId,
    /// Its title, for the screen only.
    pub title: String,
    /// What it is, in a sentence.
    pub about: String,
    /// How long it takes.
    pub minutes: u32,
    /// How one can meet.
    pub modes: Vec<AppointmentMode>,
    /// Whether nobody but the provider may learn of it: neutral words, no trace, no worker.
    pub private: bool,
    /// Whether a chosen name is enough.
    pub alias: bool,
    /// Whether somebody confirms it first.
    pub approval: bool,
    /// Whether an envelope can be put to a booking.
    pub envelope: bool,
    /// Until how many minutes before it can be moved and cancelled.
    pub cancel_minutes: u32,
    /// It is not booked later than so many minutes before.
    pub notice_minutes: u32,
    /// It is not booked earlier than so many days before.
    pub ahead_days: u32,
    /// How long a chosen time is held.
    pub hold_minutes: u32,
    /// After how many minutes of waiting the time is given up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_minutes: Option<u32>,
    /// What one should know before, each a paragraph.
    pub terms: Vec<String>,
}

/// A place where appointments take place: `GET /v1/appointments/centres`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct AppointmentCentre {
    /// Its id.
    pub id: CentreId,
    /// Its tier.
    pub tier: CentreTier,
    /// The next tier up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<CentreId>,
    /// Where it refers people whom it cannot help itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refer_to: Vec<CentreId>,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Opening hours, in words.
    pub hours: String,
    /// Its phone.
    pub phone: String,
    /// What it has.
    pub kinds: Vec<KindId>,
    /// How to get there, or what else to know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
}

/// Somebody with whom one can meet: `GET /v1/appointments/providers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct AppointmentProvider {
    /// Their id.
    pub id: ProviderId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub kinds: Vec<KindId>,
    /// Where.
    pub centres: Vec<CentreId>,
    /// A few sentences about them.
    pub about: String,
    /// What they know most about.
    pub topics: Vec<String>,
    /// The languages they speak, in words.
    pub languages: Vec<String>,
    /// Their qualification, as they showed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualification: Option<Qualification>,
    /// For what only they may read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub public_key: Option<PublicKey>,
}

/// A qualification, as it was shown; a client makes no rank of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Qualification {
    /// What the paper says.
    pub text: String,
    /// Who gave it.
    pub issuer: String,
    /// When.
    pub issued_on: Date,
}

/// A provider's public key, in the numbers of a JSON Web Key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PublicKey {
    /// Its id; a new key has a new one.
    pub id: String,
    /// How it wraps.
    pub algorithm: KeyAlgorithm,
    /// `n` of the JWK, in base64url.
    pub modulus: String,
    /// `e` of the JWK, in base64url.
    pub exponent: String,
}

/// A time one can book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct AppointmentSlot {
    /// Its id.
    pub id: SlotId,
    /// What for.
    pub kind_id: KindId,
    /// Where.
    pub centre_id: CentreId,
    /// With whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<ProviderId>,
    /// From when.
    pub starts_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// How one can meet.
    pub modes: Vec<AppointmentMode>,
    /// How many people can come.
    pub capacity: u32,
    /// How many places are free.
    pub remaining: u32,
}

/// The times of a day: `GET /v1/appointments/slots`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct AppointmentSlots {
    /// When this was true; older than a minute is asked again.
    pub as_of: Timestamp,
    /// The day of `items`; absent when no day has a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The days that have times, the free ones and the full ones.
    pub days: Vec<SlotDay>,
    /// The times, the earliest first.
    pub items: Vec<AppointmentSlot>,
}

/// A day with times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SlotDay {
    /// The day.
    pub day: Date,
    /// How many places are free.
    pub remaining: u32,
}

/// Holds a time: `PUT /v1/appointments/holds/{id}`. The app chooses the id at random.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewHold {
    /// The time.
    pub slot_id: SlotId,
}

/// A time that is held for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Hold {
    /// Its id, a secret of whoever holds it.
    pub id: HoldId,
    /// The time.
    pub slot: AppointmentSlot,
    /// Until when.
    pub expires_at: Timestamp,
    /// Until when it can be extended, by the same request again.
    pub extendable_until: Timestamp,
    /// How many seconds before the end to warn.
    pub warn_seconds: u32,
}

/// Books a time: `POST /v1/appointments/bookings`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewBooking {
    /// The time.
    pub slot_id: SlotId,
    /// What holds it.
    pub hold_id: HoldId,
    /// How to meet.
    pub mode: AppointmentMode,
    /// Whether it is booked under the name and phone of the signed-in person.
    pub real_name: bool,
    /// Otherwise: a chosen name, 1 to 20 characters.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub alias: Option<String>,
    /// Otherwise: a phone, needed where one meets by phone.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub phone: Option<String>,
    /// Whether they agreed that these data are kept for the appointment.
    pub consent: bool,
}

/// A booking (预约): `GET /v1/appointments/bookings/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Booking {
    /// Its id.
    pub id: BookingId,
    /// The code with which it can be seen, moved and cancelled; only in the answer to booking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where it stands.
    pub state: BookingState,
    /// The time.
    pub slot: AppointmentSlot,
    /// What for, for the screen only.
    pub kind: String,
    /// Where.
    pub centre: String,
    /// The address.
    pub address: String,
    /// The phone to call when something does not work out.
    pub centre_phone: String,
    /// With whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// How to meet.
    pub mode: AppointmentMode,
    /// Whether it belongs to a person who signed in.
    pub real_name: bool,
    /// The name, masked where the code alone was shown.
    pub name: String,
    /// The phone, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Until when it can be moved and cancelled.
    pub cancel_until: Timestamp,
    /// Until when it is confirmed; later it has lapsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pending_until: Option<Timestamp>,
    /// When an envelope was put to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared_at: Option<Timestamp>,
    /// What happened, the earliest first.
    pub history: Vec<BookingChange>,
    /// What one may do now.
    pub actions: Vec<BookingAction>,
}

/// A change of a booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct BookingChange {
    /// When.
    pub at: Timestamp,
    /// The state from then on.
    pub state: BookingState,
    /// The time it had from then on.
    pub starts_at: Timestamp,
}

/// Takes another time: `PUT /v1/appointments/bookings/{id}/slot`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewMove {
    /// The time.
    pub slot_id: SlotId,
    /// What holds it.
    pub hold_id: HoldId,
}

/// Something for the provider alone, encrypted before it left the phone:
/// `PUT /v1/appointments/bookings/{id}/envelope`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewEnvelope {
    /// The provider's key that was used.
    pub key_id: String,
    /// The AES-256 key, wrapped by it, in base64url.
    pub wrapped_key: String,
    /// The 12 bytes of the nonce, in base64url.
    pub iv: String,
    /// The content, by AES-GCM, in base64url.
    pub ciphertext: String,
}

/// As it lies with the booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Envelope {
    /// The provider's key that was used.
    pub key_id: String,
    /// The AES-256 key, wrapped by it, in base64url.
    pub wrapped_key: String,
    /// The 12 bytes of the nonce, in base64url.
    pub iv: String,
    /// The content, by AES-GCM, in base64url.
    pub ciphertext: String,
    /// When it was put there.
    pub shared_at: Timestamp,
}

/// What belongs to a code: `GET /v1/appointments/lookup`. One of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct BookingLookup {
    /// A booking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub booking: Option<Booking>,
    /// An entry of the waiting list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Waiting>,
}

/// Waits for a time: `POST /v1/appointments/waiting`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewWaiting {
    /// What for.
    pub kind_id: KindId,
    /// Only there.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub centre_id: Option<CentreId>,
    /// Only with them.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub provider_id: Option<ProviderId>,
    /// Only so.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub mode: Option<AppointmentMode>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// An entry of the waiting list: `GET /v1/appointments/waiting/{id}`. It has no name: that is asked for
/// when the offer is booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Waiting {
    /// Its id.
    pub id: WaitingId,
    /// The code with which it can be seen and left; only in the answer to joining.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Where it stands.
    pub state: WaitingState,
    /// What for.
    pub kind_id: KindId,
    /// Only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub centre_id: Option<CentreId>,
    /// Only with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<ProviderId>,
    /// Only so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<AppointmentMode>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// How many wait before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<u32>,
    /// The time that is held for it; book it with this hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<Hold>,
    /// Since when.
    pub created_at: Timestamp,
}

/// Asks for a call (请社工联系我): `POST /v1/appointments/calls`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewCall {
    /// The name to ask for, chosen freely, 1 to 20 characters.
    pub name: String,
    /// The phone to call.
    pub phone: String,
    /// When it suits, up to 60 characters.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub when: Option<String>,
    /// Whether they agreed to be called.
    pub consent: bool,
}

/// A call that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Call {
    /// Until when somebody calls.
    pub call_by: Timestamp,
    /// Who sees it and calls, in a sentence.
    pub who: String,
}
