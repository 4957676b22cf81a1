//! Paths and bodies of the desk's calls.

use linli_contract::{
    CommentId, ComplaintId, NewAnswer, NewCallBack, NewComplaintAnswer, NewDecision,
    NewProjectMove, NewPublication, NewTransition, OrderId, ProjectId, WishId,
};

use super::model::Filter;
use crate::domain::text;

/// The queue: orders of one type, those that match a text when there is one, at most so many.
pub(super) fn queue(filter: Filter, q: &str, limit: u32) -> String {
    let mut path = format!(
        "/v1/desk/orders?status_type={}&limit={limit}",
        filter.word()
    );
    let q = q.trim();
    if !q.is_empty() {
        path.push_str("&q=");
        path.push_str(&text::encoded(q));
    }
    path
}

/// An order as a worker sees it.
pub(super) fn order(id: &OrderId) -> String {
    format!("/v1/desk/orders/{id}")
}

/// Where an order is moved.
pub(super) fn transitions(id: &OrderId) -> String {
    format!("/v1/desk/orders/{id}/transitions")
}

/// A move. It has only texts and an instant, which always can be written.
pub(super) fn transition(new: &NewTransition) -> String {
    linli_json::to_text(new)
}

/// Where a call-back is noted.
pub(super) fn call_backs(id: &OrderId) -> String {
    format!("/v1/desk/orders/{id}/call-backs")
}

/// What was agreed when the household was called back.
pub(super) fn call_back(text: String) -> String {
    linli_json::to_text(&NewCallBack { text })
}

/// Where a complaint about an order is answered.
pub(super) fn complaint_answers(id: &OrderId) -> String {
    format!("/v1/desk/orders/{id}/complaint-answers")
}

/// The answer to a complaint.
pub(super) fn complaint_answer(complaint_id: ComplaintId, text: String) -> String {
    linli_json::to_text(&NewComplaintAnswer { complaint_id, text })
}

/// The catalogue, all of it, for finding the service that a wish became.
pub(super) const SERVICES: &str = "/v1/services?limit=1000";

/// Wishes, those to decide first, at most so many.
pub(super) fn wishes(limit: u32) -> String {
    format!("/v1/desk/wishes?limit={limit}")
}

/// Where a wish is decided.
pub(super) fn decision(id: &WishId) -> String {
    format!("/v1/desk/wishes/{id}/decision")
}

/// A decision about a wish.
pub(super) fn decide(new: &NewDecision) -> String {
    linli_json::to_text(new)
}

/// Proposals that wait for a look.
pub(super) const PROPOSALS: &str = "/v1/desk/projects?waiting=true&limit=100";

/// All projects, those that match a text when there is one, at most so many.
pub(super) fn projects(q: &str, limit: u32) -> String {
    let mut path = format!("/v1/desk/projects?limit={limit}");
    let q = q.trim();
    if !q.is_empty() {
        path.push_str("&q=");
        path.push_str(&text::encoded(q));
    }
    path
}

/// A project; a worker reads it as everybody does, and proposals that are not listed, too.
pub(super) fn project(id: &ProjectId) -> String {
    format!("/v1/projects/{id}")
}

/// Where a proposal is published or declined.
pub(super) fn project_decision(id: &ProjectId) -> String {
    format!("/v1/desk/projects/{id}/decision")
}

/// Where a project is moved to its next stage.
pub(super) fn project_moves(id: &ProjectId) -> String {
    format!("/v1/desk/projects/{id}/transitions")
}

/// A project's next stage.
pub(super) fn project_move(new: &NewProjectMove) -> String {
    linli_json::to_text(new)
}

/// Comments that nobody has looked at.
pub(super) const COMMENTS: &str = "/v1/desk/comments?waiting_for=look&limit=100";

/// Published concerns that have no answer.
pub(super) const CONCERNS: &str = "/v1/desk/comments?waiting_for=answer&limit=100";

/// Where a comment is published or refused.
pub(super) fn comment_decision(id: &CommentId) -> String {
    format!("/v1/desk/comments/{id}/decision")
}

/// Where a comment is answered.
pub(super) fn comment_answer(id: &CommentId) -> String {
    format!("/v1/desk/comments/{id}/answer")
}

/// Publishes something that a resident wrote.
pub(super) fn publish() -> String {
    let reason = String::new();
    linli_json::to_text(&NewPublication {
        publish: true,
        reason,
    })
}

/// Refuses it, with a reason for its author.
pub(super) fn refuse(reason: String) -> String {
    linli_json::to_text(&NewPublication {
        publish: false,
        reason,
    })
}

/// An answer to a comment.
pub(super) fn answer(text: String) -> String {
    linli_json::to_text(&NewAnswer { text })
}
