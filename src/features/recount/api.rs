//! The paths of this feature.

use linli_contract::BallotId;

/// The closed ballots, the newest first.
pub(super) const CLOSED: &str = "/v1/ballots?state=closed&limit=50";

/// One ballot.
pub(super) fn ballot(id: &BallotId) -> String {
    format!("/v1/ballots/{id}")
}

/// Its published result.
pub(super) fn result(id: &BallotId) -> String {
    format!("/v1/ballots/{id}/result")
}
