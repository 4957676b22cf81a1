//! `/orders`

use leptos::prelude::*;
use linli_contract::{OrderRow, Page};

use crate::domain::route::Route;
use crate::features::orders::components::{order_card, pending_card};
use crate::features::orders::{api, model};
use crate::i18n::t;
use crate::offline::outbox::Kind;
use crate::offline::{Query, Session};
use crate::ui::page::{empty, heading, loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, section};
use crate::ui::view;

/// How many orders are read at first; 再看 doubles it.
const FIRST: u32 = 50;

/// The orders of my household.
pub fn orders_page() -> AnyView {
    let session = Session::get();
    let query = Query::<Page<OrderRow>>::new(api::list(FIRST));
    let limit = StoredValue::new(FIRST);
    // What the outbox delivered is an order of this list by now.
    Effect::new(move |before: Option<()>| {
        session.outbox.delivered.track();
        if before.is_some() {
            query.refresh();
        }
    });
    let more = move || {
        limit.update_value(|n| *n = n.saturating_mul(2));
        query.read(api::list(limit.get_value()));
    };
    let shown = Memo::new(move |_| query.get());
    let content = view! {
        {heading(t().orders().title, None)}
        {move || pending(session)}
        {loadable(
            move || shown.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |list| lists(session, &list, more),
        )}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page(
        "orders",
        "",
        Signal::derive(|| t().orders().title.to_owned()),
        query.state(),
        content.into_any(),
    )
}

/// Orders that still wait on this device, whatever the server knows.
fn pending(session: Session) -> Option<AnyView> {
    let mut waiting = session.outbox.waiting();
    waiting.retain(|entry| entry.kind == Kind::Order);
    let count = waiting.len();
    let cards = waiting.iter().map(pending_card).collect_view();
    (count > 0).then(|| {
        view! { <ul class="stack section" data-count=count.to_string() data-pending="">{cards}</ul> }
            .into_any()
    })
}

fn lists(session: Session, list: &Page<OrderRow>, more: impl Fn() + Copy + 'static) -> AnyView {
    if list.items.is_empty() {
        let way = view! {
            <a class="button button--primary" href=Route::Services.to_string()>{t().orders().order_services}</a>
        };
        // With an order on its way, "no orders yet" would be a strange thing to say.
        let waits = session
            .outbox
            .waiting()
            .iter()
            .any(|e| e.kind == Kind::Order);
        let o = t().orders();
        let text = Some(o.empty_text.to_owned());
        return (!waits)
            .then(|| empty("art-empty", o.empty_title, text, way.into_any()))
            .into_any();
    }
    let (alive, ended) = model::split(&list.items);
    let more = list.next_cursor.is_some().then(|| {
        view! {
            <p class="row">
                <button class="button button--quiet" type="button" on:click=move |_| more()>{t().orders().more}</button>
            </p>
        }
    });
    view! {
        {(!alive.is_empty()).then(|| rows(&alive))}
        {(!ended.is_empty()).then(|| section(t().orders().ended, None, rows(&ended)))}
        {more}
    }
    .into_any()
}

fn rows(rows: &[&OrderRow]) -> AnyView {
    let cards = rows.iter().map(|row| order_card(row)).collect_view();
    view! { <ul class="stack" data-count=rows.len().to_string()>{cards}</ul> }.into_any()
}
