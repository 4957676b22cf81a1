//! `/me/accesses`: who of the desk opened my household's file.

use leptos::prelude::*;
use linli_contract::{FileAccess, Page};

use crate::domain::route::Route;
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::ui::page::{empty, heading, loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, icon};
use crate::ui::view;

/// How many are read at first; 再看 doubles it.
const FIRST: u32 = 50;

fn path(limit: u32) -> String {
    format!("/v1/household/accesses?limit={limit}")
}

/// Who opened my household's file, the newest first.
pub fn accesses_page() -> AnyView {
    let a = t().account();
    let query = Query::<Page<FileAccess>>::new(path(FIRST));
    let limit = StoredValue::new(FIRST);
    let more = move |_| {
        limit.update_value(|n| *n = n.saturating_mul(2));
        query.read(path(limit.get_value()));
    };
    let content = view! {
        {heading(a.accesses, Some(a.accesses_lead.to_owned()))}
        {loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |list| view! {
                {rows(&list.items)}
                {list.next_cursor.is_some().then(|| view! {
                    <p class="row"><button class="button button--quiet" type="button" on:click=more>{t().account().accesses_more}</button></p>
                })}
            }
            .into_any(),
        )}
        <p class="soft section">{a.accesses_ask}</p>
        {move || Session::get().community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "accesses",
        "",
        Signal::derive(|| t().account().accesses.to_owned()),
        query.state(),
        content.into_any(),
    )
}

fn rows(items: &[FileAccess]) -> AnyView {
    let a = t().account();
    if items.is_empty() {
        let text = Some(a.accesses_none_text.to_owned());
        return empty("art-empty", a.accesses_none, text, ().into_any());
    }
    let rows = items.iter().map(row).collect_view();
    view! { <ul class="card card--flush" data-count=items.len().to_string()>{rows}</ul> }.into_any()
}

fn row(access: &FileAccess) -> AnyView {
    let a = t().account();
    let number = access.number.as_deref().unwrap_or_default();
    let body = view! {
        {icon(if access.order_id.is_some() { "order" } else { "shield" })}
        <span class="list-row__body">
            <span class="list-row__title">{(a.access_who)(&access.function, &access.name)}</span>
            <span class="list-row__text">{(a.access_what)(&access.page, number)}</span>
            <span class="list-row__text">{i18n::instant(access.at, Style::DayTime)}</span>
        </span>
    };
    let body = match &access.order_id {
        Some(id) => {
            let href = Route::Order(id.clone()).to_string();
            view! { <a class="list-row" href=href>{body}</a> }.into_any()
        }
        None => view! { <div class="list-row">{body}</div> }.into_any(),
    };
    view! { <li data-id=access.id.clone() data-for=access.page.as_str().to_owned()>{body}</li> }
        .into_any()
}
