//! `/desk/orders/{id}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{DeskOrder, OrderId, StatusType};

use crate::api::upload_url;
use crate::domain::load::LoadState;
use crate::features::desk::api;
use crate::features::desk::components::{Access, Moving, access, actions, due_mark, residents};
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session};
use crate::ui::order::{answers, complaints, rating, status_chip, timeline};
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::{call, fact};

/// An order at the desk: what it is about beside what can be done with it.
pub fn desk_order_page(id: &OrderId) -> AnyView {
    let session = Session::get();
    let query = Query::<DeskOrder>::idle();
    let moving = Moving::new(query, id.clone());
    let access = access(session);
    let path = api::order(id);
    Effect::new(move |_| {
        if access.get() == Access::Ask {
            query.read(path.clone());
        }
    });
    let order = Memo::new(move |_| query.get());
    let title = Signal::derive(move || {
        order.get().map_or_else(
            || t().desk().title.to_owned(),
            |desk| desk.order.service_name.clone(),
        )
    });
    let state = Signal::derive(move || match access.get() {
        Access::Resident => LoadState::Ready,
        _ => query.state().get(),
    });
    let body = move || {
        if access.get() == Access::Resident {
            return residents();
        }
        loadable(
            move || order.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |desk| columns(moving, desk),
        )
    };
    let content = view! {
        <div class="page__head">
            <h1 tabindex="-1">{move || title.get()}</h1>
            {move || order.get().map(|desk| view! {
                <p class="page__lead">{t().desk().number} " " <span class="number">{desk.order.number.clone()}</span></p>
            })}
        </div>
        {body}
    };
    page(
        "desk-order",
        "page--wide desk",
        title,
        state,
        content.into_any(),
    )
}

/// On a wide screen side by side, on a phone what can be done first.
fn columns(moving: Moving, desk: Arc<DeskOrder>) -> AnyView {
    let order = &desk.order;
    view! {
        <div class="desk__columns desk__columns--order">
            <div class="desk__detail">{handling(moving, &desk)}</div>
            <div>
                {facts(&desk)}
                {answers(t().desk().answers, &order.answers, upload_url)}
                {timeline(&order.timeline, upload_url)}
                {order.rating.as_ref().map(|given| rating(t().desk().rating, given))}
                {complaints(t().desk().complaints, &order.complaints)}
            </div>
        </div>
    }
    .into_any()
}

fn handling(moving: Moving, desk: &DeskOrder) -> AnyView {
    let order = &desk.order;
    let open = order.status_type == StatusType::Open;
    let call_back = order
        .rating
        .as_ref()
        .and_then(|rating| rating.call_back_by)
        .filter(|_| !open)
        .map(|by| (t().desk().call_back)(&i18n::instant(by, Style::DayTime)));
    view! {
        <section class="card stack" aria-labelledby="handle">
            <h2 class="visually-hidden" id="handle">{t().desk().handle}</h2>
            <div class="order-card__head">
                {status_chip(&order.status)}
                {open.then(|| due_mark(order.promised_at))}
            </div>
            {call_back.map(|text| view! { <p>{text}</p> })}
            <div class="contact">
                <div class="contact__body">
                    <p class="contact__name">{desk.person.clone()}</p>
                    <p class="soft">{desk.address.clone()}</p>
                </div>
                {desk.phone.as_ref().map(|phone| call("button--soft button--small", &desk.person, phone))}
            </div>
            {actions(moving, desk.transitions.clone())}
        </section>
    }
    .into_any()
}

fn facts(desk: &DeskOrder) -> AnyView {
    let d = t().desk();
    let order = &desk.order;
    let holder = view! {
        {order.holder.name.clone()} " "
        {order.holder.phone.as_ref().map(|phone| call("button--quiet button--small", &order.holder.name, phone))}
    };
    let mut placed = order.placed_by.clone();
    if let Some(name) = &order.acting_for {
        placed.push_str(" · ");
        placed.push_str(&(t().orders().acting_for)(name));
    }
    let visit = order
        .visit_at
        .map(|at| fact(d.visit, i18n::instant(at, Style::DayTime).into_any()));
    let question = order
        .question
        .as_ref()
        .map(|question| fact(d.question, question.text.clone().into_any()));
    view! {
        <dl class="card card--flush facts">
            {fact(d.placed_by, placed.into_any())}
            {fact(d.holder, holder.into_any())}
            {visit}
            {question}
        </dl>
    }
    .into_any()
}
