//! Choosing a file: by a button, or by dropping it.

use leptos::prelude::*;

use crate::features::recount::run::Recount;
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::file;
use crate::ui::parts::{icon, small_icon};
use crate::ui::view;

/// The button and the place to drop a file on. The field takes files of any kind: phones know none for
/// these, and would show them grey.
pub(in crate::features::recount) fn choose(recount: Recount, title: &'static str) -> AnyView {
    let r = t().recount();
    let session = Session::get();
    let input = NodeRef::<leptos::html::Input>::new();
    let over = RwSignal::new(false);
    let chosen = move |_| {
        if let Some(picked) = input.get_untracked().and_then(|field| file::chosen(&field)) {
            recount.read(picked);
        }
    };
    let offline = move || {
        (!session.online.get()).then(
            || view! { <p class="button-reason">{small_icon("offline")} <span>{r.offline_ready}</span></p> },
        )
    };
    view! {
        <section
            class=move || if over.get() { "card recount__drop recount__drop--over" } else { "card recount__drop" }
            on:dragover=move |event| {
                if file::is_dragged(&event) {
                    event.prevent_default();
                    over.set(true);
                }
            }
            on:dragleave=move |_| over.set(false)
            on:drop=move |event| {
                over.set(false);
                if let Some(picked) = file::dropped(&event) {
                    event.prevent_default();
                    recount.read(picked);
                }
            }
        >
            <h2 class="card__title">{title}</h2>
            <p class="soft">{r.choose_hint}</p>
            <div class="row">
                <label class="button button--primary recount__button">
                    {icon("box")} {r.choose_file}
                    <input class="visually-hidden" id="recount-file" type="file" node_ref=input on:change=chosen />
                </label>
                <span class="soft recount__drop-hint">{r.drop_here}</span>
            </div>
            <p class="button-reason">{small_icon("shield")} <span>{r.stays}</span></p>
            {offline}
        </section>
    }
    .into_any()
}
