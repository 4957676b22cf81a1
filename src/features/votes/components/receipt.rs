//! A receipt: four groups of four digits and a QR code, to be shown to anybody.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::features::votes::model::receipt::grouped;
use crate::i18n::t;
use crate::platform::document;
use crate::ui::parts::icon;
use crate::ui::qr::{qr, qr_file};

/// The receipt of a counted vote, with ways to keep it.
pub(in crate::features::votes) fn receipt_card(number: &str, ballot: &str) -> AnyView {
    let v = t().votes();
    let shown = grouped(number);
    let route = Route::Receipt(Some(number.to_owned())).to_string();
    let address = document::origin() + &route;
    let groups = shown
        .split(' ')
        .map(|group| view! { <span class="ticket__group">{group.to_owned()}</span> })
        .collect_view();
    let file = qr_file(&address, &[ballot, v.receipt_number, &shown]);
    let save = file.map(|href| {
        let name = format!("linli-{number}.svg");
        view! { <a class="button button--soft button--small" href=href download=name>{icon("box")} {v.save}</a> }
    });
    view! {
        <div class="ticket" data-receipt=number.to_owned()>
            <div class="ticket__text">
                <p class="ticket__label">{v.receipt_number}</p>
                <p class="ticket__number number">{groups}</p>
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
