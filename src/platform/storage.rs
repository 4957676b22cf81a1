//! Small texts that survive a reload: settings and drafts (`localStorage`). It is written at once,
//! which is why drafts are here: nothing typed is lost when the page dies the next moment.

use crate::domain::error::Error;

use super::window;

/// Who was here last: their id, empty once their session has ended. Nothing when nobody was, or they signed out.
pub const PERSON: &str = "linli.person";

fn local() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The text kept under a name; `None` also when this device keeps nothing.
pub fn get(name: &str) -> Option<String> {
    local()?.get_item(name).ok().flatten()
}

/// Keeps a text.
pub fn set(name: &str, text: &str) -> Result<(), Error> {
    local()
        .and_then(|storage| storage.set_item(name, text).ok())
        .ok_or(Error::Storage)
}

/// Forgets a text.
pub fn remove(name: &str) {
    if let Some(storage) = local() {
        let _ = storage.remove_item(name);
    }
}

/// All names that begin with a prefix.
pub fn names(prefix: &str) -> Vec<String> {
    let Some(storage) = local() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|name| name.starts_with(prefix))
        .collect()
}
