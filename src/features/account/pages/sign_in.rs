//! `/sign-in?next=…`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::SignInMethod;

use crate::domain::route::Route;
use crate::features::account::components::{Entry, by_card, by_code, demo};
use crate::features::account::model;
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::document;
use crate::ui::notice::banner;
use crate::ui::page::{empty, heading, loadable, page, skeleton_rows};
use crate::ui::parts::{call, help_line};
use crate::ui::view;

/// The ways to sign in that the backend offers.
pub fn sign_in_page(next: Option<&Route>) -> AnyView {
    let session = Session::get();
    let a = t().account();
    let ways = Memo::new(move |_| {
        session
            .capabilities()
            .map(|capabilities| model::ways(&capabilities.sign_in))
    });
    let waits = next.filter(|next| !matches!(next, Route::Home | Route::Me));
    let target = next.cloned().unwrap_or(Route::Home);
    let entry = Entry::new(session, target.clone());
    let already = move || {
        session.me().map(|me| {
            let way = (target.to_string(), a.go_on.to_owned());
            banner("", "user", (a.already)(&me.name), Some(way))
        })
    };
    let content = view! {
        {heading(a.sign_in, Some(a.sign_in_lead.to_owned()))}
        <div class="sign-in">
            {waits.map(|_| banner("", "info", a.sign_in_next.to_owned(), None))}
            {already}
            {loadable(
            move || ways.get().map(Arc::new),
            session.home.state(),
            move || session.home.refresh(),
            skeleton_rows,
            move |ways| choice(session, entry, &ways),
        )}
        </div>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "sign-in",
        "",
        Signal::derive(|| t().account().sign_in.to_owned()),
        session.home.state(),
        content.into_any(),
    )
}

fn choice(session: Session, entry: Entry, ways: &[SignInMethod]) -> AnyView {
    let a = t().account();
    let Some(first) = ways.first() else {
        let centre = session.community().map(|community| community.centre);
        let way = centre.map(|c| call("button--primary", &c.name, &c.phone));
        return empty(
            "art-street",
            a.no_way,
            Some(a.no_way_text.to_owned()),
            way.into_any(),
        );
    };
    let chosen = RwSignal::new(first.clone());
    let form = move || match chosen.get() {
        SignInMethod::HouseholdCard => by_card(entry),
        SignInMethod::Demo => demo(entry),
        SignInMethod::PhoneCode | SignInMethod::Other(_) => by_code(entry),
    };
    let many = ways.len() > 1;
    view! {
        {many.then(|| tabs(entry, ways, chosen))}
        {entry.summary()}
        <div role=many.then_some("tabpanel") id="way" aria-labelledby=move || format!("way-{}", chosen.get().as_str())>
            {form}
        </div>
    }
    .into_any()
}

fn tabs(entry: Entry, ways: &[SignInMethod], chosen: RwSignal<SignInMethod>) -> AnyView {
    let a = t().account();
    let all: Arc<[SignInMethod]> = ways.into();
    let items = ways
        .iter()
        .map(|way| {
            let word = match way {
                SignInMethod::HouseholdCard => a.way_card,
                SignInMethod::Demo => a.way_demo,
                SignInMethod::PhoneCode | SignInMethod::Other(_) => a.way_phone,
            };
            tab(entry, way.clone(), word, all.clone(), chosen)
        })
        .collect_view();
    view! { <div class="segments" role="tablist" aria-label=a.ways>{items}</div> }.into_any()
}

fn tab(
    entry: Entry,
    way: SignInMethod,
    word: &'static str,
    all: Arc<[SignInMethod]>,
    chosen: RwSignal<SignInMethod>,
) -> AnyView {
    let id = format!("way-{}", way.as_str());
    let (this, own) = (way.clone(), way);
    let selected = Signal::derive(move || chosen.get() == this);
    let choose = move |way: &SignInMethod| {
        entry.clear();
        chosen.set(way.clone());
    };
    view! {
        <button
            class="segments__item" type="button" role="tab" id=id aria-controls="way"
            aria-selected=move || selected.get().to_string()
            tabindex=move || if selected.get() { "0" } else { "-1" }
            on:click=move |_| choose(&own)
            on:keydown=move |event| {
                let step = match event.key().as_str() {
                    "ArrowRight" => 1,
                    "ArrowLeft" => all.len() - 1,
                    _ => return,
                };
                let place = all.iter().position(|way| *way == chosen.get_untracked()).unwrap_or(0);
                let way = &all[(place + step) % all.len()];
                choose(way);
                document::focus(&["#way-", way.as_str()].concat());
            }
        >
            {word}
        </button>
    }
    .into_any()
}
