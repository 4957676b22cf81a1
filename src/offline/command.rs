//! Writing: one at a time, one key for one intention.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::cache;
use super::outbox::{NewEntry, Outbox, Submitted};
use crate::api::{self, Answer, Body, Request};
use crate::domain::error::Error;
use crate::platform::random;

/// A button's work: whether it runs, and what went wrong.
#[derive(Clone, Copy)]
pub struct Command {
    /// Whether it runs now. The button says so and does nothing more.
    pub pending: RwSignal<bool>,
    /// What went wrong last.
    pub error: RwSignal<Option<Error>>,
    key: StoredValue<String>,
}

/// A write that needs the server's answer now.
pub struct Write {
    /// The method.
    pub method: &'static str,
    /// The path.
    pub path: String,
    /// The JSON body; empty for none.
    pub body: String,
    /// The version that was shown when the person decided.
    pub if_match: Option<String>,
    /// The code of a booking.
    pub booking_code: Option<String>,
}

impl Write {
    /// A POST of a JSON body.
    pub fn post(path: impl Into<String>, body: String) -> Self {
        Self {
            method: "POST",
            path: path.into(),
            body,
            if_match: None,
            booking_code: None,
        }
    }
}

impl Default for Command {
    fn default() -> Self {
        Self::new()
    }
}

impl Command {
    /// A command at rest.
    pub fn new() -> Self {
        Self {
            pending: RwSignal::new(false),
            error: RwSignal::new(None),
            key: StoredValue::new(random::uuid()),
        }
    }

    /// Sends a write and hands on the answer. A second call while it runs does nothing.
    pub fn send(self, write: Write, then: impl FnOnce(Answer) + 'static) {
        let Some(key) = self.begin() else { return };
        spawn_local(async move {
            let request = Request {
                method: write.method,
                path: write.path,
                body: if write.body.is_empty() {
                    Body::None
                } else {
                    Body::Json(write.body)
                },
                idempotency_key: (write.method == "POST").then_some(key),
                if_match: write.if_match,
                if_new: false,
                booking_code: write.booking_code,
            };
            let result = api::send(&request).await;
            self.end(result, then);
        });
    }

    /// Hands a write to the outbox: it is sent now, or waits for the network.
    pub fn submit(self, outbox: Outbox, entry: NewEntry, then: impl FnOnce(Submitted) + 'static) {
        let Some(key) = self.begin() else { return };
        spawn_local(async move {
            let result = outbox.submit(key, entry).await;
            self.end(result, then);
        });
    }

    /// The key of the present intention; it names what the person is about to send.
    pub fn key(self) -> String {
        self.key.get_value()
    }

    /// Takes up an intention whose key was kept, so that it is not sent as another one.
    pub fn take_up(self, key: &str) {
        self.key.set_value(key.to_owned());
    }

    fn begin(self) -> Option<String> {
        if self.pending.get_untracked() {
            return None;
        }
        self.pending.set(true);
        self.error.set(None);
        Some(self.key.get_value())
    }

    fn end<A>(self, result: Result<A, Error>, then: impl FnOnce(A)) {
        // While the outcome is unknown the intention is the same, and so is its key.
        let unknown =
            matches!(&result, Err(error) if error.outcome_unknown() || *error == Error::Storage);
        if !unknown {
            self.key.try_set_value(random::uuid());
        }
        // Whatever was written, the lists around it may have changed.
        cache::outdate("/v1/");
        self.pending.try_set(false);
        match result {
            Ok(answer) => then(answer),
            Err(error) => drop(self.error.try_set(Some(error))),
        }
    }
}
