//! `/announcements`

use leptos::prelude::*;
use linli_contract::{Announcement, Page};

use crate::domain::route::Route;
use crate::features::guide::components::help;
use crate::features::guide::model;
use crate::i18n::{self, Style, t};
use crate::offline::Query;
use crate::ui::page::{empty, heading, loadable, page, skeleton_rows};
use crate::ui::parts::art;
use crate::ui::view;

/// All announcements.
pub fn announcements_page() -> AnyView {
    let query = Query::<Page<Announcement>>::new("/v1/announcements?limit=200");
    let content = view! {
        {heading(t().guide().announcements, None)}
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
        "announcements",
        "",
        Signal::derive(|| t().guide().announcements.to_owned()),
        query.state(),
        content.into_any(),
    )
}

fn list(announcements: &[Announcement]) -> AnyView {
    let g = t().guide();
    if announcements.is_empty() {
        let text = Some(g.announcements_none_text.to_owned());
        return empty("art-empty", g.announcements_none, text, ().into_any());
    }
    let rows = model::in_order(announcements)
        .into_iter()
        .map(row)
        .collect_view();
    view! { <ul class="card card--flush" data-count=announcements.len().to_string()>{rows}</ul> }
        .into_any()
}

fn row(announcement: &Announcement) -> AnyView {
    view! {
        <li data-id=announcement.id.0.clone()>
            <a class="list-row" href=Route::Announcement(announcement.id.clone()).to_string()>
                <span class="list-row__body">
                    <span class="list-row__title">{announcement.title.clone()}</span>
                    <span class="list-row__text">{i18n::instant(announcement.published_at, Style::Day)}</span>
                </span>
                {announcement.pinned.then(|| view! { <span class="chip chip--shared">{t().guide().pinned}</span> })}
                {art("icon list-row__end", "chevron")}
            </a>
        </li>
    }
    .into_any()
}
