//! A field to look for something in a list.

use leptos::prelude::*;

use super::parts::{art, icon};

use crate::ui::view;

/// What the field says.
#[derive(Clone, Copy)]
pub struct Words {
    /// Its name.
    pub label: &'static str,
    /// What one may type, while it is empty.
    pub hint: &'static str,
    /// The button that empties it.
    pub clear: &'static str,
}

/// The field and the button that empties it; `change` is told what is typed. Enter asks nothing
/// more than typing does, and hands in no form around it.
pub fn search_field(
    id: &'static str,
    words: Words,
    typed: RwSignal<String>,
    change: impl Fn(String) + Copy + Send + Sync + 'static,
) -> AnyView {
    let empty = Memo::new(move |_| typed.with(String::is_empty));
    view! {
        <div class="search" role="search">
            {art("icon search__icon", "search")}
            <input
                class="search__input" type="search" id=id aria-label=words.label placeholder=words.hint
                autocomplete="off" enterkeyhint="search"
                prop:value=move || typed.get()
                on:input=move |event| change(event_target_value(&event))
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default() }
            />
            {move || (!empty.get()).then(|| view! {
                <button
                    class="icon-button search__clear" type="button" aria-label=words.clear
                    on:click=move |_| change(String::new())
                >
                    {icon("close")}
                </button>
            })}
        </div>
    }
    .into_any()
}
