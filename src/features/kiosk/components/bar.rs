//! The bar at the bottom of every page of a kiosk.

use leptos::prelude::*;

use crate::domain::language::Language;
use crate::domain::route::Route;
use crate::domain::text::sentences;
use crate::features::kiosk::device::Device;
use crate::i18n::t;
use crate::platform::{document, speech};
use crate::ui::appearance::Appearance;
use crate::ui::parts::icon;
use crate::ui::{nav, view};

/// Back, larger text, reading aloud, language, help, and the end; and the button that brings all of it lower.
pub fn bar() -> AnyView {
    let device = Device::get();
    let appearance = Appearance::get();
    let language = appearance.language;
    let k = t().kiosk();
    speech::prepare();
    let read = move |_| {
        if speech::stop() {
            return;
        }
        let code = match language.get_untracked() {
            Language::Zh => "zh",
            Language::En => "en",
        };
        if !speech::read(&sentences(&document::text_of("main")), code) {
            device.said.set(Some(k.no_voice));
        }
    };
    view! {
        <nav class="kiosk-bar" aria-label=k.bar>
            <button class="kiosk-bar__key" type="button" disabled=move || device.route.get() == Route::Home on:click=move |_| nav::back()>
                {icon("back")} <span>{t().ui().back}</span>
            </button>
            <button
                class="kiosk-bar__key" type="button" aria-pressed=move || appearance.elder.get().to_string()
                on:click=move |_| appearance.set_elder(!appearance.elder.get_untracked())
            >
                {icon("elder-mode")} <span>{k.larger}</span>
            </button>
            <button class="kiosk-bar__key" type="button" on:click=read>{icon("bell")} <span>{k.read}</span></button>
            <button
                class="kiosk-bar__key" type="button" lang=language.get_untracked().other().tag() aria-label=t().ui().other_language_label
                on:click=move |_| appearance.set_language(language.get_untracked().other())
            >
                {icon("language")} <span>{t().ui().other_language}</span>
            </button>
            <button
                class="kiosk-bar__key" type="button" aria-pressed=move || device.low.get().to_string()
                on:click=move |_| device.low.update(|low| *low = !*low)
            >
                {icon("wheel")} <span>{k.low}</span>
            </button>
            <button class="kiosk-bar__key" type="button" data-help="" on:click=move |_| device.help.set(true)>
                {icon("hand")} <span>{k.help}</span>
            </button>
            <button class="kiosk-bar__key kiosk-bar__key--end" type="button" data-end="" on:click=move |_| device.end()>
                {icon("logout")} <span>{k.end}</span>
            </button>
        </nav>
    }
    .into_any()
}
