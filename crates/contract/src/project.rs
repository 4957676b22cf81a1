//! Projects (项目): from an idea to its evaluation.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{BallotId, BallotState, CommentId, Date, PictureId, ProjectId, Timestamp, UploadId};

open_enum!(
    /// Where a project stands: 征集 协商 表决 实施 评议 已结束, or 未采纳.
    ProjectStage {
        /// 征集: ideas and comments are collected.
        Collecting = "collecting",
        /// 协商: it is talked over and worked out.
        Deliberating = "deliberating",
        /// 表决: its ballot is announced or open.
        Voting = "voting",
        /// 实施: it was adopted and is being done.
        Building = "building",
        /// 评议: it is done, and residents rate it.
        Evaluating = "evaluating",
        /// 已结束
        Finished = "finished",
        /// 未采纳, with a reason in its history.
        Declined = "declined",
    }
);

open_enum!(
    /// What the signed-in person may do with a project now.
    ProjectAction {
        /// Comment on it.
        Comment = "comment",
        /// Follow it.
        Follow = "follow",
        /// Follow it no more.
        Unfollow = "unfollow",
        /// Vote in its ballot.
        Vote = "vote",
        /// Evaluate it, or change the evaluation of one's household.
        Evaluate = "evaluate",
    }
);

open_enum!(
    /// The columns of comments: 赞成的理由, 担心的地方 and 评议.
    CommentColumn {
        /// 赞成的理由
        Support = "support",
        /// 担心的地方: gets an answer.
        Concern = "concern",
        /// 评议: what a household says with its evaluation.
        Evaluation = "evaluation",
    }
);

open_enum!(
    /// Whether a comment is published.
    CommentState {
        /// A worker has not looked at it yet; only its author sees it.
        Waiting = "waiting",
        /// Everybody sees it.
        Published = "published",
        /// It is not published, and `reason` says why; only its author sees it.
        Refused = "refused",
    }
);

open_enum!(
    /// The outcome of a risk assessment (重大决策风险评估).
    RiskLevel {
        /// 低风险
        Low = "low",
        /// 中风险
        Medium = "medium",
        /// 高风险
        High = "high",
    }
);

/// A public picture: `GET /v1/pictures/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Picture {
    /// Its id.
    pub id: PictureId,
    /// What can be seen on it, in words.
    pub alt: String,
}

/// A row of the projects: `GET /v1/projects`, those in motion first, then the newest change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct ProjectRow {
    /// Its id.
    pub id: ProjectId,
    /// Its title.
    pub title: String,
    /// What it is about, in one or two sentences.
    pub summary: String,
    /// Where it stands.
    pub stage: ProjectStage,
    /// Where, in words.
    pub place: String,
    /// What it costs, in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_fen: Option<i64>,
    /// Its first picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
    /// Its ballot, once that is announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot_id: Option<BallotId>,
    /// When its stage changed last.
    pub changed_at: Timestamp,
    /// Whether everybody sees it; a proposal waits for a worker's look and is until then shown to
    /// its proposer alone.
    pub listed: bool,
    /// Whether I proposed it.
    pub mine: bool,
    /// Whether I follow it.
    pub following: bool,
}

/// A project: `GET /v1/projects/{id}`, with a strong `ETag`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// Its title.
    pub title: String,
    /// What it is about, in one or two sentences.
    pub summary: String,
    /// Paragraphs of plain text.
    pub text: Vec<String>,
    /// Where it stands.
    pub stage: ProjectStage,
    /// Where, in words.
    pub place: String,
    /// What it costs, in fen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_fen: Option<i64>,
    /// Who pays, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funding: Option<String>,
    /// Who proposed it, in words: a chosen name, a body, or a neighbour of a building.
    pub proposer: String,
    /// Its pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
    /// What is planned and done, in order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// Its meetings, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<Meeting>,
    /// Its risk assessment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<Assessment>,
    /// Its stages, oldest first.
    pub history: Vec<StageChange>,
    /// What residents think of the result, from `evaluating` on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    /// How many comments are published.
    pub comments: CommentCounts,
    /// Its ballot, once that is announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot_id: Option<BallotId>,
    /// Where this ballot stands, which the stage of the project does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ballot_state: Option<BallotState>,
    /// Whether everybody sees it.
    pub listed: bool,
    /// Whether I proposed it.
    pub mine: bool,
    /// Whether I follow it.
    pub following: bool,
    /// What I may do now; empty when signed out.
    pub actions: Vec<ProjectAction>,
}

