//! Kept copies of what the server said, per person and language, in memory and on the disk.
//!
//! A copy is never more than a copy: pages show its date, and signing out wipes it.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::prelude::{ArcRwSignal, Get, Update};
use leptos::task::spawn_local;
use linli_contract::Timestamp;

use crate::api;
use crate::domain::language::Language;
use crate::platform::db::{self, Store};
use crate::platform::{clock, mode};

/// Paths whose answers never touch the disk.
const NEVER_KEPT: [&str; 4] = [
    "/v1/appointments/",
    "/v1/desk/",
    "/v1/sessions",
    "/v1/wishes?similar_to=",
];

type Decoded = Arc<dyn Any + Send + Sync>;

/// A value that was shown.
#[derive(Clone)]
pub(super) struct Remembered {
    /// When it was received.
    pub(super) at: Timestamp,
    /// The mark of its text.
    pub(super) mark: u64,
    /// Whether the server said it in this visit, and not a copy on the disk.
    confirmed: bool,
    /// Its version (`ETag`), when the server told one.
    pub(super) version: Option<String>,
    /// The value.
    pub(super) value: Decoded,
}

/// What the server said less than this before is what it says now. It is read again all the same.
const FRESH_MS: i64 = 60_000;

impl Remembered {
    /// Whether it counts as what the server says now.
    pub(super) fn is_fresh(&self, now: Timestamp) -> bool {
        self.confirmed && (0..FRESH_MS).contains(&(now.0 - self.at.0))
    }
}

/// One person's stay at this device, from signing in to signing out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Visit(u32);

impl Visit {
    /// The stay of now. Whoever asks the server notes it, and drops what is answered in another.
    pub(super) fn now() -> Self {
        Self(VISIT.get())
    }

    /// Whether the same person is still here.
    pub(super) fn lasts(self) -> bool {
        self == Self::now()
    }
}

thread_local! {
    static VISIT: Cell<u32> = const { Cell::new(0) };
    static OWNER: RefCell<String> = const { RefCell::new(String::new()) };
    /// By path. There are dozens of them at most, so that looking through them needs no hashing.
    static MEMORY: RefCell<Vec<(String, Remembered)>> = const { RefCell::new(Vec::new()) };
    static WRITES: ArcRwSignal<u32> = ArcRwSignal::new(0);
}

/// Says whose copies, in which language, are read and written from now on.
pub(super) fn set_owner(person: &str, language: &str) {
    OWNER.set(format!("{person}|{language}|"));
    MEMORY.with_borrow_mut(Vec::clear);
}

/// Somebody comes or goes: nothing that was asked before is kept from now on.
pub(super) fn begin_visit(person: &str, language: &str) {
    VISIT.set(VISIT.get().wrapping_add(1));
    set_owner(person, language);
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
        let remembered = Remembered {
            at,
            mark,
            confirmed: false,
            version: None,
            value,
        };
        memory.push((path.to_owned(), remembered));
    });
}

/// The value that was remembered last on this path is the server's word, in this version.
pub(super) fn confirm(path: &str, version: Option<String>) {
    MEMORY.with_borrow_mut(|memory| {
        if let Some((_, remembered)) = memory.iter_mut().find(|(known, _)| known == path) {
            remembered.confirmed = true;
            remembered.version = version;
        }
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
    WRITES.with(|writes| writes.update(|number| *number = number.wrapping_add(1)));
}

/// How often something was written from here. An effect that asks is run again after the next time.
pub fn writes() -> u32 {
    WRITES.with(Get::get)
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

/// Keeps a copy of what was asked in a stay, unless that has ended. A full disk means no copy, and nothing
/// worse. A kiosk keeps nothing that somebody asked for.
pub(super) async fn write(asked: Visit, path: &str, body: &str) {
    if !mode::is_kiosk() {
        keep(asked, path, body).await;
    }
}

async fn keep(asked: Visit, path: &str, body: &str) {
    // What everybody may read is kept under nobody's name, or not at all.
    if mode::is_kiosk() && !OWNER.with_borrow(|owner| owner.starts_with('|')) {
        return;
    }
    if let Some(key) = key(path).filter(|_| asked.lasts()) {
        let text = format!("{}\n{body}", clock::now().0);
        let _ = db::put(Store::Cache, &key, &text).await;
    }
}

/// Keeps what everybody may need without a network, before anybody asks for it: so that its being there
/// tells nothing of who looked for it.
pub(super) async fn keep_ahead(path: &str, still: impl Fn() -> bool) {
    let asked = Visit::now();
    if let Ok(answer) = api::get(path).await
        && still()
    {
        keep(asked, path, &answer.body).await;
    }
}

/// Forgets what the server said to this person on a path: in memory, and on the disk in every language.
pub fn forget(path: &str) {
    MEMORY.with_borrow_mut(|memory| memory.retain(|(known, _)| known != path));
    let keys = OWNER.with_borrow(|owner| {
        let person = owner.split('|').next().unwrap_or_default();
        Language::ALL.map(|language| format!("{person}|{}|{path}", language.code()))
    });
    spawn_local(async move {
        for key in keys {
            let _ = db::delete(Store::Cache, &key).await;
        }
    });
}

/// Forgets all copies, of everybody.
pub(super) async fn wipe() {
    MEMORY.with_borrow_mut(Vec::clear);
    let _ = db::clear(Store::Cache).await;
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_server_said_in_this_minute_is_fresh() {
        let path = "/v1/minute";
        let at = |ms: i64| Timestamp(1_000_000 + ms);
        let known = || remembered(path).expect("it was remembered");
        remember(path, at(0), 1, Arc::new(7_i64));
        assert!(!known().is_fresh(at(1)), "a copy of the disk");
        confirm(path, Some("\"v1\"".to_owned()));
        assert_eq!(known().version.as_deref(), Some("\"v1\""));
        for (ms, fresh) in [(0, true), (59_999, true), (60_000, false), (-1, false)] {
            assert_eq!(known().is_fresh(at(ms)), fresh, "{ms}");
        }
        outdate("/v1/");
        assert!(remembered(path).is_none(), "after a write nothing is");
    }

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
