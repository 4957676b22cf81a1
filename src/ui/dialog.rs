//! A question that stops the work, such as cancelling an order. 长辈版 has no pop-ups: there it stands in the page,
//! where its place is in the code, and the rest of the page stays within reach.

use leptos::prelude::*;

use super::parts::{action, icon};
use crate::i18n::t;
use crate::platform::document;
use crate::ui::appearance::Appearance;
use crate::ui::{changing, view};

/// Asks before something is done. `open` shows and hides it; Escape and the quiet button close it.
/// The focus goes in when it opens, stays in unless it stands in the page, and goes back to `opener` (a selector)
/// when it closes.
pub fn confirm(
    open: RwSignal<bool>,
    opener: &'static str,
    title: &'static str,
    content: impl Fn() -> AnyView + Send + Sync + 'static,
    button: (&'static str, &'static str),
    busy: Signal<bool>,
    act: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let in_page = Appearance::get().elder;
    Effect::new(move |was: Option<bool>| {
        let now = open.get();
        if now {
            request_animation_frame(move || {
                document::focus(".dialog__title");
                if in_page.get_untracked() {
                    document::scroll_into_view(".dialog");
                }
            });
        } else if was == Some(true) {
            document::focus(opener);
        }
        now
    });
    let (class, label) = button;
    changing(move || {
        open.get().then(|| {
            view! {
                // It takes the focus of a tap beside its controls, so that keys still come here.
                <div
                    class="dialog" aria-labelledby="dialog-title" tabindex="-1"
                    role=move || if in_page.get() { "group" } else { "dialog" }
                    aria-modal=move || (!in_page.get()).then_some("true")
                    on:keydown=move |event| match event.key().as_str() {
                        "Escape" => open.set(false),
                        // Old browsers know neither `inert` nor `showModal`.
                        "Tab" if !in_page.get_untracked() && document::go_round(".dialog", event.shift_key()) => {
                            event.prevent_default();
                        }
                        _ => {}
                    }
                >
                    <div class="dialog__panel">
                        <h2 class="dialog__title" id="dialog-title" tabindex="-1">{title}</h2>
                        {content()}
                        <div class="dialog__actions">
                            {action(class, label, busy, act)}
                            <button class="button button--quiet" type="button" on:click=move |_| open.set(false)>
                                {icon("close")} {t().ui().cancel}
                            </button>
                        </div>
                    </div>
                </div>
            }
        })
    })
}
