//! Where the page is shown; it loads the page's group where that is not there yet.

use std::cell::RefCell;

use leptos::prelude::*;

use super::pages::{Entry, Group, LoadError, View};
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::i18n::t;
use crate::platform::{document, task};
use crate::ui::page::{empty, heading, page, skeleton_rows};
use crate::ui::parts::icon;

thread_local! {
    /// The groups that have been loaded.
    static LOADED: RefCell<Vec<(Group, View)>> = const { RefCell::new(Vec::new()) };
}

/// The page of the route now.
pub(super) fn outlet(route: Memo<Route>) -> AnyView {
    (move || {
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
    .into_any()
}

/// A page is built once for its route: what it happens to read meanwhile, such as what waits in the
/// outbox, must not build it anew and take away what is typed and what went wrong.
fn build(view: View, route: &Route) -> AnyView {
    untrack(|| view(route))
}

/// Loads groups before they are asked for.
pub(super) fn load_ahead(groups: &[Group]) {
    for group in groups
        .iter()
        .copied()
        .filter(|group| known(*group).is_none())
    {
        task::spawn(async move {
            // A failure shows when the page is opened, with a way to try again.
            let _ = load(group).await;
        });
    }
}

fn known(group: Group) -> Option<View> {
    LOADED.with_borrow(|all| all.iter().find(|(g, _)| *g == group).map(|(_, view)| *view))
}

async fn load(group: Group) -> Result<View, LoadError> {
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
    Ok(view)
}

/// A page whose code is on its way. Leaving it drops what it waits for.
fn arriving(route: Route, group: Group) -> AnyView {
    let arrived = RwSignal::new(None::<Result<View, LoadError>>);
    task::spawn(async move {
        let result = load(group).await;
        arrived.try_set(Some(result));
    });
    (move || match arrived.get() {
        Some(Ok(view)) => build(view, &route),
        Some(Err(LoadError)) => not_arrived(),
        None => waiting(),
    })
    .into_any()
}

fn waiting() -> AnyView {
    let content = view! { <h1 class="visually-hidden" tabindex="-1">{t().ui().loading}</h1> {skeleton_rows()} };
    page(
        "loading",
        "",
        Signal::derive(String::new),
        Signal::derive(|| LoadState::Loading),
        content.into_any(),
    )
}

/// Loading the whole page again also helps when a newer release has replaced the group's file.
fn not_arrived() -> AnyView {
    let again = view! {
        <button class="button button--primary" type="button" on:click=move |_| document::reload()>
            {icon("refresh")} {t().ui().retry}
        </button>
    };
    let content = view! {
        {heading(t().ui().failed_title, None)}
        {empty("art-offline", t().ui().failed_title, Some(t().ui().page_not_loaded.to_owned()), again.into_any())}
    };
    let failed = LoadState::Failed(crate::domain::error::Error::Offline);
    page(
        "loading",
        "",
        Signal::derive(String::new),
        Signal::derive(move || failed.clone()),
        content.into_any(),
    )
}
