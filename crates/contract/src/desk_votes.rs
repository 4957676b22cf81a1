//! The worker's side of projects and ballots.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{
    BallotId, BallotKind, Comment, CountRule, Date, ProjectId, ProjectStage, RiskLevel, Timestamp,
    UploadId, VoteChannel, VoteChoice, VotingUnit,
};

open_enum!(
    /// What a rules check finds.
    CheckCode {
        /// There are fewer options than a choice needs.
        TooFewOptions = "too_few_options",
        /// The same option or title twice.
        Repeated = "repeated",
        /// An option of a budget ballot has no cost.
        CostMissing = "cost_missing",
        /// An option costs more than the whole budget.
        CostOverBudget = "cost_over_budget",
        /// A budget ballot has no budget.
        BudgetMissing = "budget_missing",
        /// `max_choices` is missing, or not below the number of options.
        MaxChoicesWrong = "max_choices_wrong",
        /// The rule does not count this kind or this unit.
        RuleDoesNotFit = "rule_does_not_fit",
        /// Nobody is on the roll.
        RollEmpty = "roll_empty",
        /// The roll is of another unit.
        RollDoesNotFit = "roll_does_not_fit",
        /// It would be open for less than a day.
        TimeTooShort = "time_too_short",
        /// It would be closed at once.
        ClosesInThePast = "closes_in_the_past",
    }
);

/// A comment that waits for a worker: `GET /v1/desk/comments`, the oldest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct DeskComment {
    /// The comment.
    pub comment: Comment,
    /// The project.
    pub project_id: ProjectId,
    /// Its title.
    pub project_title: String,
}

/// Publishes or refuses a comment or a proposal: `POST …/decision`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewPublication {
    /// Whether everybody may see it.
    pub publish: bool,
    /// Refused: why, for its author; may be empty when it is published.
    pub reason: String,
}

/// Answers a comment: `POST /v1/desk/comments/{id}/answer`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewAnswer {
    /// The answer, 2 to 1000 characters.
    pub text: String,
}

/// Posts a project: `POST /v1/desk/projects`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewDeskProject {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub summary: String,
    /// Its text; a line feed begins a paragraph.
    pub text: String,
    /// Where.
    pub place: String,
    /// What it costs.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub cost_fen: Option<i64>,
    /// Who pays; may be empty.
    pub funding: String,
    /// Photos, at most 3.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<UploadId>,
}

/// Moves a project: `POST /v1/desk/projects/{id}/transitions`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewProjectMove {
    /// The next stage.
    pub to: ProjectStage,
    /// What its proposer and followers read, 2 to 500 characters.
    pub text: String,
}

/// Sets a milestone: `PUT /v1/desk/projects/{id}/milestones/{key}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewMilestone {
    /// What is done.
    pub title: String,
    /// The planned day.
    pub planned_on: Date,
    /// The day it was done.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub done_on: Option<Date>,
    /// What came of it.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub text: Option<String>,
    /// Photos, at most 3, which take the place of its pictures. Absent keeps the pictures it has; an
    /// empty list removes them.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub photos: Option<Vec<UploadId>>,
}

/// Sets a meeting: `PUT /v1/desk/projects/{id}/meetings/{key}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewMeeting {
    /// Which meeting.
    pub title: String,
    /// When.
    pub starts_at: Timestamp,
    /// Where.
    pub place: String,
    /// What is talked about.
    pub agenda: String,
    /// What was said.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub minutes: Option<String>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<NewMeetingDecision>,
}

/// One decision of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewMeetingDecision {
    /// What.
    pub text: String,
    /// Who does it.
    pub who: String,
    /// By when.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub due_on: Option<Date>,
    /// Whether it is done.
    pub done: bool,
}

/// Publishes the risk assessment: `PUT /v1/desk/projects/{id}/assessment`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewAssessment {
    /// Its outcome.
    pub level: RiskLevel,
    /// Its text; a line feed begins a paragraph.
    pub text: String,
}

