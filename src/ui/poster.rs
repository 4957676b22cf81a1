//! What is hung up in a stairwell: a QR code that leads to a page, with the page's name under it.

use leptos::prelude::*;

use super::parts::icon;
use super::qr::{qr, qr_file};
use crate::domain::route::Route;
use crate::domain::text::wrapped;
use crate::i18n::t;
use crate::platform::document;
use crate::ui::view;

/// As much of a name fits on a line of the picture, in halves of a Chinese character.
const LINE: usize = 32;

/// The code of a page under a fold, and the picture to save. `name` is what the page is called.
pub fn poster(route: &Route, name: String) -> AnyView {
    let p = t().poster();
    let address = document::origin() + &route.to_string();
    let open = RwSignal::new(false);
    let toggle = move |_| {
        open.update(|open| *open = !*open);
        if open.get_untracked() {
            request_animation_frame(|| document::scroll_into_view(".poster"));
        }
    };
    let content = move || {
        let mut lines = wrapped(&name, LINE);
        lines.push(p.scan.to_owned());
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let save = qr_file(&address, &lines).map(|href| {
            let file = format!("{name}.svg");
            view! { <a class="button button--soft button--small" href=href download=file>{icon("print")} {p.save}</a> }
        });
        view! {
            <p>{p.lead}</p>
            {qr(&address, (p.code)(&name))}
            <div class="row">{save}</div>
        }
    };
    view! {
        <div class="section poster">
            <button
                class="button button--quiet button--small" type="button"
                aria-expanded=move || open.get().to_string()
                on:click=toggle
            >
                {icon("qr")} {p.title}
            </button>
            {move || open.get().then(|| view! { <div class="card stack">{content()}</div> })}
        </div>
    }
    .into_any()
}
