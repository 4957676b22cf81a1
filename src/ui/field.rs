//! Text fields, and the summary of what is wrong with them.

use leptos::prelude::*;

use super::parts::icon;
use crate::i18n::t;
use crate::platform::{document, mode};
use crate::ui::{changing, view};

/// What a text field is like.
#[derive(Clone, Copy, Default)]
pub struct Kind {
    /// Several lines.
    pub long: bool,
    /// The keyboard to show: `numeric`, `tel`, `text`.
    pub inputmode: &'static str,
    /// What the browser may fill in.
    pub autocomplete: &'static str,
    /// The type of the input, `text` when empty.
    pub input: &'static str,
    /// Most characters; shown when it gets near. Longer text is kept and explained, not cut.
    pub max: Option<usize>,
    /// A class beside `field__input`.
    pub class: &'static str,
}

/// A labelled field. `error` holds what is wrong with it, in a sentence.
pub fn text_field(
    id: &'static str,
    label: &str,
    hint: Option<&str>,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
    kind: Kind,
) -> AnyView {
    view! {
        <div class="field">
            <label class="field__label" for=id>{label.to_owned()}</label>
            {hint.map(|hint| view! { <p class="field__hint" id=format!("{id}-hint")>{hint.to_owned()}</p> })}
            {field_error(id, error)}
            {input(id, hint.is_some(), value, error, kind)}
        </div>
    }
    .into_any()
}

/// The sentence beside a field.
pub fn field_error(id: &'static str, error: Signal<Option<String>>) -> AnyView {
    changing(move || {
        error.get().map(|text| view! { <p class="field__error" id=format!("{id}-error")>{icon("warn")} <span>{text}</span></p> })
    })
}

/// The input alone, for forms that place the label elsewhere.
pub fn input(
    id: &'static str,
    hinted: bool,
    value: RwSignal<String>,
    error: Signal<Option<String>>,
    kind: Kind,
) -> AnyView {
    let described = move || {
        let hint = if hinted {
            format!("{id}-hint ")
        } else {
            String::new()
        };
        let error = if error.with(Option::is_some) {
            format!("{id}-error")
        } else {
            String::new()
        };
        Some(hint + &error).filter(|ids| !ids.is_empty())
    };
    let invalid = move || error.with(Option::is_some).then_some("true");
    let class = format!("field__input {}", kind.class);
    let control = if kind.long {
        view! {
            <textarea
                class=class id=id rows="5" autocomplete="off" prop:value=move || value.get()
                aria-describedby=described aria-invalid=invalid
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    } else {
        view! {
            <input
                class=class id=id prop:value=move || value.get()
                type=if kind.input.is_empty() { "text" } else { kind.input }
                inputmode=(!kind.inputmode.is_empty()).then_some(kind.inputmode)
                autocomplete=if kind.autocomplete.is_empty() || mode::is_kiosk() { "off" } else { kind.autocomplete }
                aria-describedby=described aria-invalid=invalid
                on:input=move |event| value.set(event_target_value(&event))
            />
        }
        .into_any()
    };
    view! {
        {control}
        {kind.max.map(|max| move || {
            let count = value.with(|text| text.chars().count());
            (count * 10 >= max * 8).then(|| view! { <p class="field__count">{format!("{count} / {max}")}</p> })
        })}
    }
    .into_any()
}

/// Where several fields lack the same, each line begins with the label of its field.
fn told_apart(lines: Vec<(String, String)>) -> Vec<(String, String)> {
    let often = |text: &str| lines.iter().filter(|(_, other)| other == text).count() > 1;
    let named = |id: &str, text: &str| {
        let label = often(text).then(|| document::label_of(id)).flatten();
        label.map_or_else(|| text.to_owned(), |label| (t().ui().named)(&label, text))
    };
    lines
        .iter()
        .map(|(id, text)| (id.clone(), named(id, text)))
        .collect()
}

/// The list of what is wrong, on top of a form. It takes the focus when something new is wrong,
/// and each line leads to its field. Lines: the field's id and the sentence.
pub fn error_summary(errors: Signal<Vec<(String, String)>>) -> AnyView {
    Effect::new(move |_| {
        if !errors.with(Vec::is_empty) {
            // The summary exists after this effect's turn.
            request_animation_frame(|| {
                document::focus(".error-summary");
                document::scroll_into_view(".error-summary");
            });
        }
    });
    changing(move || {
        let lines = told_apart(errors.get());
        (!lines.is_empty()).then(|| {
            view! {
                <div class="error-summary" role="alert" tabindex="-1">
                    <h2 class="error-summary__title">{icon("warn")} {t().ui().error_summary}</h2>
                    <ul>
                        {lines
                            .into_iter()
                            .map(|(id, text)| {
                                let target = format!("#{id}");
                                let href = target.clone();
                                view! {
                                    <li>
                                        <a
                                            class="error-summary__link" href=href
                                            on:click=move |event| {
                                                event.prevent_default();
                                                document::scroll_into_view(&target);
                                                document::focus(&target);
                                            }
                                        >
                                            {text}
                                        </a>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </div>
            }
        })
    })
}