/// A step of the work, planned and done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Milestone {
    /// The worker's own word for it, unique in the project.
    pub id: String,
    /// What is done.
    pub title: String,
    /// The planned day.
    pub planned_on: Date,
    /// The day it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Its pictures.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
}

/// A meeting about a project (议事会, 四方会商).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Meeting {
    /// The worker's own word for it, unique in the project.
    pub id: String,
    /// Another one after every change; whoever changes it says, in quotes, as `If-Match` which one they have read.
    pub version: String,
    /// Which meeting.
    pub title: String,
    /// When.
    pub starts_at: Timestamp,
    /// Where.
    pub place: String,
    /// What is talked about.
    pub agenda: String,
    /// What was said, afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<String>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<MeetingDecision>,
}

/// One decision of a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct MeetingDecision {
    /// What.
    pub text: String,
    /// Who does it.
    pub who: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// Whether it is done.
    pub done: bool,
}

/// The published risk assessment of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Assessment {
    /// Its outcome.
    pub level: RiskLevel,
    /// Paragraphs of plain text.
    pub text: Vec<String>,
    /// When it was published.
    pub published_at: Timestamp,
}

/// A stage and why it was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct StageChange {
    /// The stage from then on.
    pub stage: ProjectStage,
    /// Since when.
    pub at: Timestamp,
    /// What a worker said about it; empty for the first.
    pub text: String,
}

/// What households think of the result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Evaluation {
    /// How many households chose each level, from 1 (很不满意) to 5 (非常满意).
    pub levels: Vec<u32>,
    /// The level that my household chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<u8>,
    /// What my household said with it, published or not; the published words are the comments of the
    /// column `evaluation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine_text: Option<String>,
}

/// How many comments are published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct CommentCounts {
    /// 赞成的理由
    pub support: u32,
    /// 担心的地方
    pub concern: u32,
    /// Concerns that have an answer.
    pub concern_answered: u32,
}

/// A comment: `GET /v1/projects/{id}/comments`, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Comment {
    /// Its id.
    pub id: CommentId,
    /// Its column.
    pub column: CommentColumn,
    /// What it says.
    pub text: String,
    /// Who wrote it, in words that do not name the household.
    pub author: String,
    /// When it was written.
    pub at: Timestamp,
    /// Whether it is published.
    pub state: CommentState,
    /// Whether I wrote it.
    pub mine: bool,
    /// Refused: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The community's answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<CommentAnswer>,
}

/// An answer to a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct CommentAnswer {
    /// The answer.
    pub text: String,
    /// Who answered.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Proposes a project: `POST /v1/projects`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewProject {
    /// Its title, 4 to 60 characters.
    pub title: String,
    /// What should be done and why, 10 to 2000 characters; a line feed begins a paragraph.
    pub text: String,
    /// Where, 1 to 100 characters.
    pub place: String,
    /// What it may cost, if known.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub cost_fen: Option<i64>,
    /// The name to show as proposer, up to 20 characters; absent means "a neighbour of building 3".
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub signed_as: Option<String>,
    /// Photos, at most 3; public once the project is listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<UploadId>,
    /// Unique for ever per person, as in an order.
    pub client_ref: String,
}

/// Comments on a project: `POST /v1/projects/{id}/comments`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// Its column.
    pub column: CommentColumn,
    /// What it says, 2 to 500 characters.
    pub text: String,
    /// Unique for ever per person, as in an order.
    pub client_ref: String,
}

/// Evaluates a project as a household: `PUT /v1/projects/{id}/evaluation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewEvaluation {
    /// 1 (很不满意) to 5 (非常满意).
    pub level: u8,
    /// More, up to 500 characters; may be empty. A worker looks at it before others read it.
    pub text: String,
}