/// A roll that a ballot can have: `GET /v1/desk/rolls`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct RollRow {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Who has one vote.
    pub unit: VotingUnit,
    /// How many units it has now.
    pub units: u32,
    /// Owners: the sum of their areas now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<i64>,
}

/// Makes a draft or replaces it: `POST /v1/desk/ballots`, `PUT /v1/desk/ballots/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewBallot {
    /// The project it decides.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub project_id: Option<ProjectId>,
    /// Its title.
    pub title: String,
    /// Its text; a line feed begins a paragraph.
    pub text: String,
    /// What is asked.
    pub kind: BallotKind,
    /// Who has one vote.
    pub unit: VotingUnit,
    /// The roll, from `GET /v1/desk/rolls`.
    pub roll: String,
    /// The options or matters, in the order to publish.
    pub options: Vec<NewOption>,
    /// `up_to`: how many.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub max_choices: Option<u32>,
    /// `budget`: how much.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub budget_fen: Option<i64>,
    /// How it is counted.
    pub rule: CountRule,
    /// The rule in words, with the law or the meeting it comes from.
    pub rule_text: String,
    /// When it opens.
    pub opens_at: Timestamp,
    /// When it closes.
    pub closes_at: Timestamp,
    /// Whether everybody may read it before it opens.
    pub announce: bool,
}

/// An option or a matter of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewOption {
    /// Its title.
    pub title: String,
    /// More.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub text: Option<String>,
    /// What it costs.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub cost_fen: Option<i64>,
    /// The project behind it.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub project_id: Option<ProjectId>,
    /// Owners: a matter of items 6 to 8 of article 278.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub special: Option<bool>,
}

/// What stands in the way of opening: `GET /v1/desk/ballots/{id}/check`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct BallotCheck {
    /// What must be put right; empty means it can be opened.
    pub problems: Vec<CheckProblem>,
    /// The terms that would be frozen.
    pub terms: String,
    /// Their hash, to send with the opening.
    pub terms_hash: String,
}

/// One finding of a rules check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct CheckProblem {
    /// An RFC 6901 pointer into the draft, for example `/options/2/cost_fen`.
    pub pointer: String,
    /// What is wrong.
    pub code: CheckCode,
}

/// Opens a ballot exactly as it was checked: `POST /v1/desk/ballots/{id}/opening`, with an
/// `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewOpening {
    /// The hash of the checked terms.
    pub terms_hash: String,
}

/// A unit of a ballot's roll: `GET /v1/desk/ballots/{id}/units`, by its label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct UnitRow {
    /// Its id.
    pub id: String,
    /// What the roll calls it.
    pub label: String,
    /// Whether it has a vote.
    pub voted: bool,
    /// The day of its latest vote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_on: Option<Date>,
    /// How that came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<VoteChannel>,
    /// Whether a paper vote of it waits for a second worker.
    pub paper_waiting: bool,
}

/// A paper vote as workers see it: never with its choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct PaperVote {
    /// The ballot.
    pub ballot_id: BallotId,
    /// The unit.
    pub unit_id: String,
    /// What the roll calls it.
    pub label: String,
    /// How it came.
    pub channel: VoteChannel,
    /// Who entered it.
    pub entered_by: String,
    /// When.
    pub entered_at: Timestamp,
    /// Whether the unit has a vote that this one will replace.
    pub replaces: bool,
    /// Whether a second worker entered the same, and it counts.
    pub confirmed: bool,
    /// Its receipt number, once it counts: for the unit, and in this one answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
}

/// Enters a paper vote: `PUT /v1/desk/ballots/{id}/units/{unit}/paper-vote`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewPaperVote {
    /// How it came.
    pub channel: VoteChannel,
    /// What stands on the paper.
    pub choices: Vec<VoteChoice>,
}

/// Enters the same paper once more, by a second worker: `PUT …/paper-vote/confirmation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewConfirmation {
    /// What stands on the paper.
    pub choices: Vec<VoteChoice>,
}

/// Notes how many papers were handed out: `PUT /v1/desk/ballots/{id}/papers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewPapers {
    /// How many papers were handed out so far.
    pub handed_out: u32,
}
