//! What a worker types about an order that is open. It lives outside of the order's view, which is
//! built anew whenever the order changes, and every text is a draft until it is sent.

use leptos::prelude::*;
use linli_contract::{DeskOrder, OrderId};

use super::api;
use crate::domain::error::Error;
use crate::domain::text;
use crate::i18n::t;
use crate::offline::{Command, Query, Session, Write, drafts};
use crate::platform::document;
use crate::ui::problem::{lines, text_sentence};
use crate::ui::toast::Toasts;

/// Longest text to a household, in characters.
pub(super) const TEXT_MAX: usize = 500;
/// The field of the day of a visit.
pub(super) const DAY: &str = "visit-day";

/// The order that is open.
#[derive(Clone, Copy)]
pub(super) struct Opened {
    /// The order.
    pub(super) query: Query<DeskOrder>,
    id: StoredValue<OrderId>,
    /// Told when the order has changed, so that the queue beside it follows.
    changed: Callback<()>,
    /// The texts about it by what they are for, made when they are first asked for.
    texts: StoredValue<Vec<(String, Say)>>,
    owner: StoredValue<Option<Owner>>,
}

/// One text about the order that the household will read, and its sending.
#[derive(Clone, Copy)]
pub(super) struct Say {
    /// The id of its field.
    pub(super) field: &'static str,
    /// What is typed.
    pub(super) kept: Kept,
    /// What our own checks found: field and sentence.
    pub(super) wrong: RwSignal<Vec<(String, String)>>,
    /// The sending.
    pub(super) command: Command,
}

impl Opened {
    /// Nothing read yet.
    pub(super) fn new(id: OrderId, changed: Callback<()>) -> Self {
        Self {
            query: Query::idle(),
            id: StoredValue::new(id),
            changed,
            texts: StoredValue::new(Vec::new()),
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// Reads the order.
    pub(super) fn read(self) {
        self.query.read(self.id.with_value(api::order));
    }

    /// A path about the order.
    pub(super) fn path(self, of: impl FnOnce(&OrderId) -> String) -> String {
        self.id.with_value(of)
    }

    /// The text for one thing, with what was typed before.
    pub(super) fn say(self, what: &str, field: &'static str) -> Say {
        let known = |all: &Vec<(String, Say)>| {
            let mut all = all.iter();
            all.find(|(known, _)| known == what).map(|(_, say)| *say)
        };
        if let Some(say) = self.texts.with_value(known) {
            return say;
        }
        let subject = self.id.with_value(|id| format!("desk.{id}.{what}"));
        let make = || Say::new(self.query, subject, field);
        // It belongs to the page of the order, not to the view that asked for it first.
        let say = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        self.texts
            .update_value(|all| all.push((what.to_owned(), say)));
        say
    }

    /// Sends a decision about the version that is shown. `first` is the field to lead to when
    /// something is wrong, `done` is said afterwards.
    pub(super) fn send(
        self,
        say: Say,
        write: Write,
        first: &str,
        done: String,
        then: impl FnOnce() + 'static,
    ) {
        let Some(version) = self.query.version() else {
            // A kept copy is shown: nothing is decided on it.
            say.refuse(first, t().desk().reading.to_owned());
            self.query.refresh();
            return;
        };
        let write = Write {
            if_match: Some(version),
            booking_code: None,
            ..write
        };
        // The page may be gone when the answer comes.
        let (query, changed, forget) = (self.query, self.changed, say.kept.forget());
        say.command.send(write, move |answer| {
            let taken = query.accept_answer(&answer);
            if taken.is_err() || query.version().is_none() {
                query.refresh();
            }
            let still_here = forget();
            changed.try_run(());
            Toasts::say(done);
            if still_here {
                then();
                document::focus("main h1");
            }
        });
    }
}

impl Say {
    fn new(query: Query<DeskOrder>, subject: String, field: &'static str) -> Self {
        let command = Command::new();
        // Somebody else was quicker: the newest is read, and the sentence says so.
        let error = command.error;
        Effect::new(move |_| {
            if error.with(|error| error.as_ref().is_some_and(Error::is_late)) {
                query.refresh();
            }
        });
        Self {
            field,
            kept: Kept::new(subject),
            wrong: RwSignal::new(Vec::new()),
            command,
        }
    }

    /// What is wrong: by our own checks, else what the server said. `first` is the field to lead to
    /// when it is about none of them.
    pub(super) fn lines(self, first: String) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => {
                    lines(&error, &[("/text", self.field), ("/visit_at", DAY)], &first)
                }
                _ => wrong,
            }
        })
    }

    /// The text to send, or what is wrong with it at its field.
    pub(super) fn checked(self) -> Option<String> {
        match text::checked(&self.kept.text.get_untracked(), 1, TEXT_MAX) {
            Ok(text) => {
                self.wrong.set(Vec::new());
                Some(text)
            }
            Err(error) => {
                self.refuse(self.field, text_sentence(error));
                None
            }
        }
    }

    /// Says what is wrong with a field.
    pub(super) fn refuse(self, field: &str, sentence: String) {
        self.wrong.set(vec![(field.to_owned(), sentence)]);
    }
}

/// A text that is kept as a draft at every keystroke, until it is sent.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    /// The text.
    pub(super) text: RwSignal<String>,
    /// Whose it is and what it is about.
    place: StoredValue<(String, String)>,
}

impl Kept {
    /// What was typed about a subject before.
    pub(super) fn new(subject: String) -> Self {
        let person = untrack(|| Session::get().person());
        let text = RwSignal::new(drafts::load(&person, &subject).unwrap_or_default());
        let place = StoredValue::new((person, subject));
        Effect::new(move |before: Option<()>| {
            let now = text.get();
            if before.is_none() {
                return;
            }
            place.with_value(|(person, subject)| {
                if now.is_empty() {
                    drafts::remove(person, subject);
                } else {
                    // Without storage there is no draft; the text stays on the page.
                    let _ = drafts::save(person, subject, &now);
                }
            });
        });
        Self { text, place }
    }

    /// What forgets it, also when the page has gone meanwhile; says whether it is still there.
    pub(super) fn forget(self) -> impl FnOnce() -> bool {
        let (person, subject) = self.place.get_value();
        move || {
            drafts::remove(&person, &subject);
            self.text.try_set(String::new()).is_none()
        }
    }
}
