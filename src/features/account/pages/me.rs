//! `/me`

use leptos::prelude::*;
use linli_contract::{Household, Me};

use crate::domain::load::LoadState;
use crate::domain::phone;
use crate::domain::route::Route;
use crate::features::account::components::{household, leave, settings};
use crate::features::account::store;
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::notice::banner;
use crate::ui::page::{empty, heading, loadable, page, sign_in_link, skeleton_rows};
use crate::ui::parts::{art, help_line, icon};
use crate::ui::view;

/// Me, my household, and this device's settings.
pub fn me_page() -> AnyView {
    let session = Session::get();
    let query = Query::<Household>::idle();
    let me = Memo::new(move |_| session.me());
    let at_home = Memo::new(move |_| me.with(|me| me.as_ref().map(|me| me.household.is_some())));
    Effect::new(move |_| {
        if at_home.get() == Some(true) {
            query.read("/v1/household".to_owned());
        }
    });
    let state = Signal::derive(move || {
        if at_home.get() == Some(true) {
            query.state().get()
        } else {
            session.home.state().get()
        }
    });
    // Signing in has just happened: who it is comes with the first screen's answer.
    let coming = move || me.with(Option::is_none) && !session.person().is_empty();
    let content = view! {
        {move || match me.get() {
            Some(me) => who(&me),
            None if coming() => view! { {heading(t().account().me, None)} {skeleton_rows()} }.into_any(),
            None => nobody(),
        }}
        {move || me.with(Option::is_some).then(|| links(session))}
        {move || at_home.get().map(|yes| if yes { my_household(query, state) } else { no_household() })}
        {settings()}
        {move || me.with(Option::is_some).then(|| leave(session))}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "me",
        "",
        Signal::derive(|| t().account().me.to_owned()),
        state,
        content.into_any(),
    )
}

fn my_household(query: Query<Household>, state: Signal<LoadState>) -> AnyView {
    loadable(
        move || query.get(),
        state,
        move || query.refresh(),
        skeleton_rows,
        |home| household(&home),
    )
}

fn no_household() -> AnyView {
    view! { <p class="card card--tint section">{t().account().no_household}</p> }.into_any()
}

fn who(me: &Me) -> AnyView {
    let first = me.name.chars().next().map(String::from);
    let address = me.household.as_ref().map(|h| h.address.clone());
    let number = me.phone.as_deref().map(phone::grouped);
    let line: Vec<String> = address.into_iter().chain(number).collect();
    view! {
        <div class="who">
            <span class="avatar" aria-hidden="true">{first}</span>
            <div>
                <h1 tabindex="-1">{me.name.clone()}</h1>
                <p class="page__lead">{line.join(" · ")}</p>
            </div>
        </div>
    }
    .into_any()
}

/// Nobody is signed in; after signing out it says what happened to this device.
fn nobody() -> AnyView {
    let a = t().account();
    let farewell = store::farewell().map(|told| {
        if told {
            banner("", "check", a.gone.to_owned(), None)
        } else {
            banner("", "warn", a.gone_untold.to_owned(), None)
        }
    });
    view! {
        {heading(a.me, None)}
        {farewell}
        {empty("art-street", a.signed_out_title, Some(a.signed_out_text.to_owned()), sign_in_link(Route::Me))}
    }
    .into_any()
}

fn links(session: Session) -> AnyView {
    let a = t().account();
    let open = Signal::derive(move || {
        let orders = session.home.get().and_then(|home| home.figures.open_orders);
        orders
            .filter(|n| *n > 0)
            .map(|n| (t().account().open_orders)(n))
    });
    let waiting = Signal::derive(move || {
        let count = session.outbox.waiting().len();
        (count > 0).then(|| (t().account().waiting)(count))
    });
    let nothing = Signal::derive(|| None);
    let at_home = session.me().is_some_and(|me| me.household.is_some());
    view! {
        <ul class="card card--flush">
            {link(&Route::Orders, "order", a.my_orders, open)}
            {link(&Route::Outbox, "send", a.my_outbox, waiting)}
            {link(&Route::Wishes, "wish", a.my_wishes, nothing)}
            {link(&Route::Guides, "guide", a.my_guides, nothing)}
            {at_home.then(|| link(&Route::Accesses, "shield", a.accesses, nothing))}
            {link(&Route::Contacts, "phone", a.my_contacts, nothing)}
        </ul>
    }
    .into_any()
}

fn link(route: &Route, symbol: &str, name: &'static str, fact: Signal<Option<String>>) -> AnyView {
    view! {
        <li>
            <a class="list-row" href=route.to_string()>
                {icon(symbol)}
                <span class="list-row__body">{name}</span>
                {move || fact.get().map(|fact| view! { <span class="list-row__end">{fact}</span> })}
                {art("icon list-row__end", "chevron")}
            </a>
        </li>
    }
    .into_any()
}
