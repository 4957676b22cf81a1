//! A service that is edited: what is typed, the version with which it was begun, and what is there now.

use leptos::prelude::*;
use linli_contract::{DeskService, Page, ServiceId, ServiceList};

use super::api;
use super::components::{SERVICE_FIELDS, service_field_name};
use super::model::service::{Kept, checked, typed};
use crate::domain::error::Error;
use crate::i18n::{self, t};
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::document;
use crate::ui::toast::Toasts;

/// The service that is edited.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    id: StoredValue<ServiceId>,
    /// The service.
    pub(super) query: Query<DeskService>,
    /// The lists of who does what.
    pub(super) lists: Query<Page<ServiceList>>,
    /// What is typed, part by part.
    parts: StoredValue<Vec<RwSignal<String>>>,
    /// The version with which it was begun; empty until it has come.
    pub(super) known: RwSignal<Vec<String>>,
    /// What our own checks found: field and sentence.
    pub(super) wrong: RwSignal<Vec<(String, String)>>,
    /// Saving it.
    pub(super) saving: Command,
    /// Publishing or withdrawing it.
    pub(super) publishing: Command,
}

impl Editing {
    /// The service with this id; nothing is read yet.
    pub(super) fn of(id: &ServiceId) -> Self {
        let editing = Self {
            id: StoredValue::new(id.clone()),
            query: Query::idle(),
            lists: Query::idle(),
            parts: StoredValue::new(
                SERVICE_FIELDS
                    .iter()
                    .map(|_| RwSignal::new(String::new()))
                    .collect(),
            ),
            known: RwSignal::new(Vec::new()),
            wrong: RwSignal::new(Vec::new()),
            saving: Command::new(),
            publishing: Command::new(),
        };
        editing.follow();
        editing.keep();
        editing
    }

    /// Reads the service and the lists.
    pub(super) fn read(self) {
        self.query.read(self.id.with_value(api::services::service));
        self.lists.read(api::services::LISTS.to_owned());
    }

    /// What is typed, part by part.
    pub(super) fn typed(self) -> Vec<String> {
        self.parts
            .with_value(|parts| parts.iter().map(RwSignal::get).collect())
    }

    /// Takes over what is typed.
    pub(super) fn set(self, typed: &[String]) {
        self.parts.with_value(|parts| {
            for (part, text) in parts.iter().zip(typed) {
                part.set(text.clone());
            }
        });
    }

    /// The part at a place.
    pub(super) fn part(self, place: usize) -> RwSignal<String> {
        self.parts
            .with_value(|parts| parts.get(place).copied())
            .unwrap_or_else(|| RwSignal::new(String::new()))
    }

    fn subject(self) -> (String, String) {
        let person = untrack(|| Session::get().person());
        (
            person,
            self.id.with_value(|id| format!("desk.service.{id}")),
        )
    }

    /// Begins with what was typed before, else with what is there now; and follows what is there while nothing else
    /// is typed.
    fn follow(self) {
        Effect::new(move |_| {
            let Some(service) = self.query.get() else {
                return;
            };
            let now = typed(&service.terms);
            let known = self.known.get_untracked();
            if known.is_empty() {
                let (person, subject) = self.subject();
                let kept = drafts::load(&person, &subject)
                    .and_then(|text| linli_json::from_text::<Kept>(&text))
                    .filter(|kept| kept.typed.len() == now.len());
                let kept = kept.unwrap_or_else(|| Kept {
                    known: now.clone(),
                    typed: now,
                });
                self.set(&kept.typed);
                self.known.set(kept.known);
            } else if untrack(|| self.typed()) == known {
                self.set(&now);
                self.known.set(now);
            }
        });
        // What stands beside what is typed says it better than the error does.
        Effect::new(move |_| {
            let late = self
                .saving
                .error
                .with(|error| error.as_ref().is_some_and(Error::is_late));
            if late && self.conflict().is_some() {
                self.saving.error.set(None);
                request_animation_frame(|| {
                    document::scroll_into_view("[data-conflict]");
                    document::focus("[data-conflict] h2");
                });
            }
        });
        // Somebody else was quicker: the newest is read, and shown beside what is typed.
        for error in [self.saving.error, self.publishing.error] {
            Effect::new(move |_| {
                if error.with(|error| error.as_ref().is_some_and(Error::is_late)) {
                    self.query.refresh();
                }
            });
        }
    }

