//! `/wishes`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Page, Wish, WishId};

use crate::domain::route::Route;
use crate::features::wishes::components::{card, waiting};
use crate::features::wishes::{api, model};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{empty, loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, icon, section};
use crate::ui::view;

/// As many wishes are read at first, and more each time more are asked for.
const STEP: u32 = 100;

/// All wishes: the open ones, and what came of the others.
pub fn wishes_page() -> AnyView {
    let session = Session::get();
    let limit = RwSignal::new(STEP);
    let query = Query::<Page<Wish>>::new(api::wishes(STEP));
    // What the outbox delivered has changed the numbers, and a network that is back has news.
    Effect::new(move |before: Option<()>| {
        session.outbox.delivered.track();
        session.online.track();
        if before.is_some() {
            query.refresh();
        }
    });
    // Only which wishes there are builds the list anew; the cards follow their own wish.
    let groups = Memo::new(move |_| {
        query
            .get()
            .map(|page| (model::groups(&page.items), page.next_cursor.is_some()))
    });
    let more = move || {
        limit.update(|limit| *limit += STEP);
        query.read(api::wishes(limit.get_untracked()));
    };
    let content = view! {
        {head(query)}
        {waiting(session)}
        {loadable(
            move || groups.get().map(Arc::new),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |groups| {
                let ((open, ended), has_more) = &*groups;
                let more = has_more.then(|| view! {
                    <button class="button button--soft button--wide" type="button" on:click=move |_| more()>{t().wishes().more}</button>
                });
                view! { {lists(session, query, open, ended)} {more} }.into_any()
            },
        )}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "wishes",
        "",
        Signal::derive(|| t().wishes().title.to_owned()),
        query.state(),
        content.into_any(),
    )
}

fn head(query: Query<Page<Wish>>) -> AnyView {
    let w = t().wishes();
    // The number of households is the community's; wishes carry it.
    let lead = move || {
        let threshold = query
            .get()
            .and_then(|page| page.items.first().map(|wish| wish.threshold));
        threshold.map(|n| view! { <p class="page__lead">{(w.lead)(n)}</p> })
    };
    view! {
        <div class="page__head">
            <div class="order-card__head">
                <h1 tabindex="-1">{w.title}</h1>
                <a class="button button--primary" href=Route::NewWish.to_string()>{icon("plus")} {w.new}</a>
            </div>
            {lead}
        </div>
    }
    .into_any()
}

fn lists(session: Session, query: Query<Page<Wish>>, open: &[WishId], ended: &[WishId]) -> AnyView {
    let w = t().wishes();
    if open.is_empty() && ended.is_empty() {
        return empty(
            "art-wish",
            w.none,
            Some(w.none_text.to_owned()),
            ().into_any(),
        );
    }
    let first = if open.is_empty() {
        view! { <p class="soft">{w.none_open}</p> }.into_any()
    } else {
        list(session, query, open)
    };
    let second = (!ended.is_empty()).then(|| section(w.ended, None, list(session, query, ended)));
    view! { {first} {second} }.into_any()
}

fn list(session: Session, query: Query<Page<Wish>>, ids: &[WishId]) -> AnyView {
    let cards = ids
        .iter()
        .map(|id| card(session, one_of(query, id.clone()), update_in(query)))
        .collect_view();
    view! { <ul class="stack section" data-count=ids.len().to_string()>{cards}</ul> }.into_any()
}

/// One wish of a list.
pub(super) fn one_of(query: Query<Page<Wish>>, id: WishId) -> Memo<Option<Wish>> {
    Memo::new(move |_| {
        let page = query.get()?;
        page.items.iter().find(|wish| wish.id == id).cloned()
    })
}

/// Takes a changed wish over into a list.
pub(super) fn update_in(query: Query<Page<Wish>>) -> Callback<Wish> {
    Callback::new(move |changed: Wish| {
        query.change(|page| {
            if let Some(place) = page.items.iter_mut().find(|wish| wish.id == changed.id) {
                *place = changed;
            }
        });
    })
}
