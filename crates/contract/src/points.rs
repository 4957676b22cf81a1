//! Household points (积分): two accounts, their entries, indicators and appeals.
//!
//! Points are whole numbers, negative where they are taken.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{AppealId, Date, EntryId, GuideSection, IndicatorId, RedemptionId, Timestamp};

open_enum!(
    /// What an entry of the ledger is.
    EntryKind {
        /// Given by an indicator.
        Earn = "earn",
        /// Taken by an indicator.
        Penalty = "penalty",
        /// Exchanged for a reward; held while it is pending.
        Redeem = "redeem",
        /// Lots whose day is over.
        Expire = "expire",
        /// Corrects an earlier entry.
        Reverse = "reverse",
    }
);

open_enum!(
    /// Whether an entry counts.
    EntryState {
        /// Announced, or held for a reward; it does not count yet.
        Pending = "pending",
        /// It counts.
        Posted = "posted",
        /// It never counted and never will.
        Voided = "voided",
    }
);

open_enum!(
    /// What I may do with an entry now.
    EntryAction {
        /// Object to it (有异议).
        Appeal = "appeal",
    }
);

open_enum!(
    /// Where an appeal stands.
    AppealState {
        /// It waits for a decision.
        Open = "open",
        /// The entry was undone.
        Upheld = "upheld",
        /// The entry stands.
        Rejected = "rejected",
    }
);

open_enum!(
    /// What an indicator does.
    IndicatorKind {
        /// It gives points.
        Earn = "earn",
        /// It takes points.
        Penalty = "penalty",
    }
);

open_enum!(
    /// The span that a cap counts in.
    CapPer {
        /// A day.
        Day = "day",
        /// A month.
        Month = "month",
        /// A period of the standing.
        Period = "period",
    }
);

/// My household's points: `GET /v1/points`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsOverview {
    /// When this was true.
    pub as_of: Timestamp,
    /// The running period of the standing.
    pub period: PointsPeriod,
    /// The rating (分值).
    pub standing: StandingAccount,
    /// What can be exchanged for rewards.
    pub spendable: SpendableAccount,
    /// How many entries my household can see in all.
    pub entries: u32,
    /// The day that the oldest of them is for; absent: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// All that is pending, the next to be settled first.
    pub pending: Vec<PointsEntry>,
    /// The last twelve months, the oldest first.
    pub trend: Vec<TrendMonth>,
    /// The name under which my household appears on the boards; absent: it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub board_name: Option<String>,
}

/// A period of the standing, for example a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsPeriod {
    /// The word that entries of this period carry.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its first day.
    pub starts_on: Date,
    /// Its last day.
    pub ends_on: Date,
}

/// The rating of a household. Spending never lowers it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct StandingAccount {
    /// The sum of the posted entries of the running period, in points.
    pub points: i64,
    /// The sum of the pending ones, in points.
    pub pending: i64,
    /// The band that `points` are in.
    pub band: Band,
    /// The next one, unless this is the highest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_band: Option<Band>,
    /// My household is among this share of all, in percent, rounded up to tens; absent below the middle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_percent: Option<u32>,
    /// What the period before ended with, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_period: Option<i64>,
}

/// What a household can spend: `points` is `posted` less `held`, and never below zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct SpendableAccount {
    /// What can be spent now, in points.
    pub points: i64,
    /// The sum of all posted entries, in points.
    pub posted: i64,
    /// What is held for rewards that wait for pick-up, and for reversals in notice, in points.
    pub held: u32,
    /// The sum of announced entries, in points.
    pub pending: i64,
    /// The next lots that expire, the nearest first, at most six.
    pub expiries: Vec<Expiry>,
}

/// Lots that expire at the end of the same day, taken together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Expiry {
    /// The last day on which they can be spent.
    pub last_day: Date,
    /// What is left of them, in points.
    pub points: u32,
    /// Whether it is near enough to be announced: 30 days or less.
    pub notice: bool,
}

/// The posted entries of one month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct TrendMonth {
    /// The month, `YYYY-MM`.
    pub month: String,
    /// By how many points they moved the standing.
    pub standing: i64,
    /// How many points to spend they gave.
    pub earned: u32,
    /// How many points were spent, expired or taken back.
    pub spent: u32,
    /// How many entries they are.
    pub entries: u32,
}

/// A label of the standing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Band {
    /// Its stable word.
    pub code: String,
    /// Its name.
    pub name: String,
    /// From this many points on.
    pub from: i64,
    /// What it brings, or what leads to the next one, in a sentence.
    pub hint: String,
}

