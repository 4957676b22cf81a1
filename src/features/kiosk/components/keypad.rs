//! Digits on the screen: a kiosk has no keyboard, and nobody reads over a shoulder what is typed on a phone's.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::view;

/// The keys. `put` takes a digit, `take` takes the last one away.
pub(in crate::features::kiosk) fn keypad(
    put: impl Fn(char) + Copy + 'static,
    take: impl Fn() + Copy + 'static,
) -> AnyView {
    let k = t().kiosk();
    let key = move |digit: char| {
        view! { <button class="keypad__key" type="button" on:click=move |_| put(digit)>{digit.to_string()}</button> }
            .into_any()
    };
    let keys = "1234567890".chars().map(key).collect_view();
    view! {
        <div class="keypad" role="group" aria-label=k.keypad>
            {keys} <button class="keypad__key keypad__key--word" type="button" on:click=move |_| take()>{k.delete}</button>
        </div>
    }
    .into_any()
}
