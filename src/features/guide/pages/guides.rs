//! `/guides`

use leptos::prelude::*;
use linli_contract::{Guide, Page};

use crate::domain::route::Route;
use crate::features::guide::components::help;
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::page::{empty, heading, loadable, page, skeleton_rows};
use crate::ui::parts::{art, badge};
use crate::ui::view;

/// All guide pages.
pub fn guides_page() -> AnyView {
    let query = Query::<Page<Guide>>::new("/v1/guides?limit=200");
    let content = view! {
        {heading(t().guide().guides, Some(t().guide().guides_lead.to_owned()))}
        {loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            |page| list(&page.items),
        )}
        {help()}
    };
    page(
        "guides",
        "",
        Signal::derive(|| t().guide().guides.to_owned()),
        query.state(),
        content.into_any(),
    )
}

fn list(guides: &[Guide]) -> AnyView {
    let g = t().guide();
    if guides.is_empty() {
        let text = Some(g.guides_none_text.to_owned());
        return empty("art-empty", g.guides_none, text, ().into_any());
    }
    let rows = guides.iter().map(row).collect_view();
    view! { <ul class="card card--flush" data-count=guides.len().to_string()>{rows}</ul> }
        .into_any()
}

fn row(guide: &Guide) -> AnyView {
    view! {
        <li data-id=guide.id.0.clone()>
            <a class="list-row" href=Route::Guide(guide.id.clone()).to_string()>
                {badge("guide", "guide")}
                <span class="list-row__body">
                    <span class="list-row__title">{guide.title.clone()}</span>
                    <span class="list-row__text">{guide.summary.clone()}</span>
                </span>
                {art("icon list-row__end", "chevron")}
            </a>
        </li>
    }
    .into_any()
}
