//! Choosing one of many by name.

use leptos::prelude::*;

use crate::ui::field::field_error;
use crate::ui::view;

/// A labelled list to choose from: the value and the name of each. `chosen` holds the value.
pub(in crate::features::desk) fn select_field(
    id: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    chosen: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let invalid = move || error.with(Option::is_some).then_some("true");
    let described = hint.map(|_| format!("{id}-hint"));
    let rows = move || {
        options()
            .into_iter()
            .map(|(value, name)| {
                let mine = value.clone();
                let selected = move || chosen.with(|chosen| *chosen == mine);
                view! { <option prop:value=value prop:selected=selected>{name}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="field">
            <label class="field__label" for=id>{label}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=format!("{id}-hint")>{hint}</p> })}
            {field_error(id, error)}
            <select
                class="field__input" id=id aria-describedby=described aria-invalid=invalid
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                {rows}
            </select>
        </div>
    }
    .into_any()
}
