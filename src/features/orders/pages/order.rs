//! `/orders/{id}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Order, OrderAction, OrderId, StatusType};

use crate::api::upload_url;
use crate::domain::route::Route;
use crate::features::orders::api;
use crate::features::orders::components::{
    asks, cancel_dialog, complain_form, holder, reason, visit, waiting,
};
use crate::features::orders::forms::Forms;
use crate::i18n::t;
use crate::offline::outbox::Kind;
use crate::offline::{Query, Session};
use crate::ui::order::{answers, complaints, rating, status_chip, steps, timeline};
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::help_line;
use crate::ui::view;

/// An order: what it asks of me, where it is, who has it, what happened.
pub fn order_page(id: &OrderId) -> AnyView {
    let session = Session::get();
    let query = Query::<Order>::new(api::order(id));
    let forms = Forms::new(session, query, id.clone());
    let cancelling = RwSignal::new(false);
    Effect::new(move |before: Option<()>| {
        session.outbox.delivered.track();
        if before.is_some() {
            query.refresh();
        }
    });
    // The same order read again is no reason to build its forms anew under somebody's fingers.
    let order = Memo::new(move |_| query.get());
    let title = Signal::derive(move || {
        order.get().map_or_else(
            || t().orders().one.to_owned(),
            |order| order.service_name.clone(),
        )
    });
    let content = view! {
        <div class="page__head">
            <div class="order-card__head">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {move || order.get().map(|order| status_chip(&order.status))}
            </div>
            {move || order.get().map(|order| lead(&order))}
        </div>
        {loadable(
            move || order.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |order| body(forms, order, cancelling),
        )}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
        {cancel_dialog(forms, cancelling)}
    };
    page("order", "", title, query.state(), content.into_any())
}

fn lead(order: &Order) -> AnyView {
    let o = t().orders();
    let acting = order.acting_for.as_ref().map(|name| {
        let mut text = " · ".to_owned();
        text.push_str(&(o.acting_for)(name));
        text
    });
    view! { <p class="page__lead">{o.number} " " <span class="number">{order.number.clone()}</span> {acting}</p> }
        .into_any()
}

fn body(forms: Forms, order: Arc<Order>, cancelling: RwSignal<bool>) -> AnyView {
    let asked = {
        let order = order.clone();
        move || {
            view! {
                {forms.waiting().get().iter().map(waiting).collect_view()}
                {asks(forms, &order)}
            }
        }
    };
    view! {
        <div class="stack">
            {asked}
            {reason(&order)}
            {steps(&order.status)}
            {visit(&order)}
            {holder(&order)}
        </div>
        {timeline(&order.timeline, upload_url)}
        {answers(t().orders().my_answers, &order.answers, upload_url)}
        {order.rating.as_ref().map(|given| rating(t().orders().rating, given))}
        {complaints(t().orders().complaints, &order.complaints)}
        {buttons(forms, &order, cancelling)}
    }
    .into_any()
}

/// The quiet ways: complain, cancel, order again.
fn buttons(forms: Forms, order: &Order, cancelling: RwSignal<bool>) -> AnyView {
    let o = t().orders();
    let may = |action| order.actions.contains(&action);
    let complain = may(OrderAction::Complain).then(|| {
        let open = move |_| forms.open_form(Kind::Complaint, "#complaint");
        view! { <button class="button button--small" type="button" on:click=open>{o.complain}</button> }
    });
    let cancel = may(OrderAction::Cancel).then(|| {
        let ask = move |_| cancelling.set(true);
        view! {
            <button class="button button--danger button--small" type="button" data-cancel="" on:click=ask>
                {o.cancel}
            </button>
        }
    });
    let again = (order.status_type != StatusType::Open).then(|| {
        let href = Route::Service(order.service_id.clone()).to_string();
        view! { <a class="button button--small" href=href>{o.again}</a> }
    });
    let may_complain = may(OrderAction::Complain);
    view! {
        {move || (may_complain && forms.open().get() == Some(Kind::Complaint)).then(|| complain_form(forms))}
        <div class="section row">{complain} {again} {cancel}</div>
    }
    .into_any()
}