/// One entry of the ledger (积分明细).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsEntry {
    /// Its id.
    pub id: EntryId,
    /// What it is.
    pub kind: EntryKind,
    /// Whether it counts.
    pub state: EntryState,
    /// By how many points it moves the standing.
    pub standing: i64,
    /// By how many points it moves what can be spent.
    pub spendable: i64,
    /// For what, in words.
    pub title: String,
    /// More about it, in the words of who recorded it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Its indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<IndicatorId>,
    /// The day it is for.
    pub for_day: Date,
    /// The code of the period whose standing it counts for.
    pub period: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Until when it is announced, or a reward is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_until: Option<Timestamp>,
    /// Whether a reversing entry was posted for it.
    pub corrected: bool,
    /// Where the appeal against it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<AppealState>,
}

/// Entries of my household: `GET /v1/points/entries`, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsEntryPage {
    /// The entries of this page.
    pub items: Vec<PointsEntry>,
    /// Pass as `cursor` to get the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
    /// What the whole list has, as the server claims.
    pub total: PointsTotal,
}

/// What all entries of a filter are together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsTotal {
    /// How many there are.
    pub entries: u32,
    /// How far the posted ones move the standing, whatever their period, in points.
    pub standing: i64,
    /// How far the posted ones move what can be spent, in points.
    pub spendable: i64,
}

/// An entry with all that explains it: `GET /v1/points/entries/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsEntryDetail {
    /// The entry.
    pub entry: PointsEntry,
    /// Why, in a sentence or two.
    pub reason: String,
    /// The version of the indicator that it was recorded by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Indicator>,
    /// Who recorded it, in words.
    pub recorded_by: String,
    /// The second worker, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed_by: Option<String>,
    /// From when on it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posted_at: Option<Timestamp>,
    /// When it was voided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voided_at: Option<Timestamp>,
    /// Why it was voided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void_reason: Option<String>,
    /// Of the lot that it gave: the last day on which it can be spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<Date>,
    /// Of the lot that it gave: what is left of it, in points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
    /// Until when my household can object; absent where it cannot, and while the entry is pending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal_until: Option<Timestamp>,
    /// The appeal against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
    /// The entry that it corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reverses: Option<EntryId>,
    /// The entry that corrects it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversed_by: Option<EntryId>,
    /// The redemption it pays for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redemption_id: Option<RedemptionId>,
    /// What I may do now.
    pub actions: Vec<EntryAction>,
}

/// An appeal (申诉) and, once decided, its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Appeal {
    /// Its id.
    pub id: AppealId,
    /// What is said to be wrong.
    pub text: String,
    /// Where it stands.
    pub state: AppealState,
    /// When it was made.
    pub made_at: Timestamp,
    /// Until when it is decided.
    pub due_at: Timestamp,
    /// The answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<Timestamp>,
}

/// Objects to an entry: `POST /v1/points/entries/{id}/appeal`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewAppeal {
    /// What is wrong with it, 1 to 500 characters.
    pub text: String,
}

/// What points are given or taken for (积分指标): `GET /v1/points/indicators`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Indicator {
    /// Its stable word.
    pub code: IndicatorId,
    /// Counts its changes; an entry keeps the version it was recorded by.
    pub version: u32,
    /// Whether it gives or takes.
    pub kind: IndicatorKind,
    /// Its title.
    pub title: String,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// By how many points it moves the standing.
    pub standing: i64,
    /// By how many points it moves what can be spent.
    pub spendable: i64,
    /// How often it counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Cap>,
    /// What has to be shown for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// The charter or law behind it.
    pub basis: String,
    /// The meeting that adopted it.
    pub adopted_by: String,
    /// When it was adopted.
    pub adopted_on: Date,
    /// Whether two workers are needed.
    pub second_worker: bool,
    /// Whether the server gives it by itself, so that no worker records it.
    #[serde(default)]
    pub automatic: bool,
}

/// How often an indicator counts for a household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Cap {
    /// So many times
    pub times: u32,
    /// in this span.
    pub per: CapPer,
}

/// How points work here: `GET /v1/points/rules`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PointsRules {
    /// Counts the changes.
    pub version: u32,
    /// The running period.
    pub period: PointsPeriod,
    /// The bands, from the lowest.
    pub bands: Vec<Band>,
    /// How long an entry is announced before it counts, in days.
    pub notice_days: u32,
    /// How long one can object after that, in days.
    pub appeal_days: u32,
    /// Within how many days an appeal is decided.
    pub decide_days: u32,
    /// How long a reward waits for pick-up, in hours.
    pub pick_up_hours: u32,
    /// After how many months a lot expires, at the end of the month.
    pub expiry_months: u32,
    /// From how many points on an award needs two workers.
    pub large_award: u32,
    /// How many households a board has at least.
    pub min_households: u32,
    /// The rules in words.
    pub sections: Vec<GuideSection>,
}
