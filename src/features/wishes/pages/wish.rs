//! `/wishes/{id}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Wish, WishId, WishStatus};

use crate::domain::route::Route;
use crate::features::wishes::api;
use crate::features::wishes::components::{meter, result, second};
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::{fact, help_line, section};
use crate::ui::poster::poster;
use crate::ui::wish::state;
use crate::ui::{changing, view};

/// One wish: where it stands, what that means, and seconding it.
pub fn wish_page(id: &WishId) -> AnyView {
    let session = Session::get();
    let query = Query::<Wish>::new(api::wish(id));
    Effect::new(move |before: Option<()>| {
        session.outbox.delivered.track();
        session.online.track();
        if before.is_some() {
            query.refresh();
        }
    });
    let wish = Memo::new(move |_| query.get().map(|wish| Wish::clone(&wish)));
    let update = Callback::new(move |changed: Wish| query.change(|wish| *wish = changed));
    // Only another state builds the page anew, so that the focus stays on the button.
    let status = Memo::new(move |_| wish.with(|wish| wish.as_ref().map(|w| w.status.clone())));
    let title = Signal::derive(move || {
        wish.with(|wish| {
            wish.as_ref()
                .map_or_else(|| t().wishes().wish.to_owned(), |wish| wish.text.clone())
        })
    });
    let content = view! {
        <div class="page__head">
            <div class="order-card__head">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {move || wish.get().map(|wish| state(&wish.status))}
            </div>
        </div>
        {loadable(
            move || status.get().map(Arc::new),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |status| details(session, &status, wish, update),
        )}
        <p class="section"><a class="button button--quiet" href=Route::Wishes.to_string()>{t().wishes().to_list}</a></p>
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page("wish", "", title, query.state(), content.into_any())
}

fn details(
    session: Session,
    status: &WishStatus,
    wish: Memo<Option<Wish>>,
    update: Callback<Wish>,
) -> AnyView {
    let w = t().wishes();
    let now = if *status == WishStatus::Open {
        view! { {meter(session, wish)} {second(session, wish, update)} }.into_any()
    } else {
        changing(move || wish.get().as_ref().map(result))
    };
    let threshold = wish.with_untracked(|wish| wish.as_ref().map_or(0, |wish| wish.threshold));
    let means = match status {
        WishStatus::Open => Some((w.means_open)(threshold)),
        WishStatus::Review => Some(w.means_review.to_owned()),
        WishStatus::Adopted => Some(w.means_adopted.to_owned()),
        WishStatus::Declined => Some(w.means_declined.to_owned()),
        WishStatus::Lapsed => Some(w.means_lapsed.to_owned()),
        WishStatus::Other(_) => None,
    };
    view! {
        <div class="card wish">{now}</div>
        {means.map(|means| section(w.meaning, None, view! { <p class="card card--tint">{means}</p> }.into_any()))}
        {move || wish.get().as_ref().map(facts)}
        {wish.with_untracked(|wish| {
            wish.as_ref().map(|wish| poster(&Route::Wish(wish.id.clone()), wish.text.clone()))
        })}
    }
    .into_any()
}

fn facts(wish: &Wish) -> AnyView {
    let w = t().wishes();
    let day = |at| i18n::instant(at, Style::LongDay).into_any();
    let due = wish.due_at.and_then(|due| match wish.status {
        WishStatus::Open => Some(fact(w.open_until, day(due))),
        WishStatus::Review => Some(fact(w.answer_until, day(due))),
        _ => None,
    });
    let households = (w.progress)(wish.seconds, wish.threshold).into_any();
    view! {
        <dl class="card card--flush facts section">
            {fact(w.made_on, day(wish.created_at))}
            {due}
            {fact(w.households, households)}
        </dl>
    }
    .into_any()
}
