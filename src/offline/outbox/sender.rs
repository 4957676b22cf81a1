//! Carries the outbox to the server: at once for the page that asks, later for everybody else.

use std::cell::RefCell;

use leptos::prelude::*;

use super::disk::{keep, remove, write};
use super::model::{self, Entry, Kind, Outcome};
use super::queue::Outbox;
use super::write::{NewEntry, Submitted};
use crate::api::{self, Answer, Body, Request};
use crate::domain::error::Error;
use crate::offline::cache::{self, Visit};
use crate::offline::receipts;
use crate::platform::db::{self, Store};
use crate::platform::{clock, locks, mode, network, timer};

thread_local! {
    static ALARM: RefCell<Option<timer::Timeout>> = const { RefCell::new(None) };
}

impl Outbox {
    /// Keeps a write on the disk, then sends it. Without network it waits there. When this device
    /// keeps nothing, it is sent all the same, and the error says that it could not wait.
    pub async fn submit(self, key: String, new: NewEntry) -> Result<Submitted, Error> {
        let asked = Visit::now();
        let entries = new.entries(&key, &self.person.get_untracked(), clock::now().0);
        let kept = keep(&entries, &new.photos).await.is_ok();
        if kept {
            self.entries.update(|all| {
                all.retain(|e| e.lane != key);
                all.extend(entries.iter().cloned());
            });
        }
        let mut answer = Answer {
            body: String::new(),
            etag: None,
        };
        for entry in entries {
            let bytes = new
                .photos
                .iter()
                .find(|(id, _)| *id == entry.key)
                .map(|(_, bytes)| bytes.clone());
            match send(&entry, bytes).await {
                Ok(received) => {
                    self.remember(asked, &entry, &received).await;
                    if kept {
                        self.settle(entry, Outcome::Done).await;
                    }
                    answer = received;
                }
                Err(error) if kept && error.outcome_unknown() => {
                    self.settle(entry, Outcome::of(&error)).await;
                    self.wake();
                    return Ok(Submitted::Waiting);
                }
                Err(error) => {
                    // Refused while the page is open: the page shows why, and keeps its draft with
                    // the photos.
                    if kept {
                        self.withdraw(&key).await;
                    }
                    // At a kiosk nothing is meant to wait: what is said is that there is no network.
                    return Err(if error.outcome_unknown() && !mode::is_kiosk() {
                        Error::Storage
                    } else {
                        error
                    });
                }
            }
        }
        Ok(Submitted::Received(answer))
    }

    /// What waits in a lane by the disk, where another tab may have left it or an earlier visit.
    pub async fn find(self, lane: &str) -> Vec<Entry> {
        self.read().await;
        self.wake();
        let of_lane = |all: &Vec<Entry>| all.iter().filter(|e| e.lane == lane).cloned().collect();
        self.entries.with_untracked(of_lane)
    }

    /// Takes a write back, with its photos.
    pub async fn forget(self, lane: &str) {
        for entry in self.withdraw(lane).await {
            if entry.kind == Kind::Photo {
                let _ = db::delete(Store::Photos, &entry.key).await;
            }
        }
    }

    /// Takes a write out of the queue and leaves its photos on the disk.
    async fn withdraw(self, lane: &str) -> Vec<Entry> {
        // A photo that a newer write of the same form has taken over stays with that one.
        let taken_over = |all: &[Entry], entry: &Entry| {
            let mut others = all.iter().filter(|e| e.lane != lane);
            others.any(|other| other.key == entry.key)
        };
        let gone: Vec<Entry> = self.entries.with_untracked(|all| {
            let own = all.iter().filter(|e| e.lane == lane);
            own.filter(|e| !taken_over(all, e)).cloned().collect()
        });
        for entry in &gone {
            let _ = db::delete(Store::Outbox, &entry.key).await;
        }
        self.entries.update(|all| all.retain(|e| e.lane != lane));
        gone
    }

    /// The server's answer to the order that was handed in under a key.
    pub async fn answer(self, key: &str) -> Option<String> {
        let known = self.answers.with_value(|all| {
            all.iter()
                .find(|(k, _)| k == key)
                .map(|(_, body)| body.clone())
        });
        match known {
            Some(body) => Some(body),
            None => cache::read(&received(key)).await.map(|(_, body)| body),
        }
    }

    async fn remember(self, asked: Visit, entry: &Entry, answer: &Answer) {
        match entry.kind {
            Kind::Order => {
                self.answers
                    .update_value(|all| all.push((entry.key.clone(), answer.body.clone())));
                cache::write(asked, &received(&entry.key), &answer.body).await;
            }
            Kind::Vote if asked.lasts() => receipts::keep_told(&entry.person, &answer.body),
            _ => {}
        }
    }

