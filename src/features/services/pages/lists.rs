//! `/lists` and `/lists/{id}`: the four lists of who does what (四张清单).

use leptos::prelude::*;
use linli_contract::{Page, ServiceList, ServiceRow};

use crate::domain::route::Route;
use crate::features::services::api;
use crate::features::services::components::payer_chip;
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::page::{empty, heading, loadable, page, skeleton_rows};
use crate::ui::parts::art;
use crate::ui::view;

/// All lists, or one with its services.
pub fn lists_page(id: Option<&str>) -> AnyView {
    let s = t().services();
    let lists = Query::<Page<ServiceList>>::new(api::LISTS);
    let Some(id) = id.map(str::to_owned) else {
        let content = view! {
            {heading(s.lists, Some(s.lists_lead.to_owned()))}
            {loadable(move || lists.get(), lists.state(), move || lists.refresh(), skeleton_rows, |page| all(&page.items))}
        };
        let title = Signal::derive(|| t().services().lists.to_owned());
        return page("lists", "", title, lists.state(), content.into_any());
    };
    let services = Query::<Page<ServiceRow>>::new(api::of_list(&id));
    let one = Memo::new(move |_| {
        let page = lists.get()?;
        Some(page.items.iter().find(|list| list.id == id).cloned())
    });
    let title = Signal::derive(move || {
        let name = one.get().flatten().map(|list| list.name);
        name.unwrap_or_else(|| t().services().lists.to_owned())
    });
    let head = move || match one.get() {
        Some(None) => gone(),
        Some(Some(list)) => heading(&title.get(), Some(list.about)),
        None => heading(&title.get(), None),
    };
    let content = view! {
        {head}
        {loadable(
            move || services.get(),
            services.state(),
            move || services.refresh(),
            skeleton_rows,
            |page| rows(&page.items),
        )}
        <p class="section"><a class="button button--soft" href=Route::Lists(None).to_string()>{s.all_lists}</a></p>
    };
    page("list", "", title, services.state(), content.into_any())
}

fn gone() -> AnyView {
    let s = t().services();
    let text = Some(s.list_gone_text.to_owned());
    view! { {heading(s.lists, None)} {empty("art-lost", s.list_gone, text, ().into_any())} }
        .into_any()
}

fn all(lists: &[ServiceList]) -> AnyView {
    let rows = lists
        .iter()
        .map(|list| {
            let href = Route::Lists(Some(list.id.clone())).to_string();
            view! {
                <li data-id=list.id.clone()>
                    <a class="list-row" href=href>
                        <span class="list-row__body">
                            <span class="list-row__title">{list.name.clone()}</span>
                            <span class="list-row__text">{list.about.clone()}</span>
                            <span class="list-row__text">{(t().services().on_list)(list.services)}</span>
                        </span>
                        {art("icon list-row__end", "chevron")}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="card card--flush" data-count=lists.len().to_string()>{rows}</ul> }.into_any()
}

fn rows(services: &[ServiceRow]) -> AnyView {
    let rows = services
        .iter()
        .map(|row| {
            let href = Route::Service(row.id.clone()).to_string();
            view! {
                <li data-id=row.id.0.clone()>
                    <a class="list-row" href=href>
                        <span class="list-row__body">
                            <span class="list-row__title">{row.name.clone()}</span>
                            <span class="list-row__text">{row.provider.clone()}</span>
                            {payer_chip(&row.payer, row.price_fen)}
                        </span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="card card--flush section" data-count=services.len().to_string()>{rows}</ul> }
        .into_any()
}
