//! `/recount`

use leptos::prelude::*;
use linli_contract::BallotId;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// Counts a file again, or the named ballot.
pub fn recount_page(_ballot: Option<&BallotId>) -> AnyView {
    let title = t().recount().title;
    plain_page("recount", "", title, heading(title, None))
}