    /// Sends a refused or waiting write again now.
    pub async fn retry(self, lane: &str) {
        let mut changed = Vec::new();
        self.entries.update(|all| {
            for entry in all.iter_mut().filter(|e| e.lane == lane) {
                entry.refused = None;
                entry.not_before = 0;
                changed.push(entry.clone());
            }
        });
        for entry in changed {
            let _ = write(&entry).await;
        }
        self.look();
    }

    /// Reads the disk again, sends what is due and sets the next alarm.
    pub(super) async fn send_waiting(self) {
        self.read().await;
        if self.entries.with_untracked(Vec::is_empty) {
            return;
        }
        locks::exclusively("linli-outbox", async move { self.send_due().await }).await;
        self.wake();
    }

    async fn read(self) {
        let Ok(texts) = db::all(Store::Outbox).await else {
            return;
        };
        let mut entries: Vec<Entry> = texts
            .iter()
            .filter_map(|text| linli_json::from_text(text))
            .collect();
        model::sort(&mut entries);
        if self.entries.with_untracked(|old| *old != entries) {
            self.entries.set(entries);
        }
    }

    async fn send_due(self) {
        while network::is_online() {
            let person = self.person.get_untracked();
            let next = self
                .entries
                .with_untracked(|entries| model::due(entries, &person, clock::now().0).cloned());
            let Some(entry) = next.filter(|_| !person.is_empty()) else {
                return;
            };
            let bytes = match entry.kind {
                Kind::Photo => db::get_bytes(Store::Photos, &entry.key)
                    .await
                    .ok()
                    .flatten(),
                _ => None,
            };
            let asked = Visit::now();
            let result = send(&entry, bytes).await;
            let outcome = match &result {
                Ok(answer) => {
                    self.remember(asked, &entry, answer).await;
                    Outcome::Done
                }
                Err(error) => Outcome::of(error),
            };
            let delivered = outcome == Outcome::Done;
            self.settle(entry, outcome).await;
            if delivered {
                // The lists around it may have changed.
                cache::outdate("/v1/");
                self.delivered.update(|count| *count += 1);
            }
        }
    }

    /// Writes down what an attempt came to.
    async fn settle(self, entry: Entry, outcome: Outcome) {
        let key = entry.key.clone();
        let jitter = i64::from(
            key.bytes().fold(0_u16, |sum, byte| {
                sum.wrapping_mul(31).wrapping_add(byte.into())
            }) & 1023,
        );
        let Some(changed) = entry.clone().after(outcome, clock::now().0, jitter) else {
            remove(&entry).await;
            self.entries.update(|all| all.retain(|e| e.key != key));
            return;
        };
        // What was taken back while it was on its way must not return to the disk.
        let wanted = |all: &Vec<Entry>| all.iter().any(|e| e.key == key);
        if !self.entries.with_untracked(wanted) {
            return;
        }
        let _ = write(&changed).await;
        self.entries.update(|all| {
            if let Some(place) = all.iter_mut().find(|e| e.key == key) {
                *place = changed;
            }
        });
    }

    fn wake(self) {
        let person = self.person.get_untracked();
        let wait = self
            .entries
            .with_untracked(|entries| model::next_look(entries, &person, clock::now().0));
        let alarm = wait.map(|ms| {
            timer::after(
                i32::try_from(ms).unwrap_or(60_000).clamp(250, 300_000),
                move || self.look(),
            )
        });
        ALARM.set(alarm);
    }

    /// The person has signed in again: what waited for that may go.
    pub async fn signed_in(self) {
        let mut changed = Vec::new();
        let person = self.person.get_untracked();
        self.entries.update(|all| {
            for entry in all
                .iter_mut()
                .filter(|e| e.needs_sign_in && e.person == person)
            {
                entry.needs_sign_in = false;
                changed.push(entry.clone());
            }
        });
        for entry in changed {
            let _ = write(&entry).await;
        }
        self.look();
    }
}

/// Where the answer to an order is kept.
fn received(key: &str) -> String {
    format!("received/{key}")
}

async fn send(entry: &Entry, bytes: Option<Vec<u8>>) -> Result<Answer, Error> {
    let method = match entry.method.as_str() {
        "PUT" => "PUT",
        "DELETE" => "DELETE",
        _ => "POST",
    };
    let body = match (entry.kind, bytes) {
        (Kind::Photo, bytes) => Body::Jpeg(bytes.unwrap_or_default()),
        _ if entry.body.is_empty() => Body::None,
        _ => Body::Json(entry.body.clone()),
    };
    let idempotency_key = (method == "POST").then(|| entry.key.clone());
    api::send(&Request {
        method,
        path: entry.path.clone(),
        body,
        idempotency_key,
        if_match: entry.if_match.clone(),
        if_new: entry.if_new,
        booking_code: None,
    })
    .await
}
