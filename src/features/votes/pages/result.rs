//! `/ballots/{id}/result`

use leptos::prelude::*;
use linli_contract::BallotId;

use crate::i18n::t;
use crate::ui::page::{heading, plain_page};

/// What came of a ballot.
pub fn result_page(_id: &BallotId) -> AnyView {
    let title = t().votes().result;
    plain_page("result", "", title, heading(title, None))
}
