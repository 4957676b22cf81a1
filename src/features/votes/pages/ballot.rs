//! `/ballots/{id}`

use leptos::prelude::*;
use linli_contract::BallotId;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// One ballot, and my vote in it.
pub fn ballot_page(_id: &BallotId) -> AnyView {
    let title = t().votes().ballot;
    plain_page("ballot", "", title, heading(title, None))
}
