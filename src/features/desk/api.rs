//! Paths and bodies of the desk's calls.

use linli_contract::{NewTransition, OrderId};

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
