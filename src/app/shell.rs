//! The frame around every page: the bar on top, notices, the page, the tabs.

use leptos::prelude::*;
use linli_contract::{Feature, Role};

use super::navigation::Navigation;
use super::outlet::{load_ahead, outlet};
use super::pages::Group;
use crate::domain::load::LoadState;
use crate::domain::route::{Route, Tab};
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::{document, storage, timer};
use crate::ui::appearance::Appearance;
use crate::ui::effect::effect;
use crate::ui::nav;
use crate::ui::notice::banner;
use crate::ui::parts::{art, icon};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// Other pages are loaded this long after the first screen has its data, so that its own pictures
/// come before.
const AHEAD_AFTER_MS: i32 = 150;

/// Names the tabs of what the backend does not offer, for `public/shell.js` and the style sheet.
const WITHOUT: &str = "linli.without";

/// The whole app under its root.
pub(super) fn shell(navigation: Navigation, toasts: Toasts) -> AnyView {
    let route = navigation.route;
    fetch_ahead();
    // The steps of a form are one page, which keeps what is typed.
    let page = Memo::new(move |_| route.get().page());
    let bare = Memo::new(move |_| {
        matches!(
            route.get(),
            Route::Service(_)
                | Route::OrderForm(..)
                | Route::SignIn(_)
                | Route::NewWish
                | Route::NewProject
                | Route::Ballot(_)
        )
    });
    view! {
        <a class="skip-link" href="#main" on:click=skip>{t().ui().skip_to_content}</a>
        <div class=move || if bare.get() { "app app--bare" } else { "app" }>
            {top_bar(navigation)}
            {notices()}
            {outlet(page)}
            {move || (!bare.get()).then(|| tabs(route))}
        </div>
        {toasts.view()}
    }
    .into_any()
}

/// While the person looks at the first screen, the pages they may open next are loaded.
fn fetch_ahead() {
    let session = Session::get();
    let settled = move || session.home.state().with(LoadState::has_content);
    let sides = Memo::new(move |_| settled().then(|| (is_worker(session), provides(session))));
    let alarm = StoredValue::new_local(None);
    effect(move |_| {
        let Some((desk, provides)) = sides.get() else {
            return;
        };
        let care = session.offers(&Feature::Appointments);
        alarm.set_value(Some(timer::after(AHEAD_AFTER_MS, move || {
            let all = [
                (Group::Menu, true),
                (Group::Resident, true),
                (Group::Votes, true),
                (Group::Points, true),
                (Group::Care, care),
                (Group::Provider, provides),
                (Group::Desk, desk),
            ];
            let wanted = all.into_iter().filter(|(_, wanted)| *wanted);
            load_ahead(wanted.map(|(group, _)| group), care);
        })));
    });
}

fn skip(event: leptos::ev::MouseEvent) {
    event.prevent_default();
    document::focus("main h1");
}

/// The community's name, once it is known.
fn brand(session: Session) -> AnyView {
    changing(move || {
        session
            .community()
            .map_or_else(|| t().ui().product.to_owned(), |community| community.name)
    })
}

fn top_bar(navigation: Navigation) -> AnyView {
    let session = Session::get();
    let root = Memo::new(move |_| match navigation.route.get() {
        Route::Home | Route::Services | Route::Projects | Route::Desk => true,
        Route::Points(tail) | Route::Care(tail) | Route::Provider(tail) => tail.is_empty(),
        _ => false,
    });
    let start = move || {
        if root.get() {
            view! { <a class="top-bar__brand" href="/">{art("top-bar__mark", "mark")} {brand(session)}</a> }
                .into_any()
        } else {
            view! { <button class="top-bar__back" type="button" on:click=move |_| nav::back()>{icon("back")} {t().ui().back}</button> }.into_any()
        }
    };
    view! {
        <header class="top-bar">
            {start}
            <div class="top-bar__tools">{switches()} {avatar(session)}</div>
        </header>
    }
    .into_any()
}

fn switches() -> AnyView {
    let appearance = Appearance::get();
    let language = appearance.language;
    view! {
        <button
            class="pill pill--set" type="button"
            aria-pressed=move || appearance.elder.get().to_string()
            on:click=move |_| appearance.set_elder(!appearance.elder.get_untracked())
        >
            {t().ui().elder_on}
        </button>
        <button
            class="pill" type="button" lang=language.get_untracked().other().tag() aria-label=t().ui().other_language_label
            on:click=move |_| appearance.set_language(language.get_untracked().other())
        >
            {t().ui().other_language}
        </button>
    }
    .into_any()
}

