//! The steps of the form: each question, and an answer that means "call first".

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Question, QuestionKind, Service};

use crate::domain::route::Step;
use crate::features::services::api;
use crate::features::services::components::{Field, PERSON_PHONE, answer_field};
use crate::features::services::form::Form;
use crate::i18n::{self, t};
use crate::platform::db::{self, Store};
use crate::platform::document;
use crate::ui::field::error_summary;
use crate::ui::parts::{call, icon, small_icon};
use crate::ui::photos::Chosen;
use crate::ui::{changing, view};

impl Form {
    /// Asks a question.
    pub(super) fn question_step(self, service: &Arc<Service>, question: &Question) -> AnyView {
        let stopped = RwSignal::new(false);
        let question = Arc::new(question.clone());
        let service = service.clone();
        changing(move || {
            if stopped.get() {
                self.stopper_view(&question, stopped)
            } else {
                self.question_view(&service, &question, stopped)
            }
        })
    }

    fn question_view(
        self,
        service: &Arc<Service>,
        question: &Arc<Question>,
        stopped: RwSignal<bool>,
    ) -> AnyView {
        let errors = RwSignal::new(Vec::new());
        let (error, phone_error) = (RwSignal::new(None), RwSignal::new(None));
        let values = RwSignal::new(
            self.draft()
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
            self.slots().read(api::slots(&self.id()));
        }
        let (q, s) = (question.clone(), service.clone());
        let submit = move || {
            let problem = self
                .draft()
                .with_untracked(|draft| draft.check(&q, Self::today()));
            let of_phone = problem.as_ref().is_some_and(|wrong| wrong.value == 1);
            let sentence = problem.map(|wrong| i18n::field_sentence(wrong.code, wrong.limit));
            error.set(sentence.clone().filter(|_| !of_phone));
            phone_error.set(sentence.clone().filter(|_| of_phone));
            let field = if of_phone {
                PERSON_PHONE.to_owned()
            } else {
                first_field(&q)
            };
            let wrong = sentence.is_some();
            errors.set(sentence.map(|text| (field, text)).into_iter().collect());
            if wrong {
                return;
            }
            if self
                .draft()
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
                phone_error,
                today: Self::today(),
            },
            move || self.slots().get(),
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
        let photos = RwSignal::new(Vec::new());
        if question.kind != QuestionKind::Photo {
            return photos;
        }
        // Those of a draft come from the disk, maybe when the question is already there.
        let (all, mine) = (self.photos(), id.clone());
        Effect::new(move |_| {
            let kept: Vec<Chosen> = all.with(|all| {
                let of_mine = all.iter().filter(|(q, _)| *q == mine);
                of_mine.map(|(_, photo)| photo.clone()).collect()
            });
            if photos.with_untracked(|now| *now != kept) {
                photos.set(kept);
            }
        });
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
            self.photos().update(|all| {
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

    pub(super) fn frame(
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
        let (number, all) = self.draft().with_untracked(|draft| {
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
                            {if last || self.changing().get_untracked() { t().services().to_check } else { t().services().next }}
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
        changing(move || {
            if self.kept().get() {
                view! { <p class="draft-note">{small_icon("check")} {t().services().draft_kept}</p> }.into_any()
            } else {
                view! { <p class="draft-note" role="status">{small_icon("warn")} {t().services().draft_not_kept}</p> }.into_any()
            }
        })
    }

    fn stopper_view(self, question: &Question, stopped: RwSignal<bool>) -> AnyView {
        let (message, phone) = self.draft().with_untracked(|draft| {
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
                {call("button--stop button--wide", t().services().stop_title, &phone)}
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
