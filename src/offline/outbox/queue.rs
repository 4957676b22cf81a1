//! What waits, and who is told of it. The code that sends is loaded when something waits.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::later;
use super::model::{Entry, Kind};
use crate::platform::db::{self, Store};
use crate::platform::{clock, network, random};

/// What waits on this device. One exists, made at the root.
#[derive(Clone, Copy)]
pub struct Outbox {
    /// Everything that waits, in order; also what belongs to other people.
    pub entries: RwSignal<Vec<Entry>>,
    /// Counts what the background sender has delivered, so that pages read again.
    pub delivered: RwSignal<u32>,
    pub(super) person: RwSignal<String>,
    /// Answers to orders, by key, for the page that shows the reference number.
    pub(super) answers: StoredValue<Vec<(String, String)>>,
}

impl Outbox {
    /// Makes the outbox, reads what waits on the disk and begins to send it.
    pub fn start() -> Self {
        let outbox = Self {
            entries: RwSignal::new(Vec::new()),
            delivered: RwSignal::new(0),
            person: RwSignal::new(String::new()),
            answers: StoredValue::new(Vec::new()),
        };
        network::on_change(move || outbox.look());
        outbox
    }

    /// Says who is signed in; nothing is sent for anybody else.
    pub fn identify(self, person: &str) {
        if self.person.get_untracked() != person {
            self.person.set(person.to_owned());
        }
        self.look();
    }

    /// A key for a new intention.
    pub fn new_key() -> String {
        random::uuid()
    }

    /// What waits for the signed-in person, photos aside: they go with what needs them. What is
    /// on its way for the first time does not wait yet.
    pub fn waiting(self) -> Vec<Entry> {
        let person = self.person.get();
        self.entries.with(|entries| {
            entries
                .iter()
                .filter(|e| e.person == person && e.kind != Kind::Photo && e.waits(clock::now().0))
                .cloned()
                .collect()
        })
    }

    /// Looks on the disk, where another tab or visit may have left something, and sends what is due.
    pub(super) fn look(self) {
        spawn_local(async move {
            let waits = !self.entries.with_untracked(Vec::is_empty) || db::any(Store::Outbox).await;
            if waits && let Ok(send) = later::sender().await {
                send(self).await;
            }
        });
    }
}
