//! The result of a ballot and the course of its count.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{
    BallotId, BallotKind, CountRule, OptionId, Roll, Threshold, Timestamp, Turnout, VoteChannel,
};

open_enum!(
    /// What one step of a count did.
    StepKind {
        /// The option was chosen.
        Chosen = "chosen",
        /// The option did not fit into what was left and was left out.
        Skipped = "skipped",
        /// Equal shares: every voter's share of the budget in the count that stands.
        Endowment = "endowment",
        /// Equal shares: with one yuan more for every voter, the outcome would overspend; so this
        /// one stands.
        Completed = "completed",
    }
);

open_enum!(
    /// Why an option was not chosen.
    NotChosenReason {
        /// Nobody chose it.
        NoVotes = "no_votes",
        /// It costs more than the whole budget.
        DearerThanBudget = "dearer_than_budget",
        /// Others had more votes.
        FewerVotes = "fewer_votes",
        /// The last chosen one had as many votes and stands earlier in the published order.
        Tie = "tie",
        /// It cost more than was left when its turn came.
        DoesNotFit = "does_not_fit",
        /// Equal shares: its supporters' shares together did not pay for it.
        SupportersShort = "supporters_short",
        /// Too few took part, by head or by area.
        ParticipationShort = "participation_short",
        /// Too few said yes, by head or by area.
        ConsentShort = "consent_short",
    }
);

open_enum!(
    /// What a bar measures.
    Measure {
        /// 参与人数
        ParticipationHeads = "participation_heads",
        /// 参与面积
        ParticipationArea = "participation_area",
        /// 同意人数
        ConsentHeads = "consent_heads",
        /// 同意面积
        ConsentArea = "consent_area",
    }
);

/// The result of a closed ballot: `GET /v1/ballots/{id}/result`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct BallotResult {
    /// The ballot.
    pub ballot_id: BallotId,
    /// What was asked.
    pub kind: BallotKind,
    /// How it was counted.
    pub rule: CountRule,
    /// The hash of the frozen terms.
    pub terms_hash: String,
    /// When it was counted.
    pub counted_at: Timestamp,
    /// How many votes were counted.
    pub ballots: u32,
    /// How many took part.
    pub turnout: Turnout,
    /// Of how many.
    pub roll: Roll,
    /// Turnout by channel; the sum is `ballots`.
    pub channels: Vec<ChannelTurnout>,
    /// How the paper votes add up, where papers were handed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub papers: Option<Papers>,
    /// The votes of each option in the published order; empty for `matters`.
    pub totals: Vec<OptionTotal>,
    /// `matters`: each matter in the published order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matters: Vec<MatterResult>,
    /// The chosen options in the order in which they were chosen, or the adopted matters.
    pub chosen: Vec<OptionId>,
    /// `budget`: what the chosen options cost together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent_fen: Option<i64>,
    /// `budget`: the sum there was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_fen: Option<i64>,
    /// The course of the count.
    pub steps: Vec<CountStep>,
    /// Every option that was not chosen, and why.
    pub not_chosen: Vec<NotChosen>,
    /// Formats of `GET /v1/ballots/{id}/files/{format}`.
    pub files: Vec<String>,
}

/// Turnout of one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ChannelTurnout {
    /// The channel.
    pub channel: VoteChannel,
    /// How many units.
    pub units: u32,
}

/// How the paper votes add up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Papers {
    /// Papers handed out.
    pub handed_out: u32,
    /// Papers whose vote was entered and confirmed.
    pub returned: u32,
}

/// The votes of an option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct OptionTotal {
    /// The option.
    pub option: OptionId,
    /// How many units chose it.
    pub votes: u32,
}

/// The result of one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct MatterResult {
    /// The matter.
    pub option: OptionId,
    /// Heads that said yes.
    pub yes: u32,
    /// Heads that said no.
    pub no: u32,
    /// Heads that abstained.
    pub abstain: u32,
    /// Owners: the area that said yes. The other areas are not told: the bars do not need them, and the area of a
    /// single no is somebody's flat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes_area: Option<i64>,
    /// Whether all bars are reached.
    pub adopted: bool,
    /// What had to be reached: two bars, or four for owners.
    pub bars: Vec<Bar>,
}

/// One threshold and how far it was reached. Heads, or hundredths of a square metre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Bar {
    /// What it measures.
    pub measure: Measure,
    /// What was reached.
    pub value: i64,
    /// Of how much.
    pub total: i64,
    /// The least that reaches it.
    pub needed: i64,
    /// How much is missing; 0 when it is reached.
    pub short_by: i64,
    /// The share that was needed.
    pub threshold: Threshold,
}

/// One step of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct CountStep {
    /// What it did.
    pub kind: StepKind,
    /// Which option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<OptionId>,
    /// Its votes, or its supporters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<u32>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_fen: Option<i64>,
    /// What is left of the budget after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_fen: Option<i64>,
    /// Equal shares, rounded down: what every voter has (`endowment`, and with one yuan more
    /// `completed`), or the most that one supporter paid (`chosen`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_fen: Option<i64>,
}

/// Why an option was not chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct NotChosen {
    /// The option.
    pub option: OptionId,
    /// Why.
    pub reason: NotChosenReason,
    /// Its votes; a matter's yes.
    pub votes: u32,
    /// `fewer_votes`: the votes of the last chosen option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needed: Option<u32>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_fen: Option<i64>,
    /// `does_not_fit`: what was left when its turn came. `supporters_short`: what its supporters
    /// had left together, rounded down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_fen: Option<i64>,
}
