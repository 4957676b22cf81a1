//! A wish in a list.

use leptos::prelude::*;
use linli_contract::{Wish, WishStatus};

use super::second;
use crate::domain::route::Route;
use crate::features::wishes::model;
use crate::i18n::{self, Style, t};
use crate::offline::Session;
use crate::platform::clock;
use crate::ui::wish::state;
use crate::ui::{changing, view};

/// A card that follows its wish. `update` takes over what seconding answers. It is built once, so
/// that the focus stays on its button.
pub(in crate::features::wishes) fn card(
    session: Session,
    wish: Memo<Option<Wish>>,
    update: Callback<Wish>,
) -> AnyView {
    let Some(first) = wish.get_untracked() else {
        return ().into_any();
    };
    let href = Route::Wish(first.id.clone()).to_string();
    let text = view! { <a class="wish__text" href=href>{first.text}</a> };
    let open = Memo::new(move |_| wish.with(|w| w.as_ref().map(|w| w.status == WishStatus::Open)));
    let head = move || match open.get() {
        Some(false) => wish.get().map(|wish| state(&wish.status)),
        _ => None,
    };
    let body = move || match open.get() {
        Some(true) => view! { {meter(session, wish)} {second(session, wish, update)} }.into_any(),
        Some(false) => wish.get().as_ref().map(result).into_any(),
        None => ().into_any(),
    };
    view! {
        <li class="card wish" data-id=first.id.0>
            <div class="order-card__head">{text} {head}</div>
            {body}
        </li>
    }
    .into_any()
}

/// How many households there are and how long it is open.
pub(in crate::features::wishes) fn meter(session: Session, wish: Memo<Option<Wish>>) -> AnyView {
    let w = t().wishes();
    changing(move || {
        wish.get().map(|wish| {
            let waiting = second::waiting_of(session, &wish.id);
            let seconds = model::standing(&wish, waiting).seconds;
            let due = wish.due_at.map(|due| (w.days_left)(model::days_left(due, clock::now())));
            view! {
                <div class="wish__meter">
                    <progress
                        class="progress progress--wish" value=seconds.to_string() max=wish.threshold.max(1).to_string()
                        aria-label=(w.progress_label)(seconds, wish.threshold)
                    ></progress>
                    <p class="wish__line">
                        <span class="wish__seconds">{(w.progress)(seconds, wish.threshold)}</span> <span>{due}</span>
                    </p>
                </div>
            }
        })
    })
}

/// What came of a wish: when the answer is promised, why, and the service it became.
pub(in crate::features::wishes) fn result(wish: &Wish) -> AnyView {
    let w = t().wishes();
    let line = match (&wish.status, wish.due_at) {
        (WishStatus::Review, Some(due)) => Some((w.review_due)(
            wish.seconds,
            &i18n::instant(due, Style::Day),
        )),
        (WishStatus::Review, None) => Some((w.review)(wish.seconds)),
        (WishStatus::Lapsed, _) => Some((w.lapsed)(wish.seconds, wish.threshold)),
        _ => None,
    };
    let service = wish.service_id.clone().map(|id| {
        let href = Route::Service(id).to_string();
        view! { <p><a class="button button--soft button--small" href=href>{w.see_service}</a></p> }
    });
    view! {
        {line.map(|line| view! { <p class="soft">{line}</p> })}
        {wish.reason.clone().map(|reason| view! { <p class="wish__reason">{reason}</p> })}
        {service}
    }
    .into_any()
}
