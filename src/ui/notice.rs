//! Something about the whole screen: no network, acting for somebody, what waits on this device.

use leptos::prelude::*;

use super::parts::icon;

use crate::ui::view;

/// A banner with a way on.
pub fn banner(class: &str, symbol: &str, text: String, way: Option<(String, String)>) -> AnyView {
    view! {
        <div class=format!("banner {class}") role="status">
            {icon(symbol)}
            <span class="banner__text">{text}</span>
            {way.map(|(href, word)| view! { <a class="banner__action" href=href>{word}</a> })}
        </div>
    }
    .into_any()
}
