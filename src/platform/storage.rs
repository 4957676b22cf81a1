//! Small texts that survive a reload: settings and drafts (`localStorage`). It is written at once,
//! which is why drafts are here: nothing typed is lost when the page dies the next moment.
//!
//! At a kiosk only what concerns the device is on its disk. Everything else is in memory and goes with the page:
//! whoever keeps something need not think of it.

use std::cell::RefCell;

use crate::domain::error::Error;

use super::{mode, window};

/// Who was here last: their id, empty once their session has ended. Nothing when nobody was, or they signed out.
pub const PERSON: &str = "linli.person";

/// Set while somebody may be signed in at a kiosk, so that a page that died is signed out at its next beginning.
pub const USED: &str = "linli.used";

/// What a kiosk keeps on its disk: what it is, and what the deployment decided.
const OF_THE_DEVICE: [&str; 4] = [mode::KIOSK, USED, "linli.config", "linli.without"];

thread_local! {
    static MEMORY: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

fn in_memory(name: &str) -> bool {
    mode::is_kiosk() && !OF_THE_DEVICE.contains(&name)
}

fn local() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The text kept under a name; `None` also when this device keeps nothing.
pub fn get(name: &str) -> Option<String> {
    if in_memory(name) {
        return MEMORY.with_borrow(|all| {
            let found = all.iter().find(|(known, _)| known == name);
            found.map(|(_, text)| text.clone())
        });
    }
    local()?.get_item(name).ok().flatten()
}

/// Keeps a text.
pub fn set(name: &str, text: &str) -> Result<(), Error> {
    if in_memory(name) {
        remove(name);
        MEMORY.with_borrow_mut(|all| all.push((name.to_owned(), text.to_owned())));
        return Ok(());
    }
    local()
        .and_then(|storage| storage.set_item(name, text).ok())
        .ok_or(Error::Storage)
}

/// Forgets a text.
pub fn remove(name: &str) {
    if in_memory(name) {
        MEMORY.with_borrow_mut(|all| all.retain(|(known, _)| known != name));
    } else if let Some(storage) = local() {
        let _ = storage.remove_item(name);
    }
}

/// All names that begin with a prefix.
pub fn names(prefix: &str) -> Vec<String> {
    let mut names = MEMORY.with_borrow(|all| all.iter().map(|(name, _)| name.clone()).collect());
    on_disk(&mut names);
    names.retain(|name: &String| name.starts_with(prefix));
    names
}

/// What is on the disk; at a kiosk as much of it as counts.
fn on_disk(names: &mut Vec<String>) {
    if let Some(storage) = local() {
        let all = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok()?);
        names.extend(all.filter(|name| !in_memory(name)));
    }
}

/// Takes everything of ours off the disk: the device becomes another one.
pub fn wipe() {
    let mut names = Vec::new();
    on_disk(&mut names);
    for name in names.iter().filter(|name| name.starts_with("linli.")) {
        remove(name);
    }
}
