//! A receipt: four groups of four digits and a QR code, to be shown to anybody.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::features::votes::model::receipt::grouped;
use crate::i18n::t;
use crate::platform::document;
use crate::ui::parts::icon;
use crate::ui::qr::{qr, qr_file};
use crate::ui::view;

/// The receipt of a counted vote, with ways to keep it.
pub(in crate::features::votes) fn receipt_card(number: &str, ballot: &str) -> AnyView {
    let v = t().votes();
    let shown = grouped(number);
    let route = Route::Receipt(Some(number.to_owned())).to_string();
    let address = document::origin() + &route;
    let file = qr_file(&address, &[ballot, v.receipt_number, &shown]);
    let save = file.map(|href| {
        let name = format!("linli-{number}.svg");
        view! { <a class="button button--soft button--small" href=href download=name>{icon("box")} {v.save}</a> }
    });
    view! {
        <div class="ticket" data-receipt=number.to_owned()>
            <div class="ticket__text">
                <p class="ticket__label">{v.receipt_number}</p>
                {receipt_number(number)}
                <p class="soft">{v.receipt_no_choice}</p>
            </div>
            {qr(&address, (v.receipt_qr)(&shown))}
        </div>
        <div class="row">
            <button class="button button--soft button--small" type="button" on:click=move |_| document::print()>
                {icon("print")} {v.print}
            </button>
            {save}
            <a class="button button--quiet button--small" href=route>{icon("search")} {v.look_up}</a>
        </div>
        <p class="soft">{v.receipt_kept}</p>
    }
    .into_any()
}

/// The number in large groups of four, which stay whole where the line is short.
pub(in crate::features::votes) fn receipt_number(number: &str) -> AnyView {
    let groups = grouped(number)
        .split(' ')
        .map(|group| view! { <span class="ticket__group">{group.to_owned()}</span> " " })
        .collect_view();
    view! { <p class="ticket__number">{groups}</p> }.into_any()
}
