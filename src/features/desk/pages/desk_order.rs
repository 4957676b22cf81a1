//! An order at the desk: what can be done with it, and what it is about.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Audience, DeskOrder, DeskRow, OrderId, Page, StatusType};

use crate::api::upload_url;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::desk::components::{Access, Moving, actions, due_mark, duties};
use crate::features::desk::forms::Opened;
use crate::i18n::{self, Style, t};
use crate::offline::Query;
use crate::ui::order::{answers, complaints, rating, status_chip, timeline};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::{call, fact, icon};
use crate::ui::view;

/// An order that is open, and what is typed about it.
#[derive(Clone, Copy)]
pub(super) struct Detail {
    about: Opened,
    moving: Moving,
    /// What it is called in the queue, until the order itself is there.
    known: StoredValue<Option<String>>,
}

impl Detail {
    /// Opens an order. `list` is the queue, which is read again when the order has changed.
    pub(super) fn open(access: Memo<Access>, list: Query<Page<DeskRow>>, id: OrderId) -> Self {
        let known = list.get_untracked().and_then(|page| {
            let row = page.items.iter().find(|row| row.id == id);
            row.map(|row| row.service_name.clone())
        });
        let about = Opened::new(id, Callback::new(move |()| list.refresh()));
        Effect::new(move |_| {
            if access.get() == Access::Ask {
                about.read();
            }
        });
        Self {
            about,
            moving: Moving::new(about),
            known: StoredValue::new(known),
        }
    }

    /// The state of its data.
    pub(super) fn state(self) -> Signal<LoadState> {
        self.about.query.state()
    }

    /// The service's name.
    pub(super) fn title(self) -> Signal<String> {
        let query = self.about.query;
        Signal::derive(move || match query.get() {
            Some(desk) => desk.order.service_name.clone(),
            None => self
                .known
                .get_value()
                .unwrap_or_else(|| t().desk().title.to_owned()),
        })
    }

    /// The heading; beside the queue with the way back to it.
    pub(super) fn head(self, beside: bool) -> AnyView {
        let query = self.about.query;
        let title = self.title();
        let close = beside.then(|| view! {
            <a class="icon-button" href=Route::Desk.to_string() aria-label=t().desk().back_to_queue>{icon("close")}</a>
        });
        view! {
            <div class="page__head">
                <div class="desk__head"><h1 tabindex="-1">{move || title.get()}</h1> {close}</div>
                {move || query.get().map(|desk| view! {
                    <p class="page__lead">{t().desk().number} " " <span class="number">{desk.order.number.clone()}</span></p>
                })}
            </div>
        }
        .into_any()
    }

    /// What can be done first, then what it is about.
    pub(super) fn view(self) -> AnyView {
        let query = self.about.query;
        let order = Memo::new(move |_| query.get());
        loadable(
            move || order.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |desk| self.content(&desk),
        )
    }

    fn content(self, desk: &Arc<DeskOrder>) -> AnyView {
        let order = &desk.order;
        view! {
            {self.handling(desk)}
            <div class="section">{facts(desk)}</div>
            {answers(t().desk().answers, &order.answers, upload_url)}
            {order.rating.as_ref().map(|given| rating(t().desk().rating, given))}
            {complaints(t().desk().complaints, &order.complaints)}
            {timeline(&order.timeline, upload_url)}
        }
        .into_any()
    }

    fn handling(self, desk: &DeskOrder) -> AnyView {
        let order = &desk.order;
        let open = order.status_type == StatusType::Open;
        let nothing = (desk.transitions.is_empty() && desk.actions.is_empty())
            .then(|| view! { <p class="soft">{t().desk().nothing_to_do}</p> });
        view! {
            <section class="stack" aria-labelledby="handle">
                <h2 class="visually-hidden" id="handle">{t().desk().handle}</h2>
                <div class="card stack">
                    <div class="order-card__head">
                        {status_chip(&order.status)}
                        {open.then(|| due_mark(order.promised_at))}
                    </div>
                    <div class="contact">
                        <div class="contact__body">
                            <p class="contact__name">{desk.person.clone()}</p>
                            <p class="soft">{desk.address.clone()}</p>
                        </div>
                        {desk.phone.as_ref().map(|phone| call("button--soft button--small", &desk.person, phone))}
                    </div>
                    {nothing}
                </div>
                {duties(self.about, desk)}
                {actions(self.moving, desk.transitions.clone())}
            </section>
        }
        .into_any()
    }
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
    // What the review decides by: whom the service is for, and who wants it.
    let audience = desk
        .audience
        .as_ref()
        .filter(|audience| **audience != Audience::All);
    let audience = audience.map(|audience| {
        let mut text = (t().services().audience)(audience.as_str()).to_owned();
        if let Some(year) = desk.birth_year {
            text.push_str(" · ");
            text.push_str(&(d.born)(year));
        }
        fact(d.audience, text.into_any())
    });
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
            {audience}
            {fact(d.holder, holder.into_any())}
            {visit}
            {question}
        </dl>
    }
    .into_any()
}
