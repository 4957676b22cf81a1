//! The frame of these pages: whose place this is, its parts, and the way out at once.

use leptos::prelude::*;
use linli_contract::Role;

use crate::domain::load::LoadState;
use crate::domain::provider::ProviderPage;
use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::history;
use crate::ui::page::{coming, only_empty, sign_in_link};
use crate::ui::parts::icon;
use crate::ui::quiet::quiet_work_page;
use crate::ui::{changing, view};

/// What is known about somebody who comes here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::provider) enum Access {
    /// Nothing yet.
    Unknown,
    /// Nobody has signed in.
    Nobody,
    /// Somebody who neither counsels nor works here, or has no use for this page.
    Other,
    /// Somebody who counsels, works here, or both.
    Here {
        /// Has bookings, times and a key of their own.
        counsels: bool,
        /// Looks after kinds that are not private, and calls people back.
        works: bool,
    },
}

/// For whom a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::provider) enum For {
    /// Whoever counsels or works here.
    Both,
    /// Whoever counsels.
    Counsellors,
    /// Whoever works here.
    Workers,
}

/// What is known now.
pub(in crate::features::provider) fn access(session: Session, page: For) -> Memo<Access> {
    Memo::new(move |_| {
        let known = match session.home.state().get() {
            // Who is here, and what day it is, is the server's word and not a kept copy's.
            LoadState::Loading | LoadState::Stale { error: None, .. } => return Access::Unknown,
            LoadState::Failed(_) => None,
            LoadState::Ready | LoadState::Stale { .. } => session.home.get(),
        };
        let Some(home) = known else {
            // The server decides when it can be asked.
            return Access::Here {
                counsels: page != For::Workers,
                works: page == For::Workers,
            };
        };
        let Some(me) = &home.me else {
            return Access::Nobody;
        };
        let counsels = me.has(&Role::Counsellor);
        let works = me.works_here();
        let may = match page {
            For::Both => counsels || works,
            For::Counsellors => counsels,
            For::Workers => works,
        };
        if may {
            Access::Here { counsels, works }
        } else {
            Access::Other
        }
    })
}

/// Calls `read` once somebody is here for whom the page is.
pub(in crate::features::provider) fn reads(access: Memo<Access>, read: impl Fn() + 'static) {
    let here = Memo::new(move |_| matches!(access.get(), Access::Here { .. }));
    Effect::new(move |_| {
        if here.get() {
            read();
        }
    });
}

/// The page; `content` is built for those alone for whom it is.
pub(in crate::features::provider) fn frame(
    name: &'static str,
    here: ProviderPage,
    access: Memo<Access>,
    state: Signal<LoadState>,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let state = Signal::derive(move || match access.get() {
        Access::Unknown => LoadState::Loading,
        Access::Nobody | Access::Other => LoadState::Ready,
        Access::Here { .. } => state.get(),
    });
    let view = changing(move || match access.get() {
        Access::Unknown => coming(),
        Access::Nobody => nobody(),
        Access::Other => others(),
        Access::Here { counsels, works } => {
            view! { {navigation(&here, counsels, works)} {untrack(&content)} }.into_any()
        }
    });
    quiet_work_page(name, state, view)
}

fn nobody() -> AnyView {
    let way = sign_in_link(Route::parse(&history::path()));
    only_empty("art-street", t().provider().others_title, None, way)
}

fn others() -> AnyView {
    let p = t().provider();
    let way = view! { <a class="button button--primary" href="/">{t().ui().go_home}</a> };
    let text = Some(p.others_text.to_owned());
    only_empty("art-lost", p.others_title, text, way.into_any())
}

fn navigation(here: &ProviderPage, counsels: bool, works: bool) -> AnyView {
    let p = t().provider();
    let item = |page: ProviderPage, symbol: &str, word: &'static str| {
        view! {
            <a class="desk__part" href=page.to_string() aria-current=(*here == page).then_some("page")>
                {icon(symbol)} <span>{word}</span>
            </a>
        }
    };
    view! {
        <nav class="desk__parts" aria-label=p.navigation>
            {works.then(|| view! { <a class="desk__part" href=Route::Desk.to_string()>{icon("desk")} <span>{p.nav_desk}</span></a> })}
            {item(ProviderPage::Bookings, "calendar", p.nav_bookings)}
            {item(ProviderPage::Times, "clock", p.nav_times)}
            {counsels.then(|| item(ProviderPage::Key, "shield", p.nav_key))}
            {works.then(|| item(ProviderPage::Calls, "phone", p.nav_calls))}
        </nav>
    }
    .into_any()
}