    /// Keeps what is typed at every change, until it is saved.
    fn keep(self) {
        Effect::new(move |_| {
            let (known, typed) = (self.known.get(), self.typed());
            if known.is_empty() {
                return;
            }
            let (person, subject) = self.subject();
            if typed == known {
                return drafts::remove(&person, &subject);
            }
            let text = linli_json::to_text(&Kept { known, typed });
            // Without storage there is no draft; the text stays on the page.
            drop(drafts::save(&person, &subject, &text));
        });
    }

    /// What somebody else has saved since this was begun.
    pub(super) fn conflict(self) -> Option<Vec<String>> {
        let now = typed(&self.query.get()?.terms);
        let known = self.known.get();
        (!known.is_empty() && now != known && now != self.typed()).then_some(now)
    }

    /// Whether something is typed that is not saved.
    pub(super) fn unsaved(self) -> bool {
        self.known
            .with(|known| !known.is_empty() && *known != self.typed())
    }

    /// Saves what is typed, unless something is wrong with it or somebody else was quicker.
    pub(super) fn save(self) {
        let Some(service) = self.query.get_untracked() else {
            return;
        };
        if untrack(|| self.conflict()).is_some() {
            document::scroll_into_view("[data-conflict]");
            document::focus("[data-conflict] h2");
            return;
        }
        let new = match checked(&untrack(|| self.typed()), service.published) {
            Ok(new) => new,
            Err(findings) => {
                let lines = findings.into_iter().filter_map(|(pointer, code, limit)| {
                    let mut fields = SERVICE_FIELDS.iter();
                    let place = fields.position(|(known, _)| *known == pointer)?;
                    let sentence = sentence(pointer, code, limit);
                    let named = (t().ui().named)(service_field_name(place), &sentence);
                    Some((SERVICE_FIELDS[place].1.to_owned(), named))
                });
                return self.wrong.set(lines.collect());
            }
        };
        self.wrong.set(Vec::new());
        let write = self
            .id
            .with_value(|id| api::services::replace(id, self.query.version(), &new));
        let (person, subject) = self.subject();
        self.saving.send(write, move |answer| {
            drafts::remove(&person, &subject);
            let saved = linli_json::from_text::<DeskService>(&answer.body);
            if let Some(now) = saved.map(|service| typed(&service.terms))
                && self.known.try_set(now.clone()).is_none()
            {
                self.set(&now);
            }
            if self.query.accept_answer(&answer).is_err() {
                self.query.refresh();
            }
            Toasts::say(t().desk_services().saved);
        });
    }

    /// Publishes the version that is shown, or withdraws it.
    pub(super) fn publish(self, publish: bool) {
        let version = self.query.version();
        let write = self
            .id
            .with_value(|id| api::services::publish(id, version, publish));
        self.publishing.send(write, move |answer| {
            if self.query.accept_answer(&answer).is_err() {
                self.query.refresh();
            }
            let d = t().desk_services();
            Toasts::say(if publish {
                d.now_published
            } else {
                d.now_withdrawn
            });
        });
    }
}

/// What is wrong with a part, in words of its own where the general ones do not help.
fn sentence(pointer: &str, code: &str, limit: Option<i64>) -> String {
    let d = t().desk_services();
    match (pointer, code) {
        ("/list_id", "required") => d.list_required.to_owned(),
        ("/price_fen", "out_of_range") => d.price_wrong.to_owned(),
        ("/promise_hours", "out_of_range") => d.promise_wrong.to_owned(),
        _ => i18n::field_sentence(code, limit),
    }
}
