//! The state of one order form: the draft, what it is about, and for whom.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Date, NewOrder, Page, Person, Role, Service, ServiceId, Slot};

use super::api;
use super::model::form::{CENTRE_OFFSET, Draft, step_after};
use crate::domain::load::LoadState;
use crate::domain::route::{Route, Step};
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
    slots: Query<Page<Slot>>,
    draft: RwSignal<Draft>,
    photos: RwSignal<Vec<(String, Chosen)>>,
    /// Whether this device keeps the draft.
    kept: RwSignal<bool>,
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
        let person = session.person();
        let kept: Option<Draft> =
            drafts::load(&person, &subject(id)).and_then(|text| linli_json::from_text(&text));
        let entries = session.outbox.entries;
        let draft = kept.filter(|draft| match &draft.waiting {
            // What waits in the outbox is not a draft, unless it was refused and is to be changed.
            Some(key) => entries
                .with_untracked(|all| all.iter().any(|e| e.lane == *key && e.refused.is_some())),
            None => true,
        });
        let form = Self(StoredValue::new(State {
            session,
            service: Query::new(api::service(id)),
            people: Query::new(api::PEOPLE),
            slots: Query::idle(),
            draft: RwSignal::new(draft.unwrap_or_default()),
            photos: RwSignal::new(Vec::new()),
            kept: RwSignal::new(true),
            command: Command::new(),
            sent: StoredValue::new(None),
            changing: RwSignal::new(false),
            id: StoredValue::new(id.clone()),
        }));
        form.load_photos();
        form
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
        self.for_residents()
            || self
                .people()
                .get()
                .is_some_and(|people| people.items.len() > 1)
    }

    /// Whether somebody from the centre orders, who may look for the resident.
    pub(super) fn for_residents(self) -> bool {
        let me = self.session().me();
        me.is_some_and(|me| me.has(&Role::Worker) || me.has(&Role::Admin))
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
        self.draft().update(|draft| {
            change(draft);
            draft.saved_at = clock::now().0;
            draft.waiting = None;
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

    /// The draft is sent: it is a draft no longer.
    pub(super) fn drop_draft(self) {
        drafts::remove(&self.session().person(), &subject(&self.id()));
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

fn subject(id: &ServiceId) -> String {
    format!("order.{id}")
}
