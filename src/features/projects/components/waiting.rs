//! Proposals of mine that still wait on this device.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::i18n::t;
use crate::offline::Session;
use crate::offline::outbox::{Entry, Kind};
use crate::ui::parts::status;
use crate::ui::{changing, view};

/// A card for each of them; what was refused leads back to the form.
pub(in crate::features::projects) fn waiting(session: Session) -> AnyView {
    let own = Memo::new(move |_| {
        let mut entries = session.outbox.waiting();
        entries.retain(|entry| entry.kind == Kind::Project);
        entries
    });
    changing(move || {
        let cards = own.get().iter().map(card).collect_view();
        (!own.with(Vec::is_empty)).then(|| view! { <ul class="stack section">{cards}</ul> })
    })
}

fn card(entry: &Entry) -> AnyView {
    let p = t().projects();
    let refused = entry.refused.is_some();
    let state = if refused {
        status("stop", "warn", p.pending_refused)
    } else {
        status("wait", "clock", p.pending)
    };
    let hint = if refused { p.refused_text } else { p.waits_new };
    view! {
        <li class="card stack order-card--pending" data-id=entry.key.clone()>
            <div class="order-card__head"><p class="order-card__title">{entry.title.clone()}</p> {state}</div>
            <p class="soft">{hint}</p>
            {refused.then(|| view! { <p><a class="button button--soft button--small" href=Route::NewProject.to_string()>{p.pending_change}</a></p> })}
        </li>
    }
    .into_any()
}
