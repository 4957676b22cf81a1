//! How a wish looks wherever it is shown: to households and at the workers' desk.

use leptos::prelude::*;
use linli_contract::WishStatus;

use super::parts::status;
use crate::i18n::t;

/// The state of a wish in a word, with its icon; the colour only repeats them.
pub fn state(now: &WishStatus) -> AnyView {
    let w = t().wishes();
    let (kind, symbol, word) = match now {
        WishStatus::Open => ("", "wish", w.state_open),
        WishStatus::Review => ("wait", "clock", w.state_review),
        WishStatus::Adopted => ("done", "check", w.state_adopted),
        WishStatus::Declined => ("closed", "info", w.state_declined),
        WishStatus::Lapsed => ("closed", "clock", w.state_lapsed),
        WishStatus::Other(_) => ("", "info", w.state_other),
    };
    status(kind, symbol, word)
}
