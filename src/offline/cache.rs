//! Kept copies of what the server said, per person and language, in memory and on the disk.
//!
//! A copy is never more than a copy: pages show its date, and signing out wipes it.

use std::any::Any;
use std::cell::RefCell;
use std::sync::Arc;

use linli_contract::Timestamp;

use crate::api;
use crate::platform::clock;
use crate::platform::db::{self, Store};

/// Paths whose answers never touch the disk.
const NEVER_KEPT: [&str; 4] = [
    "/v1/appointments/",
    "/v1/desk/",
    "/v1/sessions",
    "/v1/wishes?similar_to=",
];

type Decoded = Arc<dyn Any + Send + Sync>;

/// When a value was received, the mark of its text, and the value.
type Remembered = (Timestamp, u64, Decoded);

thread_local! {
    static OWNER: RefCell<String> = const { RefCell::new(String::new()) };
    /// By path. There are dozens of them at most, so that looking through them needs no hashing.
    static MEMORY: RefCell<Vec<(String, Remembered)>> = const { RefCell::new(Vec::new()) };
}

/// Says whose copies, in which language, are read and written from now on.
pub(super) fn set_owner(person: &str, language: &str) {
    OWNER.set(format!("{person}|{language}|"));
    MEMORY.with_borrow_mut(Vec::clear);
}

/// The value shown a moment ago on this path.
pub(super) fn remembered(path: &str) -> Option<Remembered> {
    MEMORY.with_borrow(|memory| {
        memory
            .iter()
            .find(|(known, _)| known == path)
            .map(|(_, value)| value.clone())
    })
}

/// Remembers a value for the way back.
pub(super) fn remember(path: &str, at: Timestamp, mark: u64, value: Decoded) {
    MEMORY.with_borrow_mut(|memory| {
        memory.retain(|(known, _)| known != path);
        memory.push((path.to_owned(), (at, mark, value)));
    });
}

/// A number by which the same text is known again (FNV-1a); never 0.
pub(super) fn mark(text: &str) -> u64 {
    let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    });
    hash | 1
}

/// Forgets values whose path begins with a prefix, because a write changed them.
pub(super) fn outdate(prefix: &str) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|(path, _)| !path.starts_with(prefix)));
}

fn key(path: &str) -> Option<String> {
    let kept = !NEVER_KEPT.iter().any(|never| path.starts_with(never));
    kept.then(|| OWNER.with_borrow(|owner| format!("{owner}{path}")))
}

/// The copy on the disk: when it was received, and its text.
pub(super) async fn read(path: &str) -> Option<(Timestamp, String)> {
    let text = db::get(Store::Cache, &key(path)?).await.ok()??;
    let (at, body) = text.split_once('\n')?;
    Some((Timestamp(at.parse().ok()?), body.to_owned()))
}

/// Keeps a copy on the disk. A full disk means no copy, and nothing worse.
pub(super) async fn write(path: &str, body: &str) {
    if let Some(key) = key(path) {
        let text = format!("{}\n{body}", clock::now().0);
        let _ = db::put(Store::Cache, &key, &text).await;
    }
}

/// Keeps what everybody may need without a network, before anybody asks for it: so that its being there
/// tells nothing of who looked for it.
pub(super) async fn keep_ahead(path: &str) {
    if let Ok(answer) = api::get(path).await {
        write(path, &answer.body).await;
    }
}

/// Forgets all copies, of everybody.
pub(super) async fn wipe() {
    MEMORY.with_borrow_mut(Vec::clear);
    let _ = db::clear(Store::Cache).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_no_trace_never_touches_the_disk_and_whom_to_call_does() {
        for path in [
            "/v1/appointments/kinds",
            "/v1/appointments/slots?kind=k1",
            "/v1/appointments/bookings",
            "/v1/appointments/sheets",
        ] {
            assert_eq!(key(path), None, "{path}");
        }
        assert!(key(api::HELP_LINES).is_some());
    }
}
