//! `/services/{id}/order/…`: one question a page, kept at every keystroke.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{
    Date, NewOrder, Page, Person, Question, QuestionKind, Service, ServiceId, Slot,
};

use super::check::check_step;
use super::sent::sent_page;
use crate::domain::load::LoadState;
use crate::domain::route::{Route, Step};
use crate::features::services::api;
use crate::features::services::components::{Field, answer_field};
use crate::features::services::model::form::{CENTRE_OFFSET, Draft, step_after};
use crate::i18n::{self, t};
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::db::{self, Store};
use crate::platform::{clock, document};
use crate::ui::choice::{Choice, choices};
use crate::ui::field::error_summary;
use crate::ui::nav;
use crate::ui::notice::banner;
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::{icon, small_icon};
use crate::ui::photos::Chosen;

/// What the steps of one form share.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) session: Session,
    pub(super) service: Query<Service>,
    pub(super) people: Query<Page<Person>>,
    pub(super) slots: Query<Page<Slot>>,
    pub(super) draft: RwSignal<Draft>,
    pub(super) photos: RwSignal<Vec<(String, Chosen)>>,
    /// Whether this device keeps the draft.
    pub(super) kept: RwSignal<bool>,
    pub(super) command: Command,
    /// The order that was handed in last, to understand what a problem points at.
    pub(super) sent: StoredValue<Option<NewOrder>>,
    /// Going back to the check after changing one answer.
    pub(super) changing: RwSignal<bool>,
    id: StoredValue<ServiceId>,
}

/// The form of a service, or what became of an order that was handed in.
pub fn order_form_page(id: &ServiceId, step: &Step) -> AnyView {
    if let Step::Sent(key) = step {
        return sent_page(id, key);
    }
    let form = Form::open(id);
    let route = expect_context::<RwSignal<Route>>();
    let step = Memo::new(move |_| match route.get() {
        Route::OrderForm(_, step) => step,
        _ => Step::Person,
    });
    form.arrive(step);
    let title = Signal::derive(move || {
        form.service
            .get()
            .map_or_else(String::new, |s| (t().services().form_title)(&s.name))
    });
    // A refreshed service must not wipe the field in which somebody types.
    let stable = Memo::new(move |_| form.service.get().map(|service| Stable(service)));
    let content = loadable(
        move || stable.get().map(|stable| stable.0),
        form.service.state(),
        move || form.service.refresh(),
        || {
            view! { <h1 class="visually-hidden" tabindex="-1">{t().ui().loading}</h1> {skeleton_rows()} }.into_any()
        },
        move |service| (move || form.step_view(&service, &step.get())).into_any(),
    );
    let state = form.service.state();
    let shown = Signal::derive(move || match state.get() {
        // The form works on a kept copy as well as on the newest.
        LoadState::Stale { .. } => LoadState::Ready,
        state => state,
    });
    page("order-form", "", title, shown, content)
}

/// A service that counts as new only when its questions or terms changed.
#[derive(Clone)]
struct Stable(Arc<Service>);

impl PartialEq for Stable {
    fn eq(&self, other: &Self) -> bool {
        self.0.version == other.0.version && self.0.form_version == other.0.form_version
    }
}

impl Form {
    fn open(id: &ServiceId) -> Self {
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
        let form = Self {
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
        };
        form.load_photos();
        form
    }

    pub(super) fn id(self) -> ServiceId {
        self.id.get_value()
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
        let ids: Vec<(String, String)> = self.draft.with_untracked(|draft| {
            draft
                .values
                .iter()
                .flat_map(|(q, ids)| ids.iter().map(move |id| (q.clone(), id.clone())))
                .collect()
        });
        spawn_local(async move {
            for (question, id) in ids.into_iter().filter(|(_, id)| id.len() == 36) {
                if let Ok(Some(jpeg)) = db::get_bytes(Store::Photos, &id).await {
                    self.photos.try_update(|all| {
                        all.push((
                            question,
                            Chosen {
                                id,
                                jpeg: Arc::new(jpeg),
                            },
                        ))
                    });
                }
            }
        });
    }

    /// Whether there is somebody else to order for.
    pub(super) fn choose_person(self) -> bool {
        self.people
            .get()
            .is_some_and(|people| people.items.len() > 1)
    }

