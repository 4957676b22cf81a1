//! Language, elder mode and theme: kept on this device, written on `<html>` for the style sheets.

use leptos::prelude::*;

use crate::domain::language::Language;
use crate::platform::{document, locale, storage};

const LANGUAGE: &str = "linli.lang";
const ELDER: &str = "linli.elder";
const THEME: &str = "linli.theme";

/// Colours of the app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// The strongest contrast.
    Contrast,
}

impl Theme {
    /// All of them, in the order to show.
    pub const ALL: [Self; 4] = [Self::Auto, Self::Light, Self::Dark, Self::Contrast];

    /// The word in `<html data-theme>`; none for the device's own.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            Self::Auto => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
            Self::Contrast => Some("contrast"),
        }
    }
}

/// The appearance of this device. One exists, made at the root.
#[derive(Clone, Copy)]
pub struct Appearance {
    /// The language; a change mounts the pages anew.
    pub language: RwSignal<Language>,
    /// Whether 长辈版 is on.
    pub elder: RwSignal<bool>,
    /// The colours.
    pub theme: RwSignal<Theme>,
}

impl Appearance {
    /// Reads the settings of this device. `fallback` is the community's language.
    pub fn start(fallback: Language) -> Self {
        let language = storage::get(LANGUAGE).map_or(fallback, |code| Language::from_code(&code));
        let theme = storage::get(THEME);
        let appearance = Self {
            language: RwSignal::new(language),
            elder: RwSignal::new(storage::get(ELDER).as_deref() == Some("1")),
            theme: RwSignal::new(
                Theme::ALL
                    .into_iter()
                    .find(|t| t.word() == theme.as_deref())
                    .unwrap_or(Theme::Auto),
            ),
        };
        appearance.write();
        provide_context(appearance);
        appearance
    }

    /// The appearance, from anywhere under the root.
    pub fn get() -> Self {
        expect_context()
    }

    fn write(self) {
        let language = self.language.get_untracked();
        locale::set_language(language);
        document::set_root_attribute("lang", Some(language.tag()));
        document::set_root_attribute("data-elder", self.elder.get_untracked().then_some(""));
        document::set_root_attribute("data-theme", self.theme.get_untracked().word());
    }

    /// Changes the language.
    pub fn set_language(self, language: Language) {
        let _ = storage::set(LANGUAGE, language.code());
        locale::set_language(language);
        document::set_root_attribute("lang", Some(language.tag()));
        self.language.set(language);
    }

    /// Turns 长辈版 on or off.
    pub fn set_elder(self, on: bool) {
        if on {
            let _ = storage::set(ELDER, "1");
        } else {
            storage::remove(ELDER);
        }
        self.elder.set(on);
        self.write();
    }

    /// Changes the colours.
    pub fn set_theme(self, theme: Theme) {
        match theme.word() {
            Some(word) => drop(storage::set(THEME, word)),
            None => storage::remove(THEME),
        }
        self.theme.set(theme);
        self.write();
    }
}
