//! Where the page is shown; it loads the page's group where that is not there yet.

use std::cell::RefCell;

use leptos::prelude::*;

use super::config::Config;
use super::pages::{Entry, Group, LoadError, View};
use super::release;
use crate::api;
use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::{ahead, document, task};
use crate::ui::effect::effect;
use crate::ui::page::{coming, only_empty, page};
use crate::ui::parts::icon;
use crate::ui::{changing, view};

thread_local! {
    /// The groups that have been loaded.
    static LOADED: RefCell<Vec<(Group, View)>> = const { RefCell::new(Vec::new()) };
}

/// The page of the route now.
pub(super) fn outlet(route: Memo<Route>) -> AnyView {
    changing(move || {
        let route = route.get();
        let group = Group::of(&route);
        match known(group) {
            Some(view) => build(view, &route),
            None => match group.entry() {
                Entry::Here(view) if !group.has_more_styles() => build(view, &route),
                _ => arriving(route, group),
            },
        }
    })
}

/// A page is built once for its route: what it happens to read meanwhile, such as what waits in the
/// outbox, must not build it anew and take away what is typed and what went wrong.
fn build(view: View, route: &Route) -> AnyView {
    untrack(|| view(route))
}

/// Loads groups before they are asked for, one after the other: the likeliest is there the sooner.
/// Whom to call comes before them, where there is a page for it.
pub(super) fn load_ahead(groups: impl Iterator<Item = Group> + 'static, lines: bool) {
    task::spawn(async move {
        if lines {
            Session::keep_help_lines().await;
        }
        for group in groups {
            if known(group).is_none() {
                // A failure shows when the page is opened, with a way to try again.
                let _ = load(group).await;
            }
        }
        // After everything that is looked at now, and out of the browser's own copies.
        if lines {
            ahead::keep(!Config::kept().unwrap_or_default().without_service_worker);
        }
    });
}

fn known(group: Group) -> Option<View> {
    LOADED.with_borrow(|all| all.iter().find(|(g, _)| *g == group).map(|(_, view)| *view))
}

async fn load(group: Group) -> Result<(), LoadError> {
    let view = match group.entry() {
        Entry::Here(view) => view,
        Entry::Later(loading) => loading.await?,
    };
    if group.has_more_styles() {
        document::more_styles().await;
    }
    if known(group).is_none() {
        LOADED.with_borrow_mut(|all| all.push((group, view)));
    }
    Ok(())
}

/// A page whose code is on its way. Leaving it drops what it waits for.
fn arriving(route: Route, group: Group) -> AnyView {
    let state = RwSignal::new(LoadState::Loading);
    let path = route.to_string();
    let fetch = move |by_hand: bool| {
        // The page's data comes beside its code, not after it.
        api::begin(&path);
        task::spawn(async move {
            let result = load(group).await;
            // The files of the release that runs here may be gone. Loading the page again brings the
            // new ones; by itself that happens once, and by hand as often as wanted.
            let outdated = result.is_err()
                && (by_hand || !document::was_reloaded())
                && release::is_outdated().await;
            if outdated && !state.is_disposed() {
                document::reload();
            } else {
                state.try_set(match result {
                    Ok(()) => LoadState::Ready,
                    Err(LoadError) => LoadState::Failed(Error::Offline),
                });
            }
        });
    };
    fetch(false);
    let again = StoredValue::new(move |by_hand: bool| {
        state.set(LoadState::Loading);
        fetch(by_hand);
    });
    // A network that is back is reason enough to try again.
    let online = Session::get().online;
    let mut before = None;
    effect(move |_| {
        let now = online.get();
        let failed = state.with_untracked(|state| matches!(state, LoadState::Failed(_)));
        if failed && now && before == Some(false) {
            again.with_value(|again| again(false));
        }
        before = Some(now);
    });
    changing(move || match (state.get(), known(group)) {
        (LoadState::Failed(_), _) => not_arrived(move || again.with_value(|again| again(true))),
        (LoadState::Ready, Some(view)) => build(view, &route),
        _ => waiting(),
    })
}

fn waiting() -> AnyView {
    page(
        "loading",
        "",
        Signal::derive(String::new),
        Signal::derive(|| LoadState::Loading),
        coming(),
    )
}

/// The group did not arrive: what to do is said once, and the way home and to other pages stays.
fn not_arrived(again: impl Fn() + 'static) -> AnyView {
    let button = view! {
        <button class="button button--primary" type="button" on:click=move |_| again()>
            {icon("refresh")} {t().ui().retry}
        </button>
    };
    let text = Some(t().ui().page_not_loaded.to_owned());
    let content = only_empty(
        "art-offline",
        t().ui().failed_title,
        text,
        button.into_any(),
    );
    page(
        "loading",
        "",
        Signal::derive(|| t().ui().failed_title.to_owned()),
        Signal::derive(|| LoadState::Failed(Error::Offline)),
        view! { <div role="alert">{content}</div> }.into_any(),
    )
}
