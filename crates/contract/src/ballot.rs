//! Ballots (表决) and votes (选票).

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{BallotId, Date, OptionId, Picture, ProjectId, Timestamp};

open_enum!(
    /// What a voter is asked.
    BallotKind {
        /// Yes, no or abstain for each matter.
        Matters = "matters",
        /// One option.
        One = "one",
        /// Up to `max_choices` options.
        UpTo = "up_to",
        /// Options whose costs fit into `budget_fen`.
        Budget = "budget",
    }
);

open_enum!(
    /// Who has one vote.
    VotingUnit {
        /// Every grown-up resident.
        Resident = "resident",
        /// Every household; any grown-up member casts or changes its vote.
        Household = "household",
        /// Every owner, however many flats they own; counted by head and by area.
        Owner = "owner",
        /// Every member of an association.
        Member = "member",
    }
);

open_enum!(
    /// How votes are counted.
    CountRule {
        /// The options with the most votes, `max_choices` or one; ties by the published order.
        MostVotes = "most_votes",
        /// By votes, each option that still fits into the budget.
        Greedy = "greedy",
        /// The Method of Equal Shares with cost utilities, as the contract's README states it.
        EqualShares = "equal_shares",
        /// A matter is adopted by more than half of those who took part.
        Majority = "majority",
        /// Article 278 of the Civil Code: by area and by head, twice.
        Owners278 = "owners_278",
    }
);

open_enum!(
    /// Where a ballot stands.
    BallotState {
        /// Only workers see it.
        Draft = "draft",
        /// Everybody can read it; it cannot be voted in yet.
        Announced = "announced",
        /// Votes are taken.
        Open = "open",
        /// It is counted.
        Closed = "closed",
    }
);

open_enum!(
    /// Whether I can vote, and why not.
    Eligibility {
        /// I can vote when it is open.
        Eligible = "eligible",
        /// My account belongs to no household.
        NoHousehold = "no_household",
        /// I am not on its roll.
        NotOnRoll = "not_on_roll",
        /// I am under 18.
        UnderAge = "under_age",
    }
);

open_enum!(
    /// How a vote came: 线上 自助机 现场 上门.
    VoteChannel {
        /// 线上
        Online = "online",
        /// 自助机
        Kiosk = "kiosk",
        /// 现场: a paper vote handed in at the centre.
        Paper = "paper",
        /// 上门: a paper vote collected at the door.
        Visit = "visit",
    }
);

open_enum!(
    /// An answer to one matter.
    MatterAnswer {
        /// 同意
        Yes = "yes",
        /// 反对
        No = "no",
        /// 弃权
        Abstain = "abstain",
    }
);

open_enum!(
    /// What became of the vote behind a receipt.
    ReceiptState {
        /// It is the vote of its unit; after close, it was counted.
        Counted = "counted",
        /// The unit changed its vote later and has a newer receipt.
        Replaced = "replaced",
    }
);

/// A row of the ballots: `GET /v1/ballots`, open ones first, the nearest close first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct BallotRow {
    /// Its id.
    pub id: BallotId,
    /// The project it decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
    /// Its title.
    pub title: String,
    /// What is asked.
    pub kind: BallotKind,
    /// Who has one vote.
    pub unit: VotingUnit,
    /// Where it stands.
    pub state: BallotState,
    /// When it opens or opened.
    pub opens_at: Timestamp,
    /// When it closes or closed.
    pub closes_at: Timestamp,
    /// How many options or matters it has.
    pub options: u32,
    /// Budget ballots: the sum to spend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_fen: Option<i64>,
    /// How many took part so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnout: Option<Turnout>,
    /// My own standing; absent when signed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<Standing>,
}

/// A ballot: `GET /v1/ballots/{id}`, with a strong `ETag`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Ballot {
    /// Its id.
    pub id: BallotId,
    /// Counts the changes before it was frozen.
    pub version: u32,
    /// The project it decides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
    /// Its title.
    pub title: String,
    /// Paragraphs of plain text.
    pub text: Vec<String>,
    /// What is asked.
    pub kind: BallotKind,
    /// Who has one vote.
    pub unit: VotingUnit,
    /// The options or matters, in the published order.
    pub options: Vec<BallotOption>,
    /// `up_to`: how many options may be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_choices: Option<u32>,
    /// `budget`: the sum to spend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_fen: Option<i64>,
    /// How it is counted.
    pub rule: CountRule,
    /// The rule in words, with the law or the meeting it comes from.
    pub rule_text: String,
    /// `majority` and `owners_278`: what must be reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thresholds: Option<Thresholds>,
    /// Who may vote.
    pub roll: Roll,
    /// Who can see what, in words.
    pub secrecy: String,
    /// When it opens or opened.
    pub opens_at: Timestamp,
    /// When it closes or closed.
    pub closes_at: Timestamp,
    /// Where it stands.
    pub state: BallotState,
    /// The frozen rules, options and denominators as one canonical text; absent until they are
    /// frozen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// The SHA-256 of `terms` in UTF-8, 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_hash: Option<String>,
    /// How many took part so far; nothing else is told before close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnout: Option<Turnout>,
    /// My own standing; absent when signed out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<Standing>,
}

