//! Signing in with the household's card, for people without a mobile phone.

use leptos::prelude::*;
use linli_contract::SignInMethod;

use super::entry::Entry;
use crate::features::account::model;
use crate::i18n::t;
use crate::ui::field::{Kind, text_field};
use crate::ui::parts::submit;
use crate::ui::view;

/// The number on the card, and its PIN.
pub(in crate::features::account) fn by_card(entry: Entry) -> AnyView {
    let a = t().account();
    let (card, pin) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let card_kind = Kind {
        inputmode: "numeric",
        autocomplete: "username",
        ..Kind::default()
    };
    let pin_kind = Kind {
        input: "password",
        inputmode: "numeric",
        autocomplete: "current-password",
        class: "field__input--code",
        ..Kind::default()
    };
    let enter = move || {
        let fields = [
            ("card", model::digits(&card.get_untracked(), 8)),
            ("pin", model::digits(&pin.get_untracked(), 6)),
        ];
        if let Some([card, pin]) = entry.check(fields) {
            entry.enter(SignInMethod::HouseholdCard, &card, &pin);
        }
    };
    view! {
        <form
            class="card" id="form" tabindex="-1" novalidate
            on:submit=move |event| {
                event.prevent_default();
                enter();
            }
        >
            {text_field("card", a.card, Some(a.card_hint), card, entry.error_of("card"), card_kind)}
            {text_field("pin", a.pin, Some(a.pin_hint), pin, entry.error_of("pin"), pin_kind)}
            <div class="field">{submit(a.sign_in, entry.busy())}</div>
        </form>
    }
    .into_any()
}
