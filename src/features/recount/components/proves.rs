//! What a recount proves, and what it does not.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::guides;
use crate::ui::parts::{icon, section, small_icon};
use crate::ui::view;

/// The two lists, and the way to the page that says it at length, where the backend has one.
pub(in crate::features::recount) fn proves() -> AnyView {
    let r = t().recount();
    let known = guides::guide(guides::RECOUNT);
    let guide = move || {
        let guide = known.get()?;
        let href = Route::Guide(guide.id).to_string();
        Some(
            view! { <p><a class="button button--soft" href=href>{icon("guide")} {guide.title}</a></p> },
        )
    };
    let lines = |symbol: &'static str, all: &'static [&'static str]| {
        all.iter()
            .map(|line| view! { <li class="button-reason">{small_icon(symbol)} <span>{*line}</span></li> })
            .collect_view()
    };
    let content = view! {
        <div class="card stack" data-testid="proves">
            <h3 class="card__title">{r.proves_yes_title}</h3>
            <ul class="stack">{lines("check", r.proves_yes)}</ul>
            <h3 class="card__title">{r.proves_no_title}</h3>
            <ul class="stack">{lines("close", r.proves_no)}</ul>
            {guide}
        </div>
    };
    section(r.proves, None, content.into_any())
}
