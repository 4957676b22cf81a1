//! Where a ballot stands.

use leptos::prelude::*;
use linli_contract::BallotState;

use crate::i18n::t;
use crate::ui::parts::status;

/// The state in a word, with its icon.
pub(in crate::features::desk) fn ballot_state(state: &BallotState) -> AnyView {
    let b = t().desk_ballots();
    let (kind, symbol, word) = match state {
        BallotState::Draft => ("wait", "edit", b.state_draft),
        BallotState::Announced => ("vote", "calendar", b.state_announced),
        BallotState::Open => ("open", "vote", b.state_open),
        BallotState::Closed => ("closed", "check", b.state_closed),
        BallotState::Other(_) => ("open", "info", "?"),
    };
    status(kind, symbol, word)
}
