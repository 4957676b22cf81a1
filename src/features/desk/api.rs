//! Paths and bodies of the desk's calls.

use linli_contract::{
    ComplaintId, NewCallBack, NewComplaintAnswer, NewDecision, NewTransition, OrderId, WishId,
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