/// An option or a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct BallotOption {
    /// Its id.
    pub id: OptionId,
    /// Its title.
    pub title: String,
    /// More, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What it costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_fen: Option<i64>,
    /// A picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// The project behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project_id: Option<ProjectId>,
    /// Owners: a matter of items 6 to 8 of article 278, which needs three quarters.
    pub special: bool,
}

/// What must be reached, as the ballot's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Thresholds {
    /// The heads that must take part, of all heads on the roll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participation_heads: Option<Threshold>,
    /// The area that must take part, of all area on the roll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participation_area: Option<Threshold>,
    /// Who must say yes, of those who took part; by head and, with areas, by area.
    pub consent: Threshold,
    /// The same for special matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special: Option<Threshold>,
}

/// An exact share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Threshold {
    /// Its numerator.
    pub num: u32,
    /// Its denominator.
    pub den: u32,
    /// Whether the share itself is enough (以上), or more than it is needed (过半).
    pub inclusive: bool,
}

/// Who may vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Roll {
    /// Its name.
    pub name: String,
    /// How many units have a vote.
    pub units: u32,
    /// Owners: the sum of their areas.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<i64>,
}

/// How many took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Turnout {
    /// How many units.
    pub units: u32,
    /// Owners: the area of these, until the close rounded down to a hundredth of the roll's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<i64>,
    /// When this was counted.
    pub as_of: Timestamp,
}

/// Where I stand with a ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Standing {
    /// Whether I may vote in it while it is open.
    pub eligible: bool,
    /// Why, or why not.
    pub reason: Eligibility,
    /// The unit whose vote I cast, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_label: Option<String>,
    /// Whether this unit has a vote.
    pub voted: bool,
    /// The day of its latest vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_on: Option<Date>,
    /// How its latest vote came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<VoteChannel>,
}

/// The vote of my unit: `GET /v1/ballots/{id}/vote`, with a strong `ETag`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Vote {
    /// The ballot.
    pub ballot_id: BallotId,
    /// What is chosen.
    pub choices: Vec<VoteChoice>,
    /// Its receipt number, 16 digits; to show in groups of four.
    pub receipt: String,
    /// The hash of the terms it was cast under.
    pub terms_hash: String,
    /// When it was cast or changed last; absent once the ballot is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<Timestamp>,
    /// Who of the unit cast or changed it, or the worker who entered it; absent once the ballot is
    /// closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_by: Option<String>,
    /// How it came.
    pub channel: VoteChannel,
}

/// One chosen option, or the answer to one matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct VoteChoice {
    /// The option.
    pub option: OptionId,
    /// `matters` only: the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<MatterAnswer>,
}

/// Casts or changes the vote of my unit: `PUT /v1/ballots/{id}/vote`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewVote {
    /// Unique for this try: with the same one and the same choices, a repetition finds the vote it
    /// made.
    pub client_ref: String,
    /// `terms_hash` of the ballot that was shown.
    pub terms_hash: String,
    /// What is chosen: every matter with an answer, or the chosen options.
    pub choices: Vec<VoteChoice>,
}

/// What a receipt says: `GET /v1/receipts/{number}`. Never what was chosen, by whom, or when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Receipt {
    /// The number, 16 digits.
    pub number: String,
    /// The ballot.
    pub ballot_id: BallotId,
    /// Its title.
    pub title: String,
    /// What became of the vote.
    pub state: ReceiptState,
    /// Whether the ballot is closed.
    pub closed: bool,
}

/// All receipts that were counted: `GET /v1/ballots/{id}/receipts`, in order of their numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ReceiptList {
    /// The ballot.
    pub ballot_id: BallotId,
    /// How many votes were counted; as many as there are numbers.
    pub ballots: u32,
    /// The numbers, 16 digits each.
    pub numbers: Vec<String>,
}