fn avatar(session: Session) -> AnyView {
    changing(move || match session.me() {
        Some(me) => {
            let first = me.name.chars().next().unwrap_or(' ').to_string();
            let label = format!("{}, {}", t().ui().tab_me, me.name);
            view! { <a class="avatar" href="/me" aria-label=label>{first}</a> }.into_any()
        }
        None => {
            view! { <a class="pill pill--set" href="/sign-in">{t().ui().sign_in}</a> }.into_any()
        }
    })
}

/// What concerns the whole screen: no network, and what waits on this device.
fn notices() -> AnyView {
    let session = Session::get();
    let waiting = Memo::new(move |_| {
        let waiting = session.outbox.waiting();
        (
            waiting.len(),
            waiting.iter().any(|entry| entry.needs_sign_in),
        )
    });
    let content = move || {
        let (count, needs_sign_in) = waiting.get();
        let offline = !session.online.get();
        if !offline && count == 0 {
            return ().into_any();
        }
        let mut text = String::new();
        if offline {
            text.push_str(t().ui().offline);
        }
        if count > 0 {
            if offline {
                text.push(' ');
            }
            text.push_str(&(t().ui().waiting)(count));
        }
        let way = if needs_sign_in {
            Some((
                Route::SignIn(Some(Box::new(Route::Outbox))).to_string(),
                t().ui().waiting_needs_sign_in.to_owned(),
            ))
        } else {
            (count > 0).then(|| (Route::Outbox.to_string(), t().ui().waiting_look.to_owned()))
        };
        banner("", "offline", text, way)
    };
    view! { <div class="notices" aria-live="polite">{content}</div> }.into_any()
}

/// Whether the desk is open to the person who is here.
fn is_worker(session: Session) -> bool {
    let is_worker = session.me().is_some_and(|me| me.works_here());
    is_worker && session.offers(&Feature::Desk)
}

/// Whether there may be bookings to look after for the person who is here.
fn provides(session: Session) -> bool {
    let counsels = session.me().is_some_and(|me| me.has(&Role::Counsellor));
    (counsels || is_worker(session)) && session.offers(&Feature::Appointments)
}

fn tabs(route: RwSignal<Route>) -> AnyView {
    let session = Session::get();
    let item = move |name: &'static str,
                     href: &'static str,
                     symbol: &'static str,
                     label: &'static str,
                     tab: Tab| {
        view! {
            <a
                class="tabs__item" data-tab=name href=href
                aria-current=move || (route.get().tab() == Some(tab)).then_some("page")
            >
                {icon(symbol)} <span>{label}</span>
            </a>
        }
        .into_any()
    };
    // Until it is known, all tabs stand there as in `index.html`; what the last visit found missing is
    // hidden by the style sheet.
    let known = Memo::new(move |_| session.home.state().with(LoadState::has_content));
    let services = move || !known.get() || session.offers(&Feature::Orders);
    let projects = move || !known.get() || session.offers(&Feature::Projects);
    let points = move || !known.get() || session.offers(&Feature::Points);
    let care = move || !known.get() || session.offers(&Feature::Appointments);
    effect(move |_| {
        if known.get() {
            let offered = [
                ("services", services()),
                ("projects", projects()),
                ("points", points()),
                ("counselling", care()),
            ];
            let missing = offered.into_iter().filter(|(_, offered)| !offered);
            let missing: Vec<_> = missing.map(|(tab, _)| tab).collect();
            remember_without(&missing.join(" "));
        }
    });
    // A counsellor who is no worker has a desk of their own.
    let desk = Memo::new(move |_| match (is_worker(session), provides(session)) {
        (true, _) => Some(("/desk", t().ui().tab_desk)),
        (false, true) => Some(("/provider", t().ui().tab_provider)),
        (false, false) => None,
    });
    view! {
        <nav class="tabs" aria-label=t().ui().navigation>
            <a class="tabs__brand" href="/" tabindex="-1" aria-hidden="true">{art("top-bar__mark", "mark")} {brand(session)}</a>
            {item("home", "/", "home", t().ui().tab_home, Tab::Home)}
            {move || services().then(|| item("services", "/services", "order", t().ui().tab_services, Tab::Services))}
            {move || projects().then(|| item("projects", "/projects", "vote", t().ui().tab_projects, Tab::Projects))}
            {move || points().then(|| item("points", "/points", "points", t().ui().tab_points, Tab::Points))}
            {move || care().then(|| item("counselling", "/care", "care", t().ui().tab_care, Tab::Care))}
            {move || desk.get().map(|(href, name)| view! {
                <a class="tabs__item" data-tab="desk" href=href aria-current=move || route.get().is_desk().then_some("page")>
                    {icon("desk")} <span>{name}</span>
                </a>
            })}
        </nav>
    }
    .into_any()
}

/// The next visit begins with the tabs of this one.
fn remember_without(tabs: &str) {
    let _ = storage::set(WITHOUT, tabs);
    document::set_root_attribute("data-without", Some(tabs));
}
