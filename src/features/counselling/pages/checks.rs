//! `/care/check`

use leptos::prelude::*;
use linli_contract::{Page, Sheet};

use crate::domain::care::CarePage;
use crate::features::counselling::{api, model};
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::quiet::quiet_page;
use crate::ui::view;

/// The self-checks to choose from.
pub fn checks_page() -> AnyView {
    let c = t().care();
    let query = Query::<Page<Sheet>>::new(api::SHEETS);
    let content = view! {
        {heading(c.checks_title, Some(c.checks_lead.to_owned()))}
        {loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            |page| list(&page.items),
        )}
    };
    quiet_page("self-checks", query.state(), content.into_any())
}

fn list(sheets: &[Sheet]) -> AnyView {
    let c = t().care();
    let rows: Vec<AnyView> = sheets
        .iter()
        .filter(|s| model::is_usable(s))
        .map(row)
        .collect();
    if rows.is_empty() {
        let href = CarePage::Book.to_string();
        let way = view! { <a class="button button--primary" href=href>{c.book}</a> };
        let text = Some(c.checks_none_text.to_owned());
        return empty("art-empty", c.checks_none, text, way.into_any());
    }
    let count = rows.len().to_string();
    view! { <ul class="stack" data-count=count>{rows}</ul> }.into_any()
}

fn row(sheet: &Sheet) -> AnyView {
    let c = t().care();
    let href = CarePage::Check(sheet.id.clone()).to_string();
    let label = format!("{}: {}", c.begin, sheet.title);
    view! {
        <li class="card stack" data-id=sheet.id.0.clone()>
            <h2 class="card__title">{sheet.title.clone()}</h2>
            <p>{sheet.about.clone()}</p>
            <div class="row">
                <a class="button button--soft" href=href aria-label=label>{c.begin}</a>
                <span class="soft">{(c.questions)(sheet.items.len())}</span>
            </div>
        </li>
    }
    .into_any()
}
