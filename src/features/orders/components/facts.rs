//! What the order page tells: the visit, and who has it now.

use leptos::prelude::*;
use linli_contract::{Actor, Order, OrderStatus, StatusType};

use crate::features::orders::model::promise_awaited;
use crate::i18n::{self, Style, t};
use crate::platform::clock;
use crate::ui::parts::{badge, call};
use crate::ui::view;

/// Why it ended without service, in the words of whoever ended it.
pub(in crate::features::orders) fn reason(order: &Order) -> Option<AnyView> {
    let class = match order.status {
        OrderStatus::Rejected => "card card--stop stack",
        OrderStatus::Duplicate | OrderStatus::Cancelled => "card stack",
        _ => return None,
    };
    // The household knows its own reason.
    let ended = order
        .timeline
        .last()
        .filter(|event| event.by != Actor::Resident)?;
    let text = ended.text.clone()?;
    Some(
        view! {
            <section class=class>
                <h2 class="card__title">{t().orders().why}</h2>
                <p>{text}</p>
            </section>
        }
        .into_any(),
    )
}

/// When somebody comes, while that is still ahead.
pub(in crate::features::orders) fn visit(order: &Order) -> Option<AnyView> {
    let at = order
        .visit_at
        .filter(|_| order.status_type == StatusType::Open)?;
    Some(
        view! {
            <div class="card card--tint">
                <p class="soft">{t().orders().visit}</p>
                <p class="service__sum">{i18n::instant(at, Style::DayTime)}</p>
            </div>
        }
        .into_any(),
    )
}

/// Who has it now, what happens next, and by when.
pub(in crate::features::orders) fn holder(order: &Order) -> AnyView {
    let o = t().orders();
    let holder = &order.holder;
    let promised = order
        .promised_at
        .filter(|_| promise_awaited(&order.status))
        .map(|at| {
            let when = i18n::instant(at, Style::DayTime);
            if at < clock::now() {
                view! { <p class="due due--late">{(o.promise_missed)(&when)}</p> }.into_any()
            } else {
                view! { <p class="soft">{(o.promised)(&when)}</p> }.into_any()
            }
        });
    view! {
        <div class="card stack">
            <div class="holder">
                {badge("primary", "people")}
                <div class="holder__body">
                    <p class="soft">{o.holder}</p>
                    <p><strong>{holder.name.clone()}</strong></p>
                </div>
                {holder.phone.as_ref().map(|phone| call("button--soft button--small", &holder.name, phone))}
            </div>
            {(!order.next.is_empty()).then(|| view! { <p>{order.next.clone()}</p> })}
            {promised}
        </div>
    }
    .into_any()
}
