//! A short word that something is done. It never carries what must be read.

use std::cell::Cell;

use leptos::prelude::*;

use super::effect::effect;
use super::parts::icon;
use crate::platform::timer;
use crate::ui::view;

thread_local! {
    /// Where `say` finds them: what is done is said after waiting for the network, where no page
    /// and no context is at hand.
    static TOASTS: Cell<Option<Toasts>> = const { Cell::new(None) };
}

/// The toasts of the app. One exists, made at the root.
#[derive(Clone, Copy)]
pub struct Toasts(RwSignal<Option<String>>);

impl Toasts {
    /// Makes it.
    pub fn start() -> Self {
        let toasts = Self(RwSignal::new(None));
        TOASTS.set(Some(toasts));
        toasts
    }

    /// Says something for a moment.
    pub fn say(text: impl Into<String>) {
        if let Some(Self(word)) = TOASTS.get() {
            word.try_set(Some(text.into()));
        }
    }

    /// Where they are shown.
    pub fn view(self) -> AnyView {
        let word = self.0;
        let alarm = StoredValue::new_local(None);
        effect(move |_| {
            let shown = word.with(Option::is_some);
            alarm.set_value(shown.then(|| timer::after(5000, move || word.set(None))));
        });
        view! {
            <div class="toasts" role="status">
                {move || word.get().map(|text| view! { <div class="toast">{icon("check")} {text}</div> })}
            </div>
        }
        .into_any()
    }
}
