//! What is not done at a kiosk.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::page::{only_empty, plain_page};
use crate::ui::view;

/// Says so, and where it is done.
pub fn not_here_page() -> AnyView {
    let k = t().kiosk();
    let home = view! { <a class="button button--primary" href="/">{k.to_start}</a> };
    let text = Some(k.not_here_text.to_owned());
    let content = only_empty("art-lost", k.not_here, text, home.into_any());
    plain_page("kiosk-not-here", "", k.not_here, content)
}
