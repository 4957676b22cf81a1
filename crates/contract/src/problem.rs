//! Errors on the wire: RFC 9457 problems, `application/problem+json`.

use linli_json::Json;
use serde::{Deserialize, Serialize};

use crate::Slot;

open_enum!(
    /// What a client may do after a problem; it drives the outbox.
    Retry {
        /// Final: sending the same request again cannot help.
        Never = "never",
        /// The outcome is unknown or transient: send again with the same key.
        SameKey = "same_key",
        /// Send again with the same key once `Retry-After` has passed.
        After = "after",
        /// Send again with the same key once the same person has signed in.
        AfterAuth = "after_auth",
        /// Read the resource again, show the difference, let the person decide.
        RefreshFirst = "refresh_first",
    }
);

/// A problem. `code` is stable and translated by the app; `title` and `detail` are a fallback.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct Problem {
    /// A relative reference that names the kind of problem, `/problems/<code with dashes>`.
    #[serde(rename = "type", default)]
    pub kind: String,
    /// The stable word, for example `quota_used_up`.
    #[serde(default)]
    pub code: String,
    /// One sentence in the request's language.
    #[serde(default)]
    pub title: String,
    /// The HTTP status.
    #[serde(default)]
    pub status: u16,
    /// What to do next, in the request's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The request this answers, for a support call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Which parts of the request body are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// `slot_taken`: the nearest free times, at most three.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<Slot>,
    /// What the client may do.
    #[serde(default = "never")]
    pub retry: Retry,
    /// `after`: the seconds of the `Retry-After` header; filled in by the client, never sent.
    #[serde(skip)]
    pub retry_after: Option<i64>,
}

fn never() -> Retry {
    Retry::Never
}

/// One wrong part of a request body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Json)]
pub struct FieldError {
    /// An RFC 6901 pointer into the request body, for example `/answers/2/values/0`.
    pub pointer: String,
    /// The stable word: `required`, `too_long`, `too_short`, `out_of_range`, `not_a_number`,
    /// `not_a_date`, `in_the_past`, `not_an_option`, `bad_phone`, `bad_text`, `unknown_upload`,
    /// `slot_full`, `too_many`, `stopper`, `wrong_code`, `over_budget`, `repeated`,
    /// `cap_reached`.
    pub code: String,
    /// The bound that was broken, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}
