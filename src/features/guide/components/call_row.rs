//! Somebody to call.

use leptos::prelude::*;

use crate::ui::parts::{badge, call};
use crate::ui::view;

/// A row with a name, what for, and a button with the number.
pub(in crate::features::guide) fn call_row(
    (area, symbol): (&str, &str),
    name: &str,
    about: &str,
    phone: &str,
) -> AnyView {
    view! {
        <li data-id=phone.to_owned()>
            <div class="call">
                {badge(area, symbol)}
                <div class="call__body">
                    <p><strong>{name.to_owned()}</strong></p>
                    {(!about.is_empty()).then(|| view! { <p class="soft">{about.to_owned()}</p> })}
                </div>
                {call("button--soft button--small", name, phone)}
            </div>
        </li>
    }
    .into_any()
}
