//! Who pays, and what.

use leptos::prelude::*;
use linli_contract::Payer;

use crate::i18n::{self, t};
use crate::ui::view;

/// The chip of a row: who pays, and the resident's part.
pub(in crate::features::services) fn payer_chip(payer: &Payer, price_fen: i64) -> AnyView {
    let s = t().services();
    let (class, word) = match payer {
        Payer::Government => ("chip chip--government", s.government),
        Payer::Shared => ("chip chip--shared", s.shared),
        Payer::Own | Payer::Other(_) => ("chip", s.own),
    };
    let price = (price_fen > 0).then(|| format!(" {}", i18n::money(price_fen)));
    view! { <span class=class>{word} {price}</span> }.into_any()
}

/// The price of a service's page.
pub(in crate::features::services) fn price_line(price_fen: i64, unit: &str) -> String {
    if price_fen == 0 {
        t().services().free.to_owned()
    } else {
        (t().services().price)(&i18n::money(price_fen), unit)
    }
}
