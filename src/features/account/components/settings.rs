//! How the app looks on this device.

use leptos::prelude::*;

use crate::domain::language::Language;
use crate::i18n::t;
use crate::ui::appearance::{Appearance, Theme};
use crate::ui::parts::{icon, section};
use crate::ui::view;

/// 长辈版, colours and language.
pub(in crate::features::account) fn settings() -> AnyView {
    let a = t().account();
    let appearance = Appearance::get();
    let colours = Theme::ALL
        .into_iter()
        .map(|theme| {
            let word = match theme {
                Theme::Auto => a.theme_auto,
                Theme::Light => a.theme_light,
                Theme::Dark => a.theme_dark,
                Theme::Contrast => a.theme_contrast,
            };
            let chosen = Signal::derive(move || appearance.theme.get() == theme);
            segment(word, None, chosen, move || appearance.set_theme(theme))
        })
        .collect();
    // Each language is written in itself, so that it can be found in a foreign one.
    let languages = Language::ALL
        .into_iter()
        .map(|language| {
            let chosen = Signal::derive(move || appearance.language.get() == language);
            let word = match language {
                Language::Zh => a.language_zh,
                Language::En => a.language_en,
            };
            segment(word, Some(language.tag()), chosen, move || {
                if appearance.language.get_untracked() != language {
                    appearance.set_language(language);
                }
            })
        })
        .collect();
    let elder = view! {
        <button
            class="switch" type="button" role="switch" aria-label=t().ui().elder_on
            aria-checked=move || appearance.elder.get().to_string()
            on:click=move |_| appearance.set_elder(!appearance.elder.get_untracked())
        ></button>
    };
    let content = view! {
        <div class="card card--flush">
            {setting("elder-mode", a.elder, elder.into_any())}
            {setting("sun", a.theme, segments(a.theme, colours))}
            {setting("language", a.language, segments(a.language, languages))}
        </div>
    };
    section(a.display, None, content.into_any())
}

fn setting(symbol: &str, name: &'static str, control: AnyView) -> AnyView {
    view! {
        <div class="setting">
            <span class="setting__name">{icon(symbol)} <span>{name}</span></span>
            {control}
        </div>
    }
    .into_any()
}

fn segments(name: &'static str, items: Vec<AnyView>) -> AnyView {
    view! { <div class="segments" role="group" aria-label=name>{items}</div> }.into_any()
}

fn segment(
    word: &'static str,
    lang: Option<&'static str>,
    chosen: Signal<bool>,
    choose: impl Fn() + 'static,
) -> AnyView {
    view! {
        <button
            class="segments__item" type="button" lang=lang
            aria-pressed=move || chosen.get().to_string()
            on:click=move |_| choose()
        >
            {word}
        </button>
    }
    .into_any()
}
