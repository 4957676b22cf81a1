//! What points are for: rewards, redemptions, and boards by building.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{Band, Date, EntryId, PointsPeriod, RedemptionId, RewardId, Timestamp};

open_enum!(
    /// Where a redemption stands.
    RedemptionState {
        /// It waits for pick-up.
        Held = "held",
        /// It was handed out.
        Done = "done",
        /// It was given back.
        Cancelled = "cancelled",
        /// Nobody came in time.
        Lapsed = "lapsed",
    }
);

/// A reward (兑换品): `GET /v1/points/rewards`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Reward {
    /// Its id.
    pub id: RewardId,
    /// Its name.
    pub title: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What it costs, in points.
    pub cost: u32,
    /// How many are left, in pieces.
    pub stock: u32,
    /// How many a household may take in a period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// How many of these my household still may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// Where it is handed out.
    pub place: String,
    /// The last day on which it can be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// Exchanges points for a reward: `POST /v1/points/redemptions`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewRedemption {
    /// The reward.
    pub reward_id: RewardId,
    /// What it cost when it was shown, in points.
    pub cost: u32,
    /// Unique for ever per person, as in an order.
    pub client_ref: String,
}

/// A reward that my household exchanges points for: `GET /v1/points/redemptions/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Redemption {
    /// Its id.
    pub id: RedemptionId,
    /// The reward.
    pub reward_id: RewardId,
    /// Its name.
    pub title: String,
    /// What it cost, in points.
    pub cost: u32,
    /// The pick-up code, 8 letters and digits without 0 O 1 I; its QR code says the same.
    pub code: String,
    /// Where it stands.
    pub state: RedemptionState,
    /// Where to pick it up.
    pub place: String,
    /// When somebody is there, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Until when it waits.
    pub pick_up_until: Timestamp,
    /// When it was handed out, given back, or lapsed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// The entry that pays for it.
    pub entry_id: EntryId,
}

/// Standing by building: `GET /v1/points/boards`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Boards {
    /// When this was true.
    pub as_of: Timestamp,
    /// The running period.
    pub period: PointsPeriod,
    /// No row has fewer households.
    pub min_households: u32,
    /// In the order of the buildings.
    pub buildings: Vec<BuildingBoard>,
    /// Households that chose to appear, in the order of their chosen names.
    pub taking_part: Vec<BoardName>,
}

/// The households of a building, or of small neighbouring ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct BuildingBoard {
    /// The building or buildings.
    pub name: String,
    /// How many households live there.
    pub households: u32,
    /// The sum of their standings, in points.
    pub standing: i64,
    /// The standing for each household, in tenths of a point, rounded down.
    pub average_tenths: i64,
    /// How many of them have an entry in this period.
    pub active: u32,
}

/// A household under the name that it chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct BoardName {
    /// The chosen name.
    pub name: String,
    /// Its building.
    pub building: String,
    /// Its band.
    pub band: Band,
}

/// Whether my household appears on the boards: `PUT` and `DELETE /v1/points/taking-part`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct TakingPart {
    /// The chosen name; absent: it does not appear.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Appears under a chosen name: `PUT /v1/points/taking-part`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewTakingPart {
    /// The chosen name, 2 to 20 characters.
    pub name: String,
}
