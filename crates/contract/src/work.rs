//! Everything that waits for the desk, in one queue.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::Timestamp;

open_enum!(
    /// What waits. It says where it is handled, and of what `subject` is the id.
    WorkKind {
        /// An order to move on; the subject is the order, as of the three after it.
        Order = "order",
        /// A household has answered what the desk asked.
        Reply = "reply",
        /// A complaint without an answer.
        Complaint = "complaint",
        /// A dissatisfied household that is to be called.
        CallBack = "call_back",
        /// A wish in review; the subject is the wish.
        Wish = "wish",
        /// A proposal that nobody has looked at; the subject is the project, as of the two after it.
        Proposal = "proposal",
        /// A comment that nobody has looked at.
        Comment = "comment",
        /// A published concern without an answer.
        Concern = "concern",
        /// An objection to an entry of points; the subject is the appeal.
        Appeal = "appeal",
        /// An entry of points that waits for a second worker; the subject is the entry.
        PointsReview = "points_review",
        /// A vote on paper that waits for a second worker; the subject is the ballot.
        PaperVote = "paper_vote",
        /// A screen that asks to become a kiosk; the subject is the request, the detail its six digits.
        Pairing = "pairing",
    }
);

/// One thing that waits: `GET /v1/desk/work`, the nearest deadline first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct WorkItem {
    /// What it is.
    pub kind: WorkKind,
    /// Its id, which nothing else in the queue has.
    pub id: String,
    /// The id of what is opened to handle it.
    pub subject: String,
    /// What it is about.
    pub title: String,
    /// Who and where, or the beginning of what was said; may be empty.
    pub detail: String,
    /// The grid of the household, where it is of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grid: Option<String>,
    /// Until when; past means late.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Since when it waits.
    pub since: Timestamp,
    /// The first step was mine, so that another worker has to take this one.
    pub for_a_colleague: bool,
}

/// How much of a kind waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct WorkOfKind {
    /// The kind.
    pub kind: WorkKind,
    /// How many wait.
    pub count: u32,
    /// How many of them are late.
    pub late: u32,
}

/// How much waits in a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct WorkOfGrid {
    /// The grid.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many things of its households wait.
    pub count: u32,
}

/// How much waits: `GET /v1/desk/work/counts`, with a strong `ETag`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct WorkCounts {
    /// The kinds of which something waits.
    pub kinds: Vec<WorkOfKind>,
    /// All grids of the community, whatever grid was asked for.
    pub grids: Vec<WorkOfGrid>,
    /// The grid that I look after; a worker of the centre looks after all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub my_grid: Option<String>,
}
