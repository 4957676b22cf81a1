//! The state of one order form: the draft, what it is about, and for whom.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Date, NewOrder, Page, Person, Service, ServiceId, Slot};

use super::api;
use super::model::form::{CENTRE_OFFSET, Draft, Fate, step_after};
use crate::domain::load::LoadState;
use crate::domain::route::{Route, Step};
use crate::offline::outbox::Outbox;
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::clock;
use crate::platform::db::{self, Store};
use crate::ui::nav;
use crate::ui::photos::Chosen;

/// A form that is being filled in: a handle, so that closures stay small.
#[derive(Clone, Copy)]
pub(super) struct Form(StoredValue<State>);

/// What the steps of one form share.
#[derive(Clone, Copy)]
struct State {
    session: Session,
    service: Query<Service>,
    people: Query<Page<Person>>,
    /// Whether somebody from the centre orders, who may look for the resident. A memo: a step is not
    /// built anew, and what was just chosen in it lost, because the first screen was read again.
    for_residents: Memo<bool>,
    /// Whether it is asked for whom the order is.
    choose_person: Memo<bool>,
    slots: Query<Page<Slot>>,
    draft: RwSignal<Draft>,
    photos: RwSignal<Vec<(String, Chosen)>>,
    /// Whether this device keeps the draft.
    kept: RwSignal<bool>,
    /// Whether it is known what became of an order that was handed in from this form before.
    looked: RwSignal<bool>,
    command: Command,
    /// The order that was handed in last, to understand what a problem points at.
    sent: StoredValue<Option<NewOrder>>,
    /// Going back to the check after changing one answer.
    changing: RwSignal<bool>,
    id: StoredValue<ServiceId>,
}

impl Form {
    pub(super) fn open(id: &ServiceId) -> Self {
        let session = Session::get();
        let draft = draft_of(&session.person(), id).unwrap_or_default();
        let command = Command::new();
        if let Some(key) = draft.waiting.as_ref().or(draft.key.as_ref()) {
            command.take_up(key);
        }
        let people: Query<Page<Person>> = Query::new(api::PEOPLE);
        let for_residents = Memo::new(move |_| {
            let me = session.me();
            me.is_some_and(|me| me.works_here())
        });
        let choose_person = Memo::new(move |_| {
            for_residents.get() || people.get().is_some_and(|people| people.items.len() > 1)
        });
        let form = Self(StoredValue::new(State {
            session,
            service: Query::new(api::service(id)),
            people,
            for_residents,
            choose_person,
            slots: Query::idle(),
            looked: RwSignal::new(draft.waiting.is_none()),
            draft: RwSignal::new(draft),
            photos: RwSignal::new(Vec::new()),
            kept: RwSignal::new(true),
            command,
            sent: StoredValue::new(None),
            changing: RwSignal::new(false),
            id: StoredValue::new(id.clone()),
        }));
        form.load_photos();
        form.look_back();
        // After a refusal the command has a key for the next intention, and so has the draft.
        Effect::new(move |_| {
            if command.error.with(Option::is_some) {
                form.follow(command.key());
            }
        });
        Effect::new(move |_| {
            if let Some(service) = form.service().get() {
                form.name(&service);
            }
        });
        form
    }

    /// The draft is called as its service is called now, in the language of now. Only its name is written:
    /// another tab may have handed it in or thrown it away.
    fn name(self, service: &Service) {
        let other = |draft: &Draft| !draft.title.is_empty() && draft.title != service.name;
        let (person, id) = (self.session().person(), self.id());
        if let Some(mut kept) = draft_of(&person, &id).filter(other) {
            kept.title.clone_from(&service.name);
            let _ = drafts::save(&person, &subject(&id), &linli_json::to_text(&kept));
        }
        if self.draft().with_untracked(other) {
            self.draft()
                .update_untracked(|draft| draft.title.clone_from(&service.name));
        }
    }

