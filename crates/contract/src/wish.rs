//! Wishes (心愿单): what the menu lacks.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::{CategoryId, ServiceId, Timestamp, WishId};

open_enum!(
    /// The state of a wish.
    WishStatus {
        /// Households can second it.
        Open = "open",
        /// Enough households did; an answer is promised. It is not yet approved.
        Review = "review",
        /// It became a service.
        Adopted = "adopted",
        /// It cannot be done, and the reason is given.
        Declined = "declined",
        /// Its time ran out.
        Lapsed = "lapsed",
    }
);

/// A wish: `GET /v1/wishes`, `GET /v1/wishes/{id}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Wish {
    /// Its id.
    pub id: WishId,
    /// The wish in one line.
    pub text: String,
    /// The category it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category_id: Option<CategoryId>,
    /// Its state.
    pub status: WishStatus,
    /// How many households second it, the one that wished included.
    pub seconds: u32,
    /// How many households start a review.
    pub threshold: u32,
    /// Whether my household seconds it.
    #[serde(default)]
    pub seconded: bool,
    /// Whether it is my household's wish.
    #[serde(default)]
    pub mine: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// Open: until when households can second it. Review: until when the answer is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Adopted or declined: why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Adopted: the service it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_id: Option<ServiceId>,
}

/// Makes a wish: `POST /v1/wishes`, with an `Idempotency-Key`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
#[serde(deny_unknown_fields)]
pub struct NewWish {
    /// One line, 4 to 60 characters.
    pub text: String,
    /// Where it belongs, if known.
    #[serde(
        default,
        deserialize_with = "crate::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub category_id: Option<CategoryId>,
    /// Unique for ever per person, as in an order.
    pub client_ref: String,
}
