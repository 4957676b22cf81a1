//! `/services`: the catalogue, searched at every keystroke.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{CategoryId, Page, ServiceRow};

use crate::domain::route::Route;
use crate::domain::search;
use crate::features::services::components::payer_chip;
use crate::features::services::store::Catalogue;
use crate::i18n::t;
use crate::platform::history;
use crate::ui::list::{Place, long_list};
use crate::ui::page::{empty, loadable, page, skeleton_rows};
use crate::ui::parts::{icon, small_icon};
use crate::ui::search::{Words, search_field};
use crate::ui::view;

/// The catalogue.
pub fn services_page() -> AnyView {
    let catalogue = Catalogue::open();
    let query = catalogue.services;
    let s = t().services();
    let words = Words {
        label: s.search,
        hint: s.search_hint,
        clear: s.search_clear,
    };
    let look = move |text: String| {
        catalogue.typed.set(text);
        history::scroll_to(0.0);
    };
    let content = view! {
        <div class="catalogue__search">
            <h1 class="visually-hidden" tabindex="-1">{t().services().title}</h1>
            <div class="catalogue__tools">
                {search_field("search", words, catalogue.typed, look)}
                <a class="icon-button" href=Route::Orders.to_string() aria-label=t().services().my_orders>{icon("order")}</a>
            </div>
        </div>
        <div class="catalogue__body">
            {rail(catalogue)}
            <div>
                {loadable(
                    move || query.get(),
                    query.state(),
                    move || query.refresh(),
                    skeleton_rows,
                    move |rows| results(catalogue, rows),
                )}
            </div>
        </div>
    };
    let title = Signal::derive(|| t().services().title.to_owned());
    page(
        "services",
        "page--wide catalogue",
        title,
        query.state(),
        content.into_any(),
    )
}

fn rail(catalogue: Catalogue) -> AnyView {
    let chosen = catalogue.category;
    let item = move |id: Option<CategoryId>, symbol: &str, name: String| {
        let key = id.as_ref().map_or("all", |id| id.as_str()).to_owned();
        let mine = id.clone();
        view! {
            <button
                class="rail__item" type="button" data-category=key
                aria-pressed=move || chosen.with(|now| *now == mine).to_string()
                on:click=move |_| {
                    chosen.set(id.clone());
                    history::scroll_to(0.0);
                }
            >
                {icon(symbol)} <span>{name}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <nav class="rail" aria-label=t().services().categories>
            {item(None, "menu", t().services().all.to_owned())}
            {move || catalogue.categories.get().map(|categories| {
                categories.items.iter().map(|c| item(Some(c.id.clone()), &c.icon, c.name.clone())).collect_view()
            })}
        </nav>
    }
    .into_any()
}

fn results(catalogue: Catalogue, rows: Arc<Page<ServiceRow>>) -> AnyView {
    let all = rows.clone();
    let found = Memo::new(move |_| {
        let category = catalogue.category.get();
        catalogue
            .typed
            .with(|typed| search::matches(&all.items, category.as_ref(), typed))
    });
    let count = Signal::derive(move || found.with(Vec::len));
    let name = move || {
        let category = catalogue.category.get();
        let categories = catalogue.categories.get();
        let known = categories.and_then(|c| {
            c.items
                .iter()
                .find(|c| Some(&c.id) == category.as_ref())
                .map(|c| c.name.clone())
        });
        known.unwrap_or_else(|| t().services().all.to_owned())
    };
    let list = move |place: Place| {
        let index = found.with(|found| found.get(place.number).copied());
        match index.and_then(|index| rows.items.get(index)) {
            Some(row) => service_row(row, place, count.get_untracked()),
            None => ().into_any(),
        }
    };
    view! {
        <p class="catalogue__count" role="status">{move || (t().services().count)(&name(), count.get())}</p>
        {long_list("service-list", count, list)}
        {move || (count.get() == 0).then(none)}
    }
    .into_any()
}

fn service_row(row: &ServiceRow, place: Place, all: usize) -> AnyView {
    let rating = row.rating_tenths.map(|tenths| {
        view! { <span class="rating">{small_icon("star")} {stars(tenths)}</span> }
    });
    view! {
        <li
            class="service-row" data-id=row.id.0.clone() style:inset-block-start=place.top
            aria-setsize=all.to_string() aria-posinset=(place.number + 1).to_string()
        >
            <a class="service-row__link" href=Route::Service(row.id.clone()).to_string()>
                <span class="service-row__name">{row.name.clone()}</span>
                <span class="service-row__summary">{row.summary.clone()}</span>
                <span class="service-row__meta">
                    {payer_chip(&row.payer, row.price_fen)}
                    {rating}
                    <span class="service-row__provider">{row.provider.clone()}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// Tenths of a star in words: `47` is 4.7.
pub(super) fn stars(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn none() -> AnyView {
    let wish = view! { <a class="button button--primary" href=Route::NewWish.to_string()>{icon("wish")} {t().services().none_action}</a> };
    empty(
        "art-search",
        t().services().none_title,
        Some(t().services().none_text.to_owned()),
        wish.into_any(),
    )
}