    /// The first thing on arrival: sign in, or go on where the draft ends.
    fn arrive(self, step: Memo<Step>) {
        let done = StoredValue::new(false);
        let home = self.session.home;
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
            let people_known = self.people.get().is_some()
                || matches!(self.people.state().get(), LoadState::Failed(_));
            let Some(service) = self.service.get().filter(|_| people_known) else {
                return;
            };
            if done.get_value() {
                return;
            }
            done.set_value(true);
            if !self.choose_person() {
                self.take_person(
                    self.people
                        .get_untracked()
                        .and_then(|people| people.items.first().cloned())
                        .as_ref(),
                    &service,
                );
            }
            if step.get_untracked() == Step::Person {
                let next = self.draft.with_untracked(|draft| {
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
        let service = self.service.get_untracked();
        self.draft.update(|draft| {
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
        let text = self
            .draft
            .with_untracked(|draft| linli_json::to_text(draft));
        let kept = drafts::save(&self.session.person(), &subject(&self.id()), &text).is_ok();
        self.kept.try_set(kept);
    }

    /// The draft is sent: it is a draft no longer.
    pub(super) fn drop_draft(self) {
        drafts::remove(&self.session.person(), &subject(&self.id()));
    }

    /// Says for whom the order is, and fills in what is known of them. What was typed stays.
    fn take_person(self, person: Option<&Person>, service: &Service) {
        let Some(person) = person else { return };
        let people = self.people.get_untracked();
        let before = self.draft.with_untracked(|draft| draft.acting_for.clone());
        let before = people.as_ref().and_then(|people| {
            people
                .items
                .iter()
                .find(|p| {
                    before
                        .as_ref()
                        .map_or(p.relation == "self", |id| *id == p.id)
                })
                .cloned()
        });
        self.change(|draft| {
            let myself = person.relation == "self";
            draft.acting_for = (!myself).then(|| person.id.clone());
            draft.acting_name = if myself {
                String::new()
            } else {
                person.name.clone()
            };
            draft.person_said = true;
            for question in &service.questions {
                let Some(known) = known_of(question, person) else {
                    continue;
                };
                let old = before
                    .as_ref()
                    .and_then(|before| known_of(question, before));
                let untouched = draft.values(&question.id).is_empty()
                    || old.as_deref() == Some(draft.values(&question.id));
                if untouched {
                    draft.values.insert(question.id.clone(), known);
                }
            }
        });
    }

    fn step_view(self, service: &Arc<Service>, step: &Step) -> AnyView {
        let content = match step {
            Step::Person | Step::Sent(_) => self.person_step(service),
            Step::Check => check_step(self, service),
            Step::Question(id) => {
                match service.questions.iter().find(|question| question.id == *id) {
                    Some(question) => self.question_step(service, question),
                    None => check_step(self, service),
                }
            }
        };
        let acting = move || {
            let name = self.draft.with(|draft| draft.acting_name.clone());
            (!name.is_empty()).then(|| {
                banner(
                    "banner--acting",
                    "people",
                    (t().services().acting_for)(&name),
                    None,
                )
            })
        };
        // The heading of the new step takes the focus, as on a new page.
        request_animation_frame(|| {
            document::focus("main h1");
        });
        view! { {acting} {content} }.into_any()
    }

    fn next(self, service: &Service, step: &Step) {
        let next = self.draft.with_untracked(|draft| {
            if self.changing.get_untracked() {
                draft
                    .first_gap(service, Self::today(), self.choose_person())
                    .unwrap_or(Step::Check)
            } else {
                step_after(draft, &service.questions, step)
            }
        });
        self.go(next);
    }

    fn person_step(self, service: &Arc<Service>) -> AnyView {
        let chosen = RwSignal::new(self.draft.with_untracked(|draft| {
            let id = draft
                .acting_for
                .as_ref()
                .map_or_else(|| "self".to_owned(), |id| id.0.clone());
            if draft.person_said {
                vec![id]
            } else {
                Vec::new()
            }
        }));
        let key_of = |person: &Person| {
            if person.relation == "self" {
                "self".to_owned()
            } else {
                person.id.0.clone()
            }
        };
        let errors = RwSignal::new(Vec::new());
        let service = service.clone();
        let submit_service = service.clone();
        let submit = move || {
            let picked = self.people.get_untracked().and_then(|people| {
                people
                    .items
                    .iter()
                    .find(|p| chosen.with_untracked(|c| c.contains(&key_of(p))))
                    .cloned()
            });
            match picked {
                Some(person) => {
                    self.take_person(Some(&person), &submit_service);
                    self.next(&submit_service, &Step::Person);
                }
                None => errors.set(vec![(
                    "q-self".to_owned(),
                    i18n::field_sentence("required", None),
                )]),
            }
        };
        let options = move || {
            let people = self.people.get()?;
            let options = people
                .items
                .iter()
                .map(|person| {
                    let myself = person.relation == "self";
                    let label = if myself {
                        t().services().myself.to_owned()
                    } else {
                        person.name.clone()
                    };
                    let known = if myself {
                        person.name.clone()
                    } else {
                        (t().services().relation)(&person.relation).to_owned()
                    };
                    let note = person
                        .address
                        .as_ref()
                        .map_or_else(|| known.clone(), |address| format!("{known} · {address}"));
                    Choice {
                        note,
                        ..Choice::new(key_of(person), label)
                    }
                })
                .collect();
            Some(choices("q", "", false, false, options, chosen))
        };
        let fields = view! {
            <fieldset class="stack">
                <legend><h1 class="question__title" tabindex="-1">{t().services().who_for}</h1></legend>
                <p class="question__hint">{t().services().who_for_hint}</p>
                {options}
            </fieldset>
        };
        self.frame(&service, &Step::Person, errors, fields.into_any(), submit)
    }

    fn question_step(self, service: &Arc<Service>, question: &Question) -> AnyView {
        let stopped = RwSignal::new(false);
        let question = Arc::new(question.clone());
        let service = service.clone();
        (move || {
            if stopped.get() {
                self.stopper_view(&question, stopped)
            } else {
                self.question_view(&service, &question, stopped)
            }
        })
        .into_any()
    }

    fn question_view(
        self,
        service: &Arc<Service>,
        question: &Arc<Question>,
        stopped: RwSignal<bool>,
    ) -> AnyView {
        let (errors, error) = (RwSignal::new(Vec::new()), RwSignal::new(None));
        let values = RwSignal::new(
            self.draft
                .with_untracked(|draft| draft.values(&question.id).to_vec()),
        );
        let id = question.id.clone();
        Effect::new(move |before: Option<()>| {
            let values = values.get();
            if before.is_some() {
                self.change(|draft| drop(draft.values.insert(id.clone(), values)));
            }
        });
        let photos = self.photos_of(question, values);
        if question.kind == QuestionKind::Slot {
            self.slots.read(api::slots(&self.id()));
        }
        let (q, s) = (question.clone(), service.clone());
        let submit = move || {
            let problem = self
                .draft
                .with_untracked(|draft| draft.check(&q, Self::today()));
            let sentence = problem.map(|wrong| i18n::field_sentence(wrong.code, wrong.limit));
            error.set(sentence.clone());
            errors.set(
                sentence
                    .map(|text| (first_field(&q), text))
                    .into_iter()
                    .collect(),
            );
            if error.with_untracked(Option::is_some) {
                return;
            }
            if self
                .draft
                .with_untracked(|draft| draft.stopper(&q).is_some())
            {
                stopped.set(true);
            } else {
                self.next(&s, &Step::Question(q.id.clone()));
            }
        };
        let field = answer_field(
            question,
            Field {
                values,
                photos,
                error,
                today: Self::today(),
            },
            move || self.slots.get(),
        );
        let content = question_fields(question, field);
        self.frame(
            service,
            &Step::Question(question.id.clone()),
            errors,
            content,
            submit,
        )
    }

    /// The photos of one question, kept on the disk as they are chosen.
    fn photos_of(
        self,
        question: &Question,
        values: RwSignal<Vec<String>>,
    ) -> RwSignal<Vec<Chosen>> {
        let id = question.id.clone();
        let mine = self.photos.with_untracked(|all| {
            all.iter()
                .filter(|(q, _)| *q == id)
                .map(|(_, p)| p.clone())
                .collect::<Vec<_>>()
        });
        let photos = RwSignal::new(mine);
        if question.kind != QuestionKind::Photo {
            return photos;
        }
        Effect::new(move |before: Option<Vec<String>>| {
            let now = photos.get();
            let ids: Vec<String> = now.iter().map(|photo| photo.id.clone()).collect();
            let Some(before) = before else { return ids };
            let (added, removed): (Vec<Chosen>, Vec<String>) = (
                now.iter()
                    .filter(|photo| !before.contains(&photo.id))
                    .cloned()
                    .collect(),
                before.into_iter().filter(|id| !ids.contains(id)).collect(),
            );
            self.photos.update(|all| {
                all.retain(|(q, _)| *q != id);
                all.extend(now.into_iter().map(|photo| (id.clone(), photo)));
            });
            values.set(ids.clone());
            spawn_local(async move {
                for photo in added {
                    let _ = db::put_bytes(Store::Photos, &photo.id, &photo.jpeg).await;
                }
                for id in removed {
                    let _ = db::delete(Store::Photos, &id).await;
                }
            });
            ids
        });
        photos
    }

    fn frame(
        self,
        service: &Arc<Service>,
        step: &Step,
        errors: RwSignal<Vec<(String, String)>>,
        fields: AnyView,
        submit: impl Fn() + 'static,
    ) -> AnyView {
        let place = step.clone();
        let counted = service.clone();
        // The number of questions follows the answers.
        let (number, all) = self.draft.with_untracked(|draft| {
            let asked = draft.asked(&counted.questions);
            let people = usize::from(self.choose_person());
            let number = match &place {
                Step::Question(id) => {
                    people + asked.iter().position(|q| q.id == *id).map_or(1, |n| n + 1)
                }
                _ => 1,
            };
            (number, asked.len() + people)
        });
        let last = number >= all;
        let question = match step {
            Step::Question(id) => id.clone(),
            _ => "person".to_owned(),
        };
        view! {
            <form
                class="question" novalidate=true data-question=question
                on:submit=move |event| {
                    event.prevent_default();
                    submit();
                }
            >
                {error_summary(errors.into())}
                <div class="question__step">
                    <progress class="progress progress--thin" value=number.to_string() max=all.to_string() aria-hidden="true"></progress>
                    <p>{(t().services().step)(&service.name, number, all)}</p>
                </div>
                {fields}
                <div class="action-bar">
                    <div class="action-bar__row">
                        <button class="button button--primary" type="submit">
                            {if last || self.changing.get_untracked() { t().services().to_check } else { t().services().next }}
                        </button>
                    </div>
                    {self.draft_note()}
                </div>
            </form>
        }
        .into_any()
    }

    /// Says where what was typed is.
    fn draft_note(self) -> AnyView {
        (move || {
            if self.kept.get() {
                view! { <p class="draft-note">{small_icon("check")} {t().services().draft_kept}</p> }.into_any()
            } else {
                view! { <p class="draft-note" role="status">{small_icon("warn")} {t().services().draft_not_kept}</p> }.into_any()
            }
        })
        .into_any()
    }

    fn stopper_view(self, question: &Question, stopped: RwSignal<bool>) -> AnyView {
        let (message, phone) = self.draft.with_untracked(|draft| {
            draft
                .stopper(question)
                .map_or_else(Default::default, |stopper| {
                    (stopper.message.clone(), stopper.phone.clone())
                })
        });
        request_animation_frame(|| {
            document::focus(".stopper__title");
        });
        view! {
            <div class="stopper" role="alert">
                <h1 class="stopper__title" tabindex="-1">{icon("phone")} {t().services().stop_title}</h1>
                <p>{message}</p>
                {crate::ui::parts::call("button--stop button--wide", t().services().stop_title, &phone)}
                <button class="button button--wide" type="button" on:click=move |_| stopped.set(false)>
                    {t().services().stop_change}
                </button>
            </div>
        }
        .into_any()
    }
}

/// The question and its field. A question with one text field is that field's label; any other is
/// the legend of its group.
fn question_fields(question: &Question, field: AnyView) -> AnyView {
    let optional = (!question.required)
        .then(|| view! { " " <span class="question__optional">{t().services().optional}</span> });
    let hint = question
        .hint
        .clone()
        .map(|hint| view! { <p class="question__hint" id="q-hint">{hint}</p> });
    let label = question.label.clone();
    let one_field = matches!(
        question.kind,
        QuestionKind::Text
            | QuestionKind::LongText
            | QuestionKind::Number
            | QuestionKind::Address
            | QuestionKind::Phone
            | QuestionKind::Other(_)
    );
    if one_field {
        return view! {
            <div>
                <h1 class="question__title" tabindex="-1"><label for="q">{label} {optional}</label></h1>
                {hint}
                {field}
            </div>
        }
        .into_any();
    }
    let many = (question.kind == QuestionKind::Multiple)
        .then(|| view! { <p class="question__hint">{t().services().choose_many}</p> });
    view! {
        <fieldset class="stack">
            <legend><h1 class="question__title" tabindex="-1">{label} {optional}</h1></legend>
            {hint}
            {many}
            {field}
        </fieldset>
    }
    .into_any()
}

/// The id of the first field of a question, for the error summary.
fn first_field(question: &Question) -> String {
    match (&question.kind, question.options.first()) {
        (QuestionKind::Single | QuestionKind::Multiple, Some(option)) => {
            format!("q-{}", option.key)
        }
        _ => "q".to_owned(),
    }
}

fn subject(id: &ServiceId) -> String {
    format!("order.{id}")
}

/// What is known of a person for a question that wants to be filled in.
fn known_of(question: &Question, person: &Person) -> Option<Vec<String>> {
    let phone = person.phone.clone().filter(|phone| !phone.contains('*'));
    match question.prefill.as_deref()? {
        "address" => Some(vec![person.address.clone()?]),
        "phone" => Some(vec![phone?]),
        "name" if question.kind == QuestionKind::Person => {
            Some(vec![person.name.clone(), phone.unwrap_or_default()])
        }
        "name" => Some(vec![person.name.clone()]),
        _ => None,
    }
}
