//! Orders in the list of mine.

use leptos::prelude::*;
use linli_contract::{OrderRow, OrderStatus, StatusType};

use crate::domain::route::Route;
use crate::features::orders::model::promise_awaited;
use crate::i18n::{self, Style, t};
use crate::offline::outbox::Entry;
use crate::platform::clock;
use crate::ui::order::status_chip;
use crate::ui::parts::status;
use crate::ui::view;

/// An order that the server has.
pub(in crate::features::orders) fn order_card(row: &OrderRow) -> AnyView {
    let o = t().orders();
    let pinned = row.status == OrderStatus::NeedInfo;
    let line = match row.status {
        OrderStatus::NeedInfo => o.row_need_info.to_owned(),
        OrderStatus::Completed => o.row_completed.to_owned(),
        _ if row.status_type == StatusType::Open => (o.holder_now)(&row.holder),
        _ => String::new(),
    };
    let mut about = match row.promised_at.filter(|_| promise_awaited(&row.status)) {
        Some(at) if at < clock::now() => (o.promise_missed)(&i18n::instant(at, Style::DayTime)),
        Some(at) => (o.promised)(&i18n::instant(at, Style::DayTime)),
        None => (o.placed)(&i18n::instant(row.created_at, Style::Day)),
    };
    if let Some(name) = &row.acting_for {
        about.push_str(" · ");
        about.push_str(&(o.acting_for)(name));
    }
    card(
        if pinned { "order-card--pinned" } else { "" },
        row.id.as_str(),
        (Route::Order(row.id.clone()).to_string(), &row.service_name),
        status_chip(&row.status),
        line,
        (about, &row.number),
    )
}

/// An order that still waits on this device.
pub(in crate::features::orders) fn pending_card(entry: &Entry) -> AnyView {
    let o = t().orders();
    let since = (o.since)(&i18n::instant(
        linli_contract::Timestamp(entry.created_at),
        Style::DayTime,
    ));
    card(
        "order-card--pending",
        &entry.key,
        (Route::Outbox.to_string(), &entry.title),
        status("wait", "clock", o.pending),
        o.pending_text.to_owned(),
        (since, o.no_number),
    )
}

fn card(
    class: &str,
    id: &str,
    (href, title): (String, &str),
    chip: AnyView,
    line: String,
    (about, number): (String, &str),
) -> AnyView {
    view! {
        <li class=format!("card order-card {class}") data-id=id.to_owned()>
            <div class="order-card__head">
                <h2 class="order-card__title"><a href=href>{title.to_owned()}</a></h2>
                {chip}
            </div>
            {(!line.is_empty()).then(|| view! { <p>{line}</p> })}
            <p class="soft">{about} " · " <span class="number">{number.to_owned()}</span></p>
        </li>
    }
    .into_any()
}
