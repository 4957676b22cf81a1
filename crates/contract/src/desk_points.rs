//! The worker's side of points: recording, a second pair of eyes, reversals, appeals, handing out.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{
    Appeal, AppealState, Date, EntryId, HouseholdId, IndicatorId, PointsEntry, Redemption,
};

open_enum!(
    /// Whether a second worker looked at an entry.
    ReviewState {
        /// One worker is enough.
        NotNeeded = "not_needed",
        /// It waits for a second worker; the household does not see it.
        Waiting = "waiting",
        /// Confirmed.
        Confirmed = "confirmed",
        /// Refused; the household never sees it.
        Refused = "refused",
    }
);

open_enum!(
    /// What a worker may do with an entry now.
    DeskEntryAction {
        /// Confirm it, as the second worker.
        Confirm = "confirm",
        /// Refuse it, as the second worker.
        Refuse = "refuse",
        /// Correct it by a reversing entry, or void it while it is pending.
        Reverse = "reverse",
    }
);

open_enum!(
    /// What the second worker decides.
    ReviewDecision {
        /// It is right.
        Confirm = "confirm",
        /// It is not.
        Refuse = "refuse",
    }
);

/// A household to record points for: `GET /v1/desk/points/households`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskHousehold {
    /// Its id.
    pub id: HouseholdId,
    /// Its address.
    pub address: String,
    /// Its members, in words.
    pub people: String,
    /// Its standing in the running period, in points.
    pub standing: i64,
    /// What it can spend, in points.
    pub spendable: i64,
}

/// Records an entry by an indicator: `POST /v1/desk/points/entries`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewPointsRecord {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Its version that was shown.
    pub version: u32,
    /// The households, 1 to 200, each once; all of them or none.
    pub households: Vec<HouseholdId>,
    /// The day it is for, not in the future.
    pub for_day: Date,
    /// What happened, 1 to 200 characters; the household reads it.
    pub note: String,
    /// Unique for ever per person, as in an order.
    pub client_ref: String,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsRecord {
    /// The entries, in the order of the households.
    pub entries: Vec<DeskEntry>,
}

/// An entry as a worker sees it: `GET /v1/desk/points/entries`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskEntry {
    /// The entry.
    pub entry: PointsEntry,
    /// Whose it is.
    pub household_id: HouseholdId,
    /// Where they live.
    pub address: String,
    /// Who recorded it, in words.
    pub recorded_by: String,
    /// Whether that was me, so that another worker has to look at it.
    pub recorded_by_me: bool,
    /// Whether a second worker looked at it.
    pub review: ReviewState,
    /// Who did, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<String>,
    /// What they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_text: Option<String>,
    /// Why it was voided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void_reason: Option<String>,
    /// The entry that it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<EntryId>,
    /// What I may do now.
    pub actions: Vec<DeskEntryAction>,
}

/// Confirms or refuses an entry: `POST /v1/desk/points/entries/{id}/review`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewPointsReview {
    /// Which of the two.
    pub decision: ReviewDecision,
    /// Refused: why, up to 200 characters; confirmed: may be empty.
    pub text: String,
}

/// Corrects an entry: `POST /v1/desk/points/entries/{id}/reversal`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewReversal {
    /// Why, 1 to 200 characters; the household reads it.
    pub reason: String,
}

/// An appeal as a worker sees it: `GET /v1/desk/points/appeals`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskAppeal {
    /// The appeal.
    pub appeal: Appeal,
    /// The entry it is about.
    pub entry: DeskEntry,
    /// Who made it.
    pub person: String,
    /// Whether it is open and I did not record the entry.
    pub can_decide: bool,
}

/// Decides an appeal: `POST /v1/desk/points/appeals/{id}/decision`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewAppealDecision {
    /// Upheld or rejected.
    pub decision: AppealState,
    /// The answer, 1 to 500 characters; the household reads it.
    pub answer: String,
}

/// A redemption as a worker sees it: `GET /v1/desk/points/redemptions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskRedemption {
    /// The redemption.
    pub redemption: Redemption,
    /// Whose it is.
    pub household_id: HouseholdId,
    /// Where they live.
    pub address: String,
    /// Who asked for it.
    pub person: String,
}

/// Hands a reward out: `POST /v1/desk/points/handouts`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewHandout {
    /// The pick-up code, as scanned or typed.
    pub code: String,
}
