//! Half-filled forms: kept at every keystroke, never sent by themselves, gone at sign-out.

use crate::domain::error::Error;
use crate::platform::storage;

const PREFIX: &str = "linli.draft.";

fn name(person: &str, subject: &str) -> String {
    format!("{PREFIX}{person}.{subject}")
}

/// Keeps a draft.
pub fn save(person: &str, subject: &str, text: &str) -> Result<(), Error> {
    storage::set(&name(person, subject), text)
}

/// The draft about a subject.
pub fn load(person: &str, subject: &str) -> Option<String> {
    storage::get(&name(person, subject))
}

/// Forgets a draft.
pub fn remove(person: &str, subject: &str) {
    storage::remove(&name(person, subject));
}

/// All drafts of a person whose subject begins with a prefix: subject and text.
pub fn all(person: &str, prefix: &str) -> Vec<(String, String)> {
    let start = name(person, "");
    storage::names(&name(person, prefix))
        .into_iter()
        .filter_map(|full| Some((full.strip_prefix(&start)?.to_owned(), storage::get(&full)?)))
        .collect()
}

/// Forgets the drafts of everybody.
pub fn wipe() {
    for name in storage::names(PREFIX) {
        storage::remove(&name);
    }
}
