//! `/services/{id}/order/sent/{key}`: received, with its number; or waiting on this device.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Order, ServiceId};

use crate::api as server;
use crate::domain::load::LoadState;
use crate::domain::phone;
use crate::domain::route::Route;
use crate::features::services::form::taken;
use crate::i18n::{self, Style, t};
use crate::offline::Session;
use crate::offline::outbox::Entry;
use crate::ui::nav;
use crate::ui::page::{empty, page};
use crate::ui::parts::{action, art, help_line, icon, status};
use crate::ui::{changing, view};

/// What became of an order that was handed in under a key.
pub(super) fn sent_page(id: &ServiceId, key: &str) -> AnyView {
    let session = Session::get();
    let outbox = session.outbox;
    let order = RwSignal::new(None::<Order>);
    let looked = RwSignal::new(false);
    let lane = key.to_owned();
    let waiting = Memo::new(move |_| {
        outbox
            .entries
            .with(|all| all.iter().find(|e| e.key == lane).cloned())
    });
    let answer_key = key.to_owned();
    let service = id.clone();
    Effect::new(move |_| {
        // Whatever leaves the queue may have left an answer.
        let waits = waiting.with(Option::is_some);
        let (id, key) = (service.clone(), answer_key.clone());
        spawn_local(async move {
            let answer = outbox.answer(&key).await;
            if waits || answer.is_some() {
                taken(session, &id, &key, answer.is_some());
            }
            if let Some(body) = answer {
                order.try_set(server::decode(&body).ok());
            }
            looked.try_set(true);
        });
    });
    let state = Signal::derive(move || {
        if looked.get() {
            LoadState::Ready
        } else {
            LoadState::Loading
        }
    });
    let again = id.clone();
    let content = move || match (order.get(), waiting.get()) {
        (Some(order), _) => received(session, &order),
        (None, Some(entry)) => still_waiting(session, &entry, again.clone()),
        (None, None) if looked.get() => {
            let look = view! { <a class="button button--primary" href=Route::Orders.to_string()>{t().services().my_orders}</a> };
            let text = Some(t().services().gone_text.to_owned());
            view! { <h1 class="visually-hidden" tabindex="-1">{t().services().gone_title}</h1> {empty("art-empty", t().services().gone_title, text, look.into_any())} }.into_any()
        }
        (None, None) => {
            view! { <h1 class="visually-hidden" tabindex="-1">{t().ui().loading}</h1> }.into_any()
        }
    };
    let title = Signal::derive(move || {
        if order.with(Option::is_some) {
            t().services().sent_title
        } else {
            t().services().waiting_status
        }
        .to_owned()
    });
    page("order-sent", "", title, state, content.into_any())
}

fn received(session: Session, order: &Order) -> AnyView {
    let s = t().services();
    let by = order
        .promised_at
        .map(|at| i18n::instant(at, Style::DayTime))
        .unwrap_or_default();
    let first = (s.sent_next_worker)(&order.holder.name, &by);
    view! {
        <div class="receipt" role="status">
            {art("empty__art", "art-done")}
            <h1 tabindex="-1">{s.sent_title}</h1>
            <p class="soft">{s.sent_number}</p>
            <p class="receipt__number number">{order.number.clone()}</p>
        </div>
        <section class="card">
            <h2 class="card__title">{s.sent_next}</h2>
            <ol class="next-steps">
                <li class="next-steps__item">{first}</li>
                <li class="next-steps__item">{s.sent_next_provider}</li>
                <li class="next-steps__item">{s.sent_next_confirm}</li>
            </ol>
        </section>
        <div class="section stack">
            <a class="button button--primary button--wide" href=Route::Order(order.id.clone()).to_string()>{s.sent_look}</a>
            <a class="button button--quiet button--wide" href="/">{t().ui().go_home}</a>
        </div>
        {help(session)}
    }
    .into_any()
}

fn still_waiting(session: Session, entry: &Entry, service: ServiceId) -> AnyView {
    let s = t().services();
    let outbox = session.outbox;
    let (retry, drop_lane) = (entry.lane.clone(), entry.lane.clone());
    let never = Signal::derive(|| false);
    let reason = entry.refused.clone().map(|problem| {
        let error = crate::domain::error::Error::Problem(Box::new(problem));
        let change = entry.page.clone();
        view! {
            <div class="error-summary" role="alert">
                <p>{i18n::sentence(&error)}</p>
                <a class="button" href=change>{s.change}</a>
            </div>
        }
    });
    view! {
        <div class="receipt" role="status">
            {art("empty__art", "art-offline")}
            {status("wait", "clock", s.waiting_status)}
            <h1 tabindex="-1">{s.waiting_title}</h1>
            <p class="empty__text">{s.waiting_text}</p>
        </div>
        {reason}
        <section class="card"><h2 class="card__title">{entry.title.clone()}</h2></section>
        <div class="section stack">
            {action("button--primary button--wide", s.waiting_try, never, move || {
                let lane = retry.clone();
                spawn_local(async move { outbox.retry(&lane).await });
            })}
            <button
                class="button button--quiet button--wide" type="button"
                on:click=move |_| {
                    let (lane, service) = (drop_lane.clone(), service.clone());
                    spawn_local(async move {
                        outbox.forget(&lane).await;
                        taken(session, &service, &lane, true);
                        nav::replace(&Route::Service(service));
                    });
                }
            >
                {icon("trash")} {s.waiting_drop}
            </button>
        </div>
        {help(session)}
    }
    .into_any()
}

fn help(session: Session) -> AnyView {
    changing(move || {
        session
            .community()
            .map(|community| help_line(&phone::digits(&community.centre.phone)))
    })
}
