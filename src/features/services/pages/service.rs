//! `/services/{id}`: answers first, the order button after that.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Payer, Provider, Service, ServiceId};

use super::services::stars;
use crate::domain::route::{Route, Step};
use crate::features::services::api;
use crate::features::services::components::{payer_chip, price_line, quota_view};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{loadable_page, page, sign_in_link};
use crate::ui::parts::{badge, call, icon};
use crate::ui::poster::poster;
use crate::ui::view;

/// A service.
pub fn service_page(id: &ServiceId) -> AnyView {
    let query = Query::<Service>::new(api::service(id));
    let title = Signal::derive(move || {
        query
            .get()
            .map_or_else(String::new, |service| service.name.clone())
    });
    let content = loadable_page(
        move || query.get(),
        query.state(),
        move || query.refresh(),
        content,
    );
    page("service", "", title, query.state(), content)
}

fn content(service: Arc<Service>) -> AnyView {
    view! {
        <div class="service__top">
            {badge("order badge--big", &service.category.icon)}
            <div>
                <h1 tabindex="-1">{service.name.clone()}</h1>
                <p class="page__lead">{service.summary.clone()}</p>
            </div>
        </div>
        <div class="card stack">
            <p class="service__price">
                <span class="service__sum">{price_line(service.price_fen, &service.unit)}</span>
                {payer_chip(&service.payer, 0)}
            </p>
            {service.quota.as_ref().map(quota_view)}
        </div>
        {answers(&service)}
        {provider_card(&service.provider)}
        {poster(&Route::Service(service.id.clone()), service.name.clone())}
        {order_bar(&service)}
    }
    .into_any()
}

fn answers(service: &Service) -> AnyView {
    let s = t().services();
    let long = (s.how_long_and)(&service.duration, &(s.promise)(service.promise_hours));
    let provider = &service.provider;
    let rating = provider.rating_tenths.map_or_else(
        || s.no_rating.to_owned(),
        |tenths| (s.rating)(&stars(tenths), provider.ratings),
    );
    let list = service.list.as_ref().map(|list| {
        let href = Route::Lists(Some(list.id.clone())).to_string();
        view! {
            <div>
                <dt class="answer__name">{icon("book")} {s.list}</dt>
                <dd class="answer__text"><a href=href>{list.name.clone()}</a></dd>
            </div>
        }
    });
    view! {
        <section class="section">
            <h2 class="visually-hidden">{s.answers}</h2>
            <dl class="card answers">
                {answer("people", s.who_may, (s.audience)(service.audience.as_str()).to_owned())}
                {answer("hand", s.who_comes, service.who.clone())}
                {answer("clock", s.how_long, long)}
                {answer("box", s.prepare, service.prepare.clone())}
                {list}
                {answer("star-off", s.provided_by, format!("{} · {rating}", provider.name))}
            </dl>
        </section>
    }
    .into_any()
}

fn answer(symbol: &str, name: &'static str, text: String) -> AnyView {
    view! { <div><dt class="answer__name">{icon(symbol)} {name}</dt> <dd class="answer__text">{text}</dd></div> }.into_any()
}

fn provider_card(provider: &Provider) -> AnyView {
    view! {
        <section class="section">
            <div class="card contact">
                {badge("guide", "phone")}
                <div class="contact__body">
                    <p class="contact__name">{t().services().question}</p>
                    <p class="soft">{provider.name.clone()}</p>
                </div>
                {call("button--soft button--small", &provider.name, &provider.phone)}
            </div>
        </section>
    }
    .into_any()
}

/// The way to order, or why there is none.
fn order_bar(service: &Arc<Service>) -> AnyView {
    let session = Session::get();
    let service = service.clone();
    let used_up =
        service.quota.as_ref().is_some_and(|quota| quota.left == 0) && service.payer != Payer::Own;
    let button = move || {
        let s = t().services();
        let form = Route::OrderForm(service.id.clone(), Step::Person);
        if session.me().is_none() {
            return view! {
                <p class="button-reason">{icon("info")} <span>{s.sign_in_to_order}</span></p>
                <div class="action-bar__row">{sign_in_link(form)}</div>
            }
            .into_any();
        }
        let reason = if !service.orderable {
            Some(s.not_orderable.to_owned())
        } else if used_up {
            service
                .quota
                .as_ref()
                .map(|quota| (s.quota_none)(&crate::i18n::day(quota.renews_on)))
        } else {
            None
        };
        match reason {
            Some(reason) => view! {
                <p class="button-reason" id="why">{icon("info")} <span>{reason}</span></p>
                <div class="action-bar__row">
                    <button class="button button--primary" type="button" aria-disabled="true" aria-describedby="why">{s.order}</button>
                </div>
            }
            .into_any(),
            None => view! {
                <div class="action-bar__row"><a class="button button--primary" href=form.to_string()>{s.order}</a></div>
            }
            .into_any(),
        }
    };
    view! { <div class="action-bar">{button}</div> }.into_any()
}
