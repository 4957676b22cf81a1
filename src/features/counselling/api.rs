//! Paths and bodies of this feature.

use linli_contract::{GuideId, NewCall};

use crate::offline::Write;

/// All self-checks, whole. Answers to them are never sent.
pub(super) const SHEETS: &str = "/v1/appointments/sheets";

/// Articles without their text.
pub(super) const READINGS: &str = "/v1/appointments/readings";

/// An article.
pub(super) fn reading(id: &GuideId) -> String {
    format!("/v1/appointments/readings/{id}")
}

/// Asks to be called.
pub(super) fn call(new: &NewCall) -> Write {
    Write::post("/v1/appointments/calls", linli_json::to_text(new))
}
