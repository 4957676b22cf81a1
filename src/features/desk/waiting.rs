//! How much waits, for every page of the desk, and looking again.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::WorkCounts;

use super::api;
use crate::offline::{Query, Session, writes};
use crate::platform::{document, timer};

/// How long until one looks again, in milliseconds.
const AGAIN_MS: i32 = 25_000;

/// How much waits. It is known from page to page.
#[derive(Clone, Copy)]
pub(super) struct Waiting {
    /// The counts of all grids.
    pub(super) counts: Query<WorkCounts>,
}

impl Waiting {
    /// The one of this visit.
    pub(super) fn get() -> Self {
        use_context::<Self>().unwrap_or_else(|| {
            Session::get().keep(|| Self {
                counts: Query::idle(),
            })
        })
    }

    /// Reads the counts and keeps them true while the page that asks is there.
    pub(super) fn watch(self) {
        self.counts.read(api::work::counts(""));
        look_again(move || self.counts.refresh());
    }
}

/// Calls now and then while the page is in sight, at once when it comes back into sight, and after
/// everything that is written from here.
pub(super) fn look_again(look: impl Fn() + Copy + 'static) {
    let here = StoredValue::new(());
    spawn_local(async move {
        loop {
            timer::sleep(AGAIN_MS).await;
            if here.try_get_value().is_none() {
                break;
            }
            if !document::is_hidden() {
                look();
            }
        }
    });
    let guard = StoredValue::new_local(Some(document::on_return(look)));
    on_cleanup(move || guard.set_value(None));
    Effect::new(move |before: Option<u32>| {
        let now = writes();
        if before.is_some_and(|before| before != now) {
            look();
        }
        now
    });
}
