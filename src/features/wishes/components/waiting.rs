//! Wishes of mine that still wait on this device.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::Session;
use crate::offline::outbox::{Entry, Kind};
use crate::ui::parts::status;
use crate::ui::{changing, view};

/// A card for each of them; what was refused leads back to the form.
pub(in crate::features::wishes) fn waiting(session: Session) -> AnyView {
    let own = Memo::new(move |_| {
        let mut entries = session.outbox.waiting();
        entries.retain(|entry| entry.kind == Kind::Wish);
        entries
    });
    changing(move || {
        let cards = own.get().iter().map(card).collect_view();
        (!own.with(Vec::is_empty)).then(|| view! { <ul class="stack section">{cards}</ul> })
    })
}

fn card(entry: &Entry) -> AnyView {
    let w = t().wishes();
    let refused = entry.refused.is_some();
    let state = if refused {
        status("stop", "warn", w.state_refused)
    } else {
        status("wait", "clock", w.state_waiting)
    };
    let hint = if refused { w.refused_text } else { w.waits_new };
    view! {
        <li class="card wish order-card--pending" data-id=entry.key.clone()>
            <div class="order-card__head"><p class="wish__text">{entry.title.clone()}</p> {state}</div>
            <p class="soft">{hint}</p>
            {refused.then(|| view! { <a class="button button--soft button--small" href=Route::NewWish.to_string()>{w.refused_action}</a> })}
        </li>
    }
    .into_any()
}
