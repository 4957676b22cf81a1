//! What the order page tells: the visit, who has it now, the rating that was given.

use leptos::prelude::*;
use linli_contract::{Order, Rating, StatusType};

use crate::i18n::{self, Style, t};
use crate::platform::clock;
use crate::ui::parts::{badge, call, section};

/// When somebody comes, while that is still ahead.
pub(in crate::features::orders) fn visit(order: &Order) -> Option<AnyView> {
    let at = order
        .visit_at
        .filter(|_| order.status_type == StatusType::Open)?;
    Some(
        view! {
            <div class="card card--tint">
                <p class="soft">{t().orders.visit}</p>
                <p class="service__sum">{i18n::instant(at, Style::DayTime)}</p>
            </div>
        }
        .into_any(),
    )
}

/// Who has it now, what happens next, and by when.
pub(in crate::features::orders) fn holder(order: &Order) -> AnyView {
    let o = &t().orders;
    let holder = &order.holder;
    let open = order.status_type == StatusType::Open;
    let promised = order.promised_at.filter(|_| open).map(|at| {
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

/// The rating that was given, and what it set off.
pub(in crate::features::orders) fn rating(rating: &Rating) -> AnyView {
    let o = &t().orders;
    let level = o
        .levels
        .get(usize::from(rating.level).saturating_sub(1))
        .copied()
        .unwrap_or_default();
    let mut words = i18n::instant(rating.at, Style::Day);
    for tag in &rating.tags {
        words.push_str(" · ");
        words.push_str((o.tag)(tag));
    }
    let when = |at| i18n::instant(at, Style::DayTime);
    let card = view! {
        <div class="card stack">
            <p><strong>{level}</strong></p>
            <p class="soft">{words}</p>
            {(!rating.text.is_empty()).then(|| view! { <p>{rating.text.clone()}</p> })}
            {rating.call_back_by.map(|at| view! { <p>{(o.call_back_by)(&when(at))}</p> })}
            {rating.remedy_by.map(|at| view! { <p>{(o.remedy_by)(&when(at))}</p> })}
        </div>
    };
    section(o.rating, None, card.into_any())
}
