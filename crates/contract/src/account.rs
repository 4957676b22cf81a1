//! Who is here: capabilities, community, sessions, people, households, contacts.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{Date, HouseholdId, PersonId, Timestamp};

open_enum!(
    /// A part of the product that a backend may offer. What is absent has no menu entry.
    Feature {
        /// Services, orders and wishes.
        Orders = "orders",
        /// Projects, their comments and their evaluation.
        Projects = "projects",
        /// Ballots, results and recounts.
        Votes = "votes",
        /// Household points.
        Points = "points",
        /// Counselling and other appointments.
        Appointments = "appointments",
        /// The desk of the community workers.
        Desk = "desk",
        /// Kiosks.
        Kiosk = "kiosk",
    }
);

open_enum!(
    /// A way to sign in.
    SignInMethod {
        /// A code sent to the phone.
        PhoneCode = "phone_code",
        /// The number of the household card and its PIN.
        HouseholdCard = "household_card",
        /// One tap, for demonstrations; off by default.
        Demo = "demo",
    }
);

open_enum!(
    /// What a signed-in person may do.
    Role {
        /// Someone who lives here.
        Resident = "resident",
        /// A community worker (社工, 网格员).
        Worker = "worker",
        /// A counsellor.
        Counsellor = "counsellor",
        /// The operator.
        Admin = "admin",
    }
);

/// What this backend can do: `GET /v1/capabilities`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Capabilities {
    /// The version of the contract, `1.0`.
    pub contract: String,
    /// The parts it offers.
    pub features: Vec<Feature>,
    /// The ways to sign in.
    pub sign_in: Vec<SignInMethod>,
    /// Languages of its texts, best first: `zh`, `en`.
    pub languages: Vec<String>,
    /// Limits a client should know before it tries.
    pub limits: Limits,
    /// The server's clock, so that a wrong phone clock can be noticed.
    pub server_time: Timestamp,
}

/// Limits of a backend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Limits {
    /// Largest page a list answers.
    pub page_max: u32,
    /// Largest JSON request body, in bytes.
    pub body_max_bytes: u32,
    /// Largest photo, in bytes.
    pub upload_max_bytes: u32,
    /// How long idempotency keys are kept, in seconds (35 days or more).
    pub idempotency_retention_seconds: u32,
}

/// The neighbourhood: `GET /v1/community`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Community {
    /// Its name, for example 幸福里社区.
    pub name: String,
    /// Where it lies, for example a district and a street.
    pub district: String,
    /// The service centre.
    pub centre: Centre,
    /// Numbers for emergencies, in the order to show.
    pub hotlines: Vec<Hotline>,
}

/// The service centre (服务点).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Centre {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Opening hours, in words.
    pub hours: String,
    /// The desk's phone.
    pub phone: String,
}

/// A number to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Hotline {
    /// What it is for.
    pub name: String,
    /// Digits only.
    pub phone: String,
    /// When it answers, in words; absent means not stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
}

/// Asks for a sign-in code: `POST /v1/sessions/phone-codes`. The answer is the same whether or not
/// the number is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewPhoneCode {
    /// A mainland mobile number, 11 digits.
    pub phone: String,
}

/// A code is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PhoneCode {
    /// Until when the code works.
    pub expires_at: Timestamp,
    /// After how many seconds another one may be asked for.
    pub resend_after_seconds: u32,
}

/// Signs in: `POST /v1/sessions`. The fields that the method needs are required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewSession {
    /// Which way.
    pub method: SignInMethod,
    /// `phone_code`: the number.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub phone: Option<String>,
    /// `phone_code`: the six digits received.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub code: Option<String>,
    /// `household_card`: the eight digits on the card.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub card: Option<String>,
    /// `household_card`: the PIN, six digits.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub pin: Option<String>,
    /// `demo`: which demo account.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub demo_account: Option<PersonId>,
}

/// A session: the answer to signing in, and `GET /v1/sessions/current`. The secret itself is in an
/// `HttpOnly` cookie and never in a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Session {
    /// Who signed in.
    pub me: Me,
    /// When the session ends at the latest.
    pub expires_at: Timestamp,
}

/// A demo account that can be entered with one tap: `GET /v1/demo-accounts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DemoAccount {
    /// Pass it to `POST /v1/sessions`.
    pub id: PersonId,
    /// The person's name.
    pub name: String,
    /// One line about them.
    pub description: String,
    /// What they may do.
    pub role: Role,
}

/// The signed-in person: `GET /v1/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Me {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their phone, in full: it is their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What they may do.
    pub roles: Vec<Role>,
    /// Their household; workers who live elsewhere have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<HouseholdRef>,
}

impl Me {
    /// Whether this person has a role.
    pub fn has(&self, role: &Role) -> bool {
        self.roles.contains(role)
    }

    /// Whether this person works for the community: the operator does, too.
    pub fn works_here(&self) -> bool {
        self.has(&Role::Worker) || self.has(&Role::Admin)
    }
}

/// A household in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct HouseholdRef {
    /// Its id.
    pub id: HouseholdId,
    /// Its address inside the community, for example 8号楼2单元1103.
    pub address: String,
}

/// My household: `GET /v1/household`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Household {
    /// Its id.
    pub id: HouseholdId,
    /// Its address.
    pub address: String,
    /// Its members.
    pub members: Vec<Person>,
    /// What it may still order at the public's cost.
    pub quotas: Vec<Quota>,
}

/// Somebody whom I may name in an order: `GET /v1/people` lists everyone I may act for, myself
/// first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they are to me or to the household: `self`, `spouse`, `child`, `parent`, `resident`, …
    pub relation: String,
    /// Their phone, masked unless it is mine or my household's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The address of their household.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// What a household may still order of a kind of service in the running period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Quota {
    /// Its code, shared by the services that draw on it.
    pub code: String,
    /// Its name, for example 上门维修.
    pub name: String,
    /// How many per period.
    pub limit: u32,
    /// How many are left.
    pub left: u32,
    /// When it is full again.
    pub renews_on: Date,
}

open_enum!(
    /// What a contact does.
    ContactKind {
        /// The grid worker (网格员).
        GridWorker = "grid_worker",
        /// The police officer (社区民警).
        Police = "police",
        /// The family doctor.
        Doctor = "doctor",
        /// The legal adviser.
        Lawyer = "lawyer",
    }
);

/// Somebody responsible for my building: `GET /v1/contacts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Contact {
    /// What they do.
    pub kind: ContactKind,
    /// Their name.
    pub name: String,
    /// Their phone.
    pub phone: String,
    /// What to call them for, in a few words.
    pub about: String,
    /// Whom they serve, for example a grid and its buildings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
}
