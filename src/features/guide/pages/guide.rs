//! `/guides/{id}`

use leptos::prelude::*;
use linli_contract::{Guide, GuideId, GuideSection};

use crate::features::guide::components::{article, texts};
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::view;

/// One guide page.
pub fn guide_page(id: &GuideId) -> AnyView {
    let query = Query::<Guide>::new(format!("/v1/guides/{id}"));
    let title = Signal::derive(move || {
        query
            .get()
            .map_or_else(|| t().guide().guide.to_owned(), |guide| guide.title.clone())
    });
    let content = loadable(
        move || query.get(),
        query.state(),
        move || query.refresh(),
        skeleton_rows,
        |guide| {
            view! {
                <p class="page__lead">{guide.summary.clone()}</p>
                {guide.sections.iter().map(part).collect_view()}
            }
            .into_any()
        },
    );
    article("guide", title, query.state(), content)
}

fn part(section: &GuideSection) -> AnyView {
    view! { <h2>{section.heading.clone()}</h2> {texts(&section.paragraphs)} }.into_any()
}
