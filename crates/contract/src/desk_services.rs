//! The catalogue at the desk, and the four lists of who does what (四张清单).

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{Audience, Payer, ServiceId};

/// One of the lists of who does what: `GET /v1/service-lists`, in the order to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ServiceList {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who does what stands on it, and who answers for it.
    pub about: String,
    /// How many services that can be ordered stand on it.
    pub services: u32,
}

/// The list on which a service stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ServiceListRef {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// A service at the desk, in one line: `GET /v1/desk/services`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskServiceRow {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: String,
    /// The name of its category.
    pub category: String,
    /// Who provides it.
    pub provider: String,
    /// The list on which it stands; a service without one cannot be published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<ServiceListRef>,
    /// Whether it can be ordered.
    pub published: bool,
}

/// A service as a worker edits it: `GET /v1/desk/services/{id}`, with a strong `ETag`, in the words in which it is
/// written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskService {
    /// Its id.
    pub id: ServiceId,
    /// The name of its category.
    pub category: String,
    /// Who provides it.
    pub provider: String,
    /// For what the price is, in words.
    pub unit: String,
    /// Whether it can be ordered.
    pub published: bool,
    /// What can be changed.
    pub terms: ServiceTerms,
}

/// The terms of a service, in the words in which they are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ServiceTerms {
    /// Its name, 2 to 40 characters.
    pub name: String,
    /// The same in English, up to 80 characters; empty shows the Chinese one.
    pub name_en: String,
    /// One line about it, 2 to 120 characters.
    pub summary: String,
    /// The same in English, up to 240 characters.
    pub summary_en: String,
    /// Who pays.
    pub payer: Payer,
    /// What the resident pays, in fen: nothing where the government pays, else more than nothing.
    pub price_fen: i64,
    /// For whom it is.
    pub audience: Audience,
    /// The promised answer, in hours.
    pub promise_hours: u32,
    /// The list on which it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_id: Option<String>,
}

/// What can be changed of a service: `PUT /v1/desk/services/{id}`, with `If-Match`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewServiceTerms {
    /// Its name, 2 to 40 characters.
    pub name: String,
    /// The same in English, up to 80 characters; empty shows the Chinese one.
    pub name_en: String,
    /// One line about it, 2 to 120 characters.
    pub summary: String,
    /// The same in English, up to 240 characters.
    pub summary_en: String,
    /// Who pays.
    pub payer: Payer,
    /// What the resident pays, in fen: nothing where the government pays, else more than nothing.
    pub price_fen: i64,
    /// For whom it is.
    pub audience: Audience,
    /// The promised answer, in hours.
    pub promise_hours: u32,
    /// The list on which it stands.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub list_id: Option<String>,
}

impl From<ServiceTerms> for NewServiceTerms {
    fn from(terms: ServiceTerms) -> Self {
        let ServiceTerms {
            name,
            name_en,
            summary,
            summary_en,
            payer,
            price_fen,
            audience,
            promise_hours,
            list_id,
        } = terms;
        Self {
            name,
            name_en,
            summary,
            summary_en,
            payer,
            price_fen,
            audience,
            promise_hours,
            list_id,
        }
    }
}

/// Publishes or withdraws a service: `POST /v1/desk/services/{id}/publication`, with `If-Match` and an
/// `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewServicePublication {
    /// Whether it can be ordered from now on.
    pub publish: bool,
}
