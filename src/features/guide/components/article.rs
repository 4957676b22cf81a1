//! A text to read, and what all these pages share.

use leptos::prelude::*;

use crate::domain::load::LoadState;
use crate::offline::Session;
use crate::ui::page::page;
use crate::ui::parts::help_line;
use crate::ui::{changing, view};

/// A page with one text under its title. The title stands there before the text has come, too.
pub(in crate::features::guide) fn article(
    name: &'static str,
    title: Signal<String>,
    state: Signal<LoadState>,
    content: AnyView,
) -> AnyView {
    let content = view! {
        <article class="prose">
            <h1 tabindex="-1">{move || title.get()}</h1>
            {content}
        </article>
        {help()}
    };
    page(name, "", title, state, content.into_any())
}

/// Paragraphs of plain text.
pub(in crate::features::guide) fn texts(paragraphs: &[String]) -> AnyView {
    paragraphs
        .iter()
        .map(|text| view! { <p>{text.clone()}</p> })
        .collect_view()
        .into_any()
}

/// The line with the service centre's number.
pub(in crate::features::guide) fn help() -> AnyView {
    let session = Session::get();
    changing(move || {
        session
            .community()
            .map(|community| help_line(&community.centre.phone))
    })
}
