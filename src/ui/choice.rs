//! Radio buttons and check boxes as big cards.

use leptos::prelude::*;

use crate::ui::view;

/// One option.
pub struct Choice {
    /// The value.
    pub key: String,
    /// What is shown.
    pub label: String,
    /// A second line.
    pub note: String,
    /// Shown, but not to be chosen; the note says why.
    pub disabled: bool,
}

impl Choice {
    /// An option with a label alone.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            note: String::new(),
            disabled: false,
        }
    }
}

/// Options of which one (`many` false) or any number can be chosen. `class` joins `choices`;
/// `tile` makes them small tiles. `chosen` holds the keys.
pub fn choices(
    name: &'static str,
    class: &'static str,
    tile: bool,
    many: bool,
    options: Vec<Choice>,
    chosen: RwSignal<Vec<String>>,
) -> AnyView {
    let kind = match (many, tile) {
        (true, _) => "choice choice--many",
        (false, true) => "choice choice--tile",
        (false, false) => "choice",
    };
    let rows = options
        .into_iter()
        .map(|option| {
            let id = format!("{name}-{}", option.key);
            let (key, key_checked, label_for) = (option.key.clone(), option.key.clone(), id.clone());
            view! {
                <div class=kind>
                    <input
                        class="choice__input" type=if many { "checkbox" } else { "radio" } name=name id=id
                        value=option.key disabled=option.disabled
                        prop:checked=move || chosen.with(|keys| keys.contains(&key_checked))
                        on:change=move |_| {
                            chosen.update(|keys| {
                                if !many {
                                    *keys = vec![key.clone()];
                                } else if keys.contains(&key) {
                                    keys.retain(|k| *k != key);
                                } else {
                                    keys.push(key.clone());
                                }
                            });
                        }
                    />
                    <label class="choice__label" for=label_for>
                        <span class="choice__text">
                            {option.label}
                            {(!option.note.is_empty()).then(|| view! { <span class="choice__note">{option.note}</span> })}
                        </span>
                    </label>
                </div>
            }
        })
        .collect_view();
    view! { <div class=format!("choices {class}")>{rows}</div> }.into_any()
}