    /// Finds out what became of an order that was handed in before: from here, in another tab, or in
    /// an earlier visit. What waits or was received is shown as that.
    fn look_back(self) {
        let waiting = self.draft().with_untracked(|draft| draft.waiting.clone());
        let Some(key) = waiting else { return };
        let (outbox, id) = (self.session().outbox, self.id());
        let (draft, looked, command) = (self.draft(), self.looked(), self.command());
        spawn_local(async move {
            let fate = if outbox.answer(&key).await.is_some() {
                Fate::Received
            } else {
                let lane = outbox.find(&key).await;
                if lane.is_empty() {
                    Fate::Unknown
                } else if lane.iter().any(|entry| entry.refused.is_some()) {
                    Fate::Refused
                } else {
                    Fate::Waiting
                }
            };
            let again = draft.try_update(|draft| draft.take_up(fate, Outbox::new_key()));
            match again {
                Some(true) => {
                    if let Some(key) = draft.with_untracked(|draft| draft.key.clone()) {
                        command.take_up(&key);
                    }
                    self.keep();
                    looked.set(true);
                }
                Some(false) => nav::replace(&Route::OrderForm(id, Step::Sent(key))),
                // The page has gone meanwhile.
                None => {}
            }
        });
    }

    /// Another tab may have this form too: it is one intention, with one key.
    fn join(self) {
        let kept = draft_of(&self.session().person(), &self.id());
        // Where nothing can be kept any more, what is there is old.
        let kept = kept.filter(|_| self.kept().get_untracked());
        let command = self.command();
        self.draft().update_untracked(|draft| {
            if let Some(kept) = kept {
                draft.join(&kept);
            }
            command.take_up(draft.key.get_or_insert_with(|| command.key()));
        });
    }

    /// The draft goes on under the command's key.
    fn follow(self, key: String) {
        let same = |draft: &Draft| draft.waiting.as_ref().is_none_or(|waiting| *waiting == key);
        if !self.draft().with_untracked(same) {
            self.draft().update(|draft| draft.begin_anew(key));
            self.keep();
        }
    }

    /// Keeps that the form is handed in, before it is: whatever happens to this page, it is found again
    /// under this key. Answers the key.
    pub(super) fn hand_in(self) -> String {
        self.join();
        let key = self.command().key();
        self.draft().update(|draft| draft.hand_in(&key));
        self.keep();
        key
    }

    pub(super) fn id(self) -> ServiceId {
        self.0.with_value(|state| state.id.get_value())
    }

    /// The community's day.
    pub(super) fn today() -> Date {
        clock::now().date_at_offset(CENTRE_OFFSET).unwrap_or(Date {
            year: 2026,
            month: 1,
            day: 1,
        })
    }

    pub(super) fn go(self, step: Step) {
        nav::go(&Route::OrderForm(self.id(), step));
    }

    /// Photos of a draft lie on the disk under their ids.
    fn load_photos(self) {
        let ids: Vec<(String, String)> = self.draft().with_untracked(|draft| {
            draft
                .values
                .iter()
                .flat_map(|(q, ids)| ids.iter().map(move |id| (q.clone(), id.clone())))
                .collect()
        });
        spawn_local(async move {
            for (question, id) in ids.into_iter().filter(|(_, id)| id.len() == 36) {
                if let Ok(Some(jpeg)) = db::get_bytes(Store::Photos, &id).await {
                    self.photos().try_update(|all| {
                        all.push((
                            question,
                            Chosen {
                                id,
                                jpeg: Arc::new(jpeg),
                            },
                        ));
                    });
                }
            }
        });
    }

    /// Whether there is somebody else to order for: for a worker there always is.
    pub(super) fn choose_person(self) -> bool {
        self.0.with_value(|state| state.choose_person).get()
    }

    /// Whether somebody from the centre orders, who may look for the resident.
    pub(super) fn for_residents(self) -> bool {
        self.0.with_value(|state| state.for_residents).get()
    }

    /// The first thing on arrival: sign in, or go on where the draft ends.
    pub(super) fn arrive(self, step: Memo<Step>) {
        let done = StoredValue::new(false);
        let home = self.session().home;
        Effect::new(move |_| {
            let signed_out = home.get().is_some_and(|home| home.me.is_none())
                && matches!(home.state().get(), LoadState::Ready);
            if signed_out {
                nav::replace(&Route::SignIn(Some(Box::new(Route::OrderForm(
                    self.id(),
                    Step::Person,
                )))));
                return;
            }
            if !self.looked().get() {
                return;
            }
            // Who is here decides whether to ask for whom.
            if home.get().is_none() && !matches!(home.state().get(), LoadState::Failed(_)) {
                return;
            }
            let people_known = self.people().get().is_some()
                || matches!(self.people().state().get(), LoadState::Failed(_));
            let Some(service) = self.service().get().filter(|_| people_known) else {
                return;
            };
            if done.get_value() {
                return;
            }
            done.set_value(true);
            let people = self.people().get_untracked();
            let only = people.as_ref().and_then(|people| people.items.first());
            if let Some(only) = only.filter(|_| !self.choose_person()) {
                self.take_person(only, &service);
            }
            if step.get_untracked() == Step::Person {
                let next = self.draft().with_untracked(|draft| {
                    draft.first_gap(&service, Self::today(), self.choose_person())
                });
                if next.as_ref() != Some(&Step::Person) {
                    nav::replace(&Route::OrderForm(self.id(), next.unwrap_or(Step::Check)));
                }
            }
        });
    }

