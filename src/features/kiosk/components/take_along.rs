//! What was handed in here goes along: onto the phone first, onto paper second.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Order, OrderId, Redemption};
use linli_json::Json;

use super::sheet;
use crate::domain::points::PointsPage;
use crate::domain::route::{Route, Step};
use crate::features::kiosk::device::Device;
use crate::features::kiosk::model::place::to_take_along;
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::platform::document;
use crate::ui::parts::icon;
use crate::ui::qr::qr;
use crate::ui::{changing, view};

/// What is taken along: a number, and the page on which it is.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Taken {
    title: &'static str,
    number: String,
    route: Route,
}

/// As much of an order that was received as is needed here.
#[derive(Json)]
struct Received {
    id: OrderId,
    number: String,
}

/// The two ways, on the pages where something was handed in.
pub fn take_along() -> AnyView {
    let device = Device::get();
    changing(move || {
        let route = device.route.get();
        to_take_along(&route).then(|| offer(&route))
    })
}

fn offer(route: &Route) -> AnyView {
    let k = t().kiosk();
    let open = RwSignal::new(false);
    let taken = taken(route);
    changing(move || {
        taken.get().map(|taken| {
            let address = document::origin() + &taken.route.to_string();
            let code = address.clone();
            let on_screen = move || {
                open.get().then(|| view! {
                    <div class="kiosk-take__code">{qr(&code, k.take_label.to_owned())}</div>
                    <p>{k.take_scan}</p>
                    <button class="button" type="button" data-print="" on:click=move |_| document::print()>{icon("print")} {k.print}</button>
                })
            };
            view! {
                <section class="kiosk-take" aria-label=k.take>
                    <button
                        class="button button--primary button--wide" type="button" aria-expanded=move || open.get().to_string()
                        on:click=move |_| open.update(|open| *open = !*open)
                    >
                        {icon("send")} {k.take}
                    </button>
                    {on_screen}
                </section>
                {sheet(taken.title, &taken.number, &address)}
            }
        })
    })
}

fn taken(route: &Route) -> Signal<Option<Taken>> {
    let k = t().kiosk();
    match route {
        Route::OrderForm(_, Step::Sent(key)) => {
            let found = RwSignal::new(None);
            let (outbox, key) = (Session::get().outbox, key.clone());
            spawn_local(async move {
                let answer = outbox.answer(&key).await.unwrap_or_default();
                found.try_set(linli_json::from_text::<Received>(&answer));
            });
            Signal::derive(move || {
                found.with(|found| {
                    found.as_ref().map(|order: &Received| Taken {
                        title: k.sheet_order,
                        number: order.number.clone(),
                        route: Route::Order(order.id.clone()),
                    })
                })
            })
        }
        Route::Order(id) => {
            let order = Query::<Order>::new(format!("/v1/orders/{id}"));
            let route = route.clone();
            Signal::derive(move || {
                order.get().map(|order| Taken {
                    title: k.sheet_order,
                    number: order.number.clone(),
                    route: route.clone(),
                })
            })
        }
        Route::Points(tail) => match PointsPage::parse(tail) {
            Some(PointsPage::Redemption(id)) => {
                let redemption = Query::<Redemption>::new(format!("/v1/points/redemptions/{id}"));
                let route = route.clone();
                Signal::derive(move || {
                    redemption.get().map(|redemption| Taken {
                        title: k.sheet_redemption,
                        number: redemption.code.clone(),
                        route: route.clone(),
                    })
                })
            }
            _ => Signal::derive(|| None),
        },
        _ => Signal::derive(|| None),
    }
}
