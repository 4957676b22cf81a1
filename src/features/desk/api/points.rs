//! The calls of the desk about points.

use linli_contract::{
    AppealId, AppealState, EntryId, NewAppealDecision, NewHandout, NewPointsRecord,
    NewPointsReview, NewReversal, ReviewDecision,
};

use crate::domain::text::encoded;
use crate::features::desk::model::points::{AppealFilter, EntryFilter};
use crate::offline::Write;

/// What points are given and taken for.
pub(in crate::features::desk) const INDICATORS: &str = "/v1/points/indicators";

/// So many rows a page has.
const PAGE: u32 = 30;
/// The longest text to look for a household by, in characters.
const TEXT_MAX: usize = 60;

/// The households that match a text, at most so many.
pub(in crate::features::desk) fn households(text: &str, limit: u32) -> String {
    let text: String = text.trim().chars().take(TEXT_MAX).collect();
    let text = encoded(&text);
    format!("/v1/desk/points/households?limit={limit}&text={text}")
}

/// The first page of the entries that one looks for.
pub(in crate::features::desk) fn entries(filter: &EntryFilter) -> String {
    let mut path = format!("/v1/desk/points/entries?limit={PAGE}");
    let wanted = filter.part.query();
    if !wanted.is_empty() {
        path.push('&');
        path.push_str(wanted);
    }
    if let Some(household) = &filter.household {
        path.push_str("&household=");
        path.push_str(&encoded(household.id.as_str()));
    }
    path
}

/// The first page of the appeals that one looks for.
pub(in crate::features::desk) fn appeals(filter: AppealFilter) -> String {
    let state = filter.state();
    format!("/v1/desk/points/appeals?limit={PAGE}&state={state}")
}

/// What waits to be picked up.
pub(in crate::features::desk) fn held() -> String {
    format!("/v1/desk/points/redemptions?limit={PAGE}&state=held")
}

/// The redemption with this code, or none.
pub(in crate::features::desk) fn with_code(code: &str) -> String {
    let code = encoded(code);
    format!("/v1/desk/points/redemptions?limit=1&code={code}")
}

/// Records an entry for every household of a list.
pub(in crate::features::desk) fn record(new: &NewPointsRecord) -> Write {
    Write::post("/v1/desk/points/entries", linli_json::to_text(new))
}

/// Where an entry is reviewed.
pub(in crate::features::desk) fn review(id: &EntryId) -> String {
    format!("/v1/desk/points/entries/{id}/review")
}

/// What the second worker says.
pub(in crate::features::desk) fn said(decision: ReviewDecision, text: String) -> String {
    linli_json::to_text(&NewPointsReview { decision, text })
}

/// Where an entry is corrected.
pub(in crate::features::desk) fn reversal(id: &EntryId) -> String {
    format!("/v1/desk/points/entries/{id}/reversal")
}

/// Why it is corrected.
pub(in crate::features::desk) fn reverse(reason: String) -> String {
    linli_json::to_text(&NewReversal { reason })
}

/// Where an appeal is decided.
pub(in crate::features::desk) fn decision(id: &AppealId) -> String {
    format!("/v1/desk/points/appeals/{id}/decision")
}

/// What is decided.
pub(in crate::features::desk) fn decide(decision: AppealState, answer: String) -> String {
    linli_json::to_text(&NewAppealDecision { decision, answer })
}

/// Hands a reward out.
pub(in crate::features::desk) fn hand_out(code: String) -> Write {
    let body = linli_json::to_text(&NewHandout { code });
    Write::post("/v1/desk/points/handouts", body)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::desk::model::points::{Chosen, Part};

    #[test]
    fn only_what_is_looked_for_is_asked() {
        let all = EntryFilter {
            part: Part::All,
            household: None,
        };
        assert_eq!(entries(&all), "/v1/desk/points/entries?limit=30");
        let some = EntryFilter {
            part: Part::Waiting,
            household: Some(Chosen {
                id: "h09".into(),
                address: "3号楼".to_owned(),
                people: String::new(),
            }),
        };
        assert_eq!(
            entries(&some),
            "/v1/desk/points/entries?limit=30&review=waiting&household=h09"
        );
        assert_eq!(
            households(&format!(" 3号楼{}", "x".repeat(80)), 8).len(),
            "/v1/desk/points/households?limit=8&text=3%E5%8F%B7%E6%A5%BC".len() + 57
        );
    }
}
