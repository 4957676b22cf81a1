//! `/outbox`

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::features::orders::components::{entries, take_back};
use crate::i18n::t;
use crate::offline::Session;
use crate::offline::outbox::Kind;
use crate::ui::dialog::confirm;
use crate::ui::page::{empty, plain_page, sign_in_link};
use crate::ui::view;

/// What waits on this device.
pub fn outbox_page() -> AnyView {
    let session = Session::get();
    let asking = RwSignal::new(false);
    let lane = StoredValue::new(String::new());
    let ask = move |of: String| {
        lane.set_value(of);
        asking.set(true);
    };
    let act = move || {
        take_back(session, lane.get_value());
        asking.set(false);
    };
    let content = view! {
        <div class="page__head">
            <h1 tabindex="-1">{t().orders().outbox}</h1>
            {move || lead(session)}
        </div>
        {move || list(session, ask)}
        {move || of_others(session)}
        {confirm(
            asking,
            "main h1",
            t().orders().take_back_title,
            || view! { <p>{t().orders().take_back_text}</p> }.into_any(),
            ("button--stop", t().orders().take_back),
            Signal::derive(|| false),
            act,
        )}
    };
    plain_page("outbox", "", t().orders().outbox, content.into_any())
}

fn list(session: Session, ask: impl Fn(String) + Copy + 'static) -> AnyView {
    let o = t().orders();
    let waiting = session.outbox.waiting();
    if waiting.is_empty() {
        let way = view! {
            <a class="button button--primary" href=Route::Orders.to_string()>{o.title}</a>
        };
        let text = Some(o.outbox_empty_text.to_owned());
        return empty("art-done", o.outbox_empty_title, text, way.into_any());
    }
    entries(session, &waiting, ask)
}

fn lead(session: Session) -> Option<AnyView> {
    let waits = !session.outbox.waiting().is_empty();
    waits.then(|| view! { <p class="page__lead">{t().orders().outbox_lead}</p> }.into_any())
}

/// What other people left on this device, or I did before my session ended: how much, not what.
fn of_others(session: Session) -> Option<AnyView> {
    let person = session.person();
    let count = session.outbox.entries.with(|entries| {
        entries
            .iter()
            .filter(|e| e.person != person && e.kind != Kind::Photo)
            .count()
    });
    (count > 0).then(|| {
        view! {
            <div class="section card card--wait stack">
                <p>{(t().orders().others)(count)}</p>
                <div class="row">{sign_in_link(Route::Outbox)}</div>
            </div>
        }
        .into_any()
    })
}
