//! What a receipt and a recount prove, and what they do not, in plain words.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::parts::{section, small_icon};
use crate::ui::view;

/// The two lists.
pub(in crate::features::votes) fn proves() -> AnyView {
    let v = t().votes();
    let lines = |symbol: &'static str, all: &'static [&'static str]| {
        all.iter()
            .map(|line| view! { <li class="button-reason">{small_icon(symbol)} <span>{*line}</span></li> })
            .collect_view()
    };
    let content = view! {
        <div class="card stack">
            <h3 class="card__title">{v.proves_yes_title}</h3>
            <ul class="stack">{lines("check", v.proves_yes)}</ul>
            <h3 class="card__title">{v.proves_no_title}</h3>
            <ul class="stack">{lines("close", v.proves_no)}</ul>
        </div>
    };
    section(v.proves, None, content.into_any())
}
