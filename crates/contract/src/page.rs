//! Cursor pages.

use linli_json::Json;
use serde::{Deserialize, Serialize};

/// One page of a list. The cursor is opaque and bound to the request's filter; it is absent on the
/// last page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Page<T> {
    /// The items of this page, in the list's documented order.
    pub items: Vec<T>,
    /// Pass as `cursor` to get the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}
