//! Signing in with one tap, where the operator allows it.

use leptos::prelude::*;
use linli_contract::{DemoAccount, Page, SignInMethod};

use super::entry::Entry;
use crate::i18n::t;
use crate::offline::Query;
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::art;
use crate::ui::view;

/// The people of the demonstration.
pub(in crate::features::account) fn demo(entry: Entry) -> AnyView {
    let query = Query::<Page<DemoAccount>>::new("/v1/demo-accounts");
    let people = loadable(
        move || query.get(),
        query.state(),
        move || query.refresh(),
        skeleton_rows,
        move |page| {
            let rows = page
                .items
                .iter()
                .map(|account| row(entry, account))
                .collect_view();
            view! { <ul class="card card--flush" data-count=page.items.len().to_string()>{rows}</ul> }
                .into_any()
        },
    );
    view! {
        <div class="stack" id="form" tabindex="-1">
            <p class="page__lead">{t().account().demo_lead}</p>
            {people}
        </div>
    }
    .into_any()
}

fn row(entry: Entry, account: &DemoAccount) -> AnyView {
    let id = account.id.0.clone();
    let first = account.name.chars().next().map(String::from);
    view! {
        <li data-id=account.id.0.clone()>
            <button
                class="list-row demo" type="button"
                aria-busy=move || entry.busy().get().then_some("true")
                on:click=move |_| entry.enter(SignInMethod::Demo, &id, "")
            >
                <span class="avatar" aria-hidden="true">{first}</span>
                <span class="list-row__body">
                    <span class="list-row__title">{account.name.clone()}</span>
                    <span class="list-row__text">{account.description.clone()}</span>
                </span>
                {art("icon list-row__end", "chevron")}
            </button>
        </li>
    }
    .into_any()
}
