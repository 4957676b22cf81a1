//! What went wrong, in a sentence with a next step.

use leptos::prelude::*;

use crate::domain::error::Error;
use crate::i18n::{self, t};
use crate::ui::parts::small_icon;
use crate::ui::{changing, view};

/// The sentence; what is not about appointments is said as everywhere.
pub(super) fn sentence(error: &Error) -> String {
    let p = t().provider();
    let own = match error.code() {
        "offline" | "timeout" | "not_the_server" => p.offline,
        "not_possible_now" => p.meanwhile,
        _ => return i18n::sentence(error),
    };
    own.to_owned()
}

/// Says what went wrong last.
pub(super) fn refused(error: RwSignal<Option<Error>>) -> AnyView {
    changing(move || error.get().map(|error| warning(sentence(&error))))
}

/// A sentence that must be read.
pub(super) fn warning(text: String) -> AnyView {
    view! {
        <p class="card card--wait row" role="alert" data-testid="refused">{small_icon("warn")} <span>{text}</span></p>
    }
    .into_any()
}
