//! Who opened a household's file, and who did what at the desk.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{OrderId, PersonId, Timestamp};

open_enum!(
    /// On which page of the desk a file was opened.
    FilePage {
        /// An order of the household.
        Order = "order",
        /// The household's points.
        Points = "points",
        /// A search that found the household or somebody of it.
        Search = "search",
    }
);

open_enum!(
    /// What somebody of the desk is.
    WorkerFunction {
        /// They look after the household's grid, or another one.
        GridWorker = "grid_worker",
        /// They work at the centre.
        Worker = "worker",
    }
);

/// Somebody of the desk opened my household's file: `GET /v1/household/accesses`, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct FileAccess {
    /// Its id.
    pub id: String,
    /// When; looking at the same thing again within half an hour is the same opening.
    pub at: Timestamp,
    /// Who.
    pub name: String,
    /// What they were then.
    pub function: WorkerFunction,
    /// For what.
    pub page: FilePage,
    /// The order that was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_id: Option<OrderId>,
    /// Its reference number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
}

/// A part of what an entry of the audit keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct AuditFact {
    /// Its name.
    pub name: String,
    /// What it was.
    pub value: String,
}

/// An entry of the audit: `GET /v1/desk/audit`, the newest first. Entries are only ever added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct AuditEntry {
    /// Its id.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub person_id: PersonId,
    /// Their name.
    pub person: String,
    /// What was done, such as `order.transition`; the list grows.
    pub action: String,
    /// With what kind of thing.
    pub object_kind: String,
    /// With which one.
    pub object_id: String,
    /// What it keeps of it.
    pub facts: Vec<AuditFact>,
}
