//! Paths and bodies of the calls about orders.

use linli_contract::{
    NewCancellation, NewComplaint, NewRating, NewReply, NewResolution, OrderId, UploadId,
};
use linli_json::Write;

/// My household's orders, at most so many.
pub(super) fn list(limit: u32) -> String {
    format!("/v1/orders?limit={limit}")
}

/// One order.
pub(super) fn order(id: &OrderId) -> String {
    format!("/v1/orders/{id}")
}

/// A thing to do with an order: `replies`, `cancellation`, `resolution`, `rating`, `complaints`.
pub(super) fn about(id: &OrderId, what: &str) -> String {
    format!("/v1/orders/{id}/{what}")
}

/// An answer to 待补充.
pub(super) fn reply(text: String, photos: Vec<UploadId>) -> String {
    json(&NewReply { text, photos })
}

/// A cancellation.
pub(super) fn cancellation(reason: String) -> String {
    json(&NewCancellation { reason })
}

/// 已解决, or 没解决 with what is left.
pub(super) fn resolution(solved: bool, text: String) -> String {
    json(&NewResolution { solved, text })
}

/// A rating.
pub(super) fn rating(level: u8, tags: Vec<String>, text: String) -> String {
    json(&NewRating { level, tags, text })
}

/// A complaint.
pub(super) fn complaint(text: String) -> String {
    json(&NewComplaint { text })
}

/// These types have only texts, numbers and lists, which always can be written.
fn json<T: Write>(value: &T) -> String {
    linli_json::to_text(value)
}
