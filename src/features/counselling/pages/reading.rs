//! `/care/read/{id}`

use leptos::prelude::*;
use linli_contract::{Guide, GuideId, GuideSection};

use crate::features::counselling::api;
use crate::offline::Query;
use crate::ui::page::loadable_page;
use crate::ui::quiet::quiet_page;
use crate::ui::view;

/// One article. Its title stands on the page, not in the window's.
pub fn reading_page(id: &GuideId) -> AnyView {
    let query = Query::<Guide>::new(api::reading(id));
    let content = loadable_page(
        move || query.get(),
        query.state(),
        move || query.refresh(),
        |guide| {
            view! {
                <article class="prose">
                    <h1 tabindex="-1">{guide.title.clone()}</h1>
                    <p class="page__lead">{guide.summary.clone()}</p>
                    {guide.sections.iter().map(part).collect_view()}
                </article>
            }
            .into_any()
        },
    );
    quiet_page("reading", query.state(), content)
}

fn part(section: &GuideSection) -> AnyView {
    let texts = section
        .paragraphs
        .iter()
        .map(|text| view! { <p>{text.clone()}</p> });
    view! { <h2>{section.heading.clone()}</h2> {texts.collect_view()} }.into_any()
}
