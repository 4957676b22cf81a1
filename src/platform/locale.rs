//! The language now: one fact in one place, for texts and for requests.

use std::cell::Cell;

use crate::domain::language::Language;

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::Zh) };
}

/// The language now.
pub fn language() -> Language {
    LANGUAGE.get()
}

/// Sets the language; `ui::appearance` mounts the pages anew.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}