    /// Changes the draft and keeps it.
    pub(super) fn change(self, change: impl FnOnce(&mut Draft)) {
        let service = self.service().get_untracked();
        self.join();
        self.draft().update(|draft| {
            change(draft);
            draft.saved_at = clock::now().0;
            if let Some(service) = service {
                draft.title.clone_from(&service.name);
                draft.form_version.clone_from(&service.form_version);
            }
        });
        self.keep();
    }

    pub(super) fn keep(self) {
        let text = self.draft().with_untracked(linli_json::to_text);
        let kept = drafts::save(&self.session().person(), &subject(&self.id()), &text).is_ok();
        self.kept().try_set(kept);
    }

    /// Says for whom the order is.
    pub(super) fn take_person(self, person: &Person, service: &Service) {
        self.change(|draft| draft.take_person(person, &service.questions));
    }

    /// Goes on after a step, or back to the check when one answer was changed.
    pub(super) fn next(self, service: &Service, step: &Step) {
        let next = self.draft().with_untracked(|draft| {
            if self.changing().get_untracked() {
                draft
                    .first_gap(service, Self::today(), self.choose_person())
                    .unwrap_or(Step::Check)
            } else {
                step_after(draft, &service.questions, step)
            }
        });
        self.go(next);
    }

    pub(super) fn session(self) -> Session {
        self.0.with_value(|state| state.session)
    }

    pub(super) fn service(self) -> Query<Service> {
        self.0.with_value(|state| state.service)
    }

    pub(super) fn people(self) -> Query<Page<Person>> {
        self.0.with_value(|state| state.people)
    }

    pub(super) fn slots(self) -> Query<Page<Slot>> {
        self.0.with_value(|state| state.slots)
    }

    pub(super) fn draft(self) -> RwSignal<Draft> {
        self.0.with_value(|state| state.draft)
    }

    pub(super) fn photos(self) -> RwSignal<Vec<(String, Chosen)>> {
        self.0.with_value(|state| state.photos)
    }

    /// Whether this device keeps the draft.
    pub(super) fn kept(self) -> RwSignal<bool> {
        self.0.with_value(|state| state.kept)
    }

    /// Whether it is known what became of an order that was handed in from this form before.
    pub(super) fn looked(self) -> RwSignal<bool> {
        self.0.with_value(|state| state.looked)
    }

    pub(super) fn command(self) -> Command {
        self.0.with_value(|state| state.command)
    }

    /// The order that was handed in last, to understand what a problem points at.
    pub(super) fn sent(self) -> StoredValue<Option<NewOrder>> {
        self.0.with_value(|state| state.sent)
    }

    /// Going back to the check after changing one answer.
    pub(super) fn changing(self) -> RwSignal<bool> {
        self.0.with_value(|state| state.changing)
    }
}

/// The order that was handed in under a key is taken, by the server or into the outbox, so that the
/// refused one whose place it takes may go. What is `over`, received or taken back, is a draft no longer.
pub(super) fn taken(session: Session, id: &ServiceId, key: &str, over: bool) {
    let person = untrack(|| session.person());
    let kept = draft_of(&person, id);
    let Some(mut draft) = kept.filter(|draft| draft.waiting.as_deref() == Some(key)) else {
        return;
    };
    let replaced = draft.replaces.take();
    if over {
        drafts::remove(&person, &subject(id));
    } else if replaced.is_some() {
        // It was kept a moment ago; where it cannot be, the refused one is forgotten once more.
        let _ = drafts::save(&person, &subject(id), &linli_json::to_text(&draft));
    }
    if let Some(lane) = replaced {
        spawn_local(async move { session.outbox.forget(&lane).await });
    }
}

fn draft_of(person: &str, id: &ServiceId) -> Option<Draft> {
    drafts::load(person, &subject(id)).and_then(|text| linli_json::from_text(&text))
}

fn subject(id: &ServiceId) -> String {
    format!("order.{id}")
}
