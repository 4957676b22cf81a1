//! The steps of a project's work: what is planned, what is done, with pictures of it.

use leptos::prelude::*;
use linli_contract::{Date, Milestone, NewMilestone, Project};

use crate::domain::text;
use crate::features::desk::api;
use crate::i18n::{self, t};
use crate::offline::outbox::Submitted;
use crate::offline::{Command, Query, Session};
use crate::platform::{document, random};
use crate::ui::field::{Kind, field_error, text_field};
use crate::ui::parts::{icon, section, small_icon, submit};
use crate::ui::photos::{Chosen, photo_field};
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::toast::Toasts;
use crate::ui::view;

/// At most so many photos.
const PHOTOS: usize = 3;
/// Pointers into the body, and the ids of the fields.
const FIELDS: [(&str, &str); 5] = [
    ("/title", "step-title"),
    ("/planned_on", "step-planned"),
    ("/done_on", "step-done"),
    ("/text", "step-text"),
    ("/photos", "step-photos"),
];

/// The step that is being set.
#[derive(Clone, Copy)]
struct Form {
    query: Query<Project>,
    /// Its key; nothing while the form is closed.
    open: RwSignal<Option<String>>,
    title: RwSignal<String>,
    planned: RwSignal<String>,
    done: RwSignal<String>,
    text: RwSignal<String>,
    photos: RwSignal<Vec<Chosen>>,
    photo_error: RwSignal<Option<String>>,
    /// It has pictures, and new ones would take their place.
    has_pictures: RwSignal<bool>,
    wrong: RwSignal<Vec<(String, String)>>,
    command: Command,
}

/// The steps, each with a button that changes it, and one that adds another.
pub(in crate::features::desk) fn milestones(query: Query<Project>) -> AnyView {
    let d = t().desk_projects();
    let form = Form {
        query,
        open: RwSignal::new(None),
        title: RwSignal::new(String::new()),
        planned: RwSignal::new(String::new()),
        done: RwSignal::new(String::new()),
        text: RwSignal::new(String::new()),
        photos: RwSignal::new(Vec::new()),
        photo_error: RwSignal::new(None),
        has_pictures: RwSignal::new(false),
        wrong: RwSignal::new(Vec::new()),
        command: Command::new(),
    };
    let rows = move || {
        let project = query.get()?;
        let rows = project
            .milestones
            .iter()
            .map(|one| form.row(one))
            .collect_view();
        (!project.milestones.is_empty()).then(|| view! { <ul class="card card--flush">{rows}</ul> })
    };
    let foot = move || {
        if form.open.with(Option::is_some) {
            return form.view();
        }
        let add = move |_| form.begin(None);
        view! {
            <p><button class="button button--soft button--small" type="button" data-add-step="" on:click=add>{icon("plus")} {d.step_add}</button></p>
        }
        .into_any()
    };
    let content = view! { <div class="stack">{rows} {foot}</div> };
    section(t().projects().milestones, None, content.into_any())
}

impl Form {
    fn row(self, one: &Milestone) -> AnyView {
        let (d, p) = (t().desk_projects(), t().projects());
        let when = match one.done_on {
            Some(day) => (p.done)(&i18n::day(day)),
            None => (p.planned)(&i18n::day(one.planned_on)),
        };
        let label = format!("{}: {}", d.step_change, one.title);
        let change = {
            let one = one.clone();
            move |_| self.begin(Some(&one))
        };
        view! {
            <li class="decision">
                <div>
                    <p>{one.title.clone()}</p>
                    <p class="soft">{when}</p>
                </div>
                <button class="button button--quiet button--small" type="button" aria-label=label on:click=change>{d.step_change}</button>
            </li>
        }
        .into_any()
    }

    /// Opens the form with what is known of a step, or empty.
    fn begin(self, one: Option<&Milestone>) {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        self.title
            .set(one.map(|one| one.title.clone()).unwrap_or_default());
        self.planned.set(day(one.map(|one| one.planned_on)));
        self.done.set(day(one.and_then(|one| one.done_on)));
        self.text
            .set(one.and_then(|one| one.text.clone()).unwrap_or_default());
        self.photos.set(Vec::new());
        self.has_pictures
            .set(one.is_some_and(|one| !one.pictures.is_empty()));
        self.wrong.set(Vec::new());
        self.command.error.set(None);
        self.open
            .set(Some(one.map_or_else(random::uuid, |one| one.id.clone())));
        // The field exists after this turn.
        request_animation_frame(|| {
            document::focus("#step-title");
        });
    }

    /// What is typed, or what is wrong with it.
    fn checked(self) -> Result<NewMilestone, Vec<(String, String)>> {
        let mut wrong = Vec::new();
        let mut take = |place: usize, result: Result<String, text::TextError>| {
            result.unwrap_or_else(|error| {
                wrong.push((FIELDS[place].1.to_owned(), text_sentence(error)));
                String::new()
            })
        };
        let title = take(0, text::checked(&self.title.get_untracked(), 2, 60));
        let text = take(3, text::checked(&self.text.get_untracked(), 0, 500));
        let planned = self.planned.get_untracked().parse::<Date>();
        let done = Some(self.done.get_untracked()).filter(|done| !done.is_empty());
        let done = done.map(|done| done.parse::<Date>()).transpose();
        let not_a_date = || i18n::field_sentence("not_a_date", None);
        if planned.is_err() {
            wrong.push((FIELDS[1].1.to_owned(), not_a_date()));
        }
        if done.is_err() {
            wrong.push((FIELDS[2].1.to_owned(), not_a_date()));
        }
        match (planned, done) {
            (Ok(planned_on), Ok(done_on)) if wrong.is_empty() => Ok(NewMilestone {
                title,
                planned_on,
                done_on,
                text: (!text.is_empty()).then_some(text),
                // Without new ones, those that are there stay.
                photos: self.photos.with_untracked(|all| {
                    let ids = || all.iter().map(|p| p.id.as_str().into()).collect();
                    (!all.is_empty()).then(ids)
                }),
            }),
            _ => Err(wrong),
        }
    }

    fn send(self) {
        let (Some(project), Some(key)) = (self.query.get_untracked(), self.open.get_untracked())
        else {
            return;
        };
        let new = match self.checked() {
            Ok(new) => new,
            Err(wrong) => return self.wrong.set(wrong),
        };
        self.wrong.set(Vec::new());
        let entry = self
            .photos
            .with_untracked(|photos| api::milestone(&project, &key, &new, photos));
        let query = self.query;
        let outbox = Session::get().outbox;
        self.command.submit(outbox, entry, move |submitted| {
            match submitted {
                Submitted::Received(answer) => {
                    if query.accept(&answer.body).is_err() {
                        query.refresh();
                    }
                    Toasts::say(t().desk_projects().step_set);
                }
                Submitted::Waiting => Toasts::say(t().projects().write_kept),
            }
            if self.open.try_set(None).is_none() {
                request_animation_frame(|| {
                    document::focus("[data-add-step]");
                });
            }
        });
    }

    fn view(self) -> AnyView {
        let d = t().desk_projects();
        let found = Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => lines(&error, &FIELDS, FIELDS[0].1),
                _ => wrong,
            }
        });
        let [title, planned, done, text, photos] = FIELDS.map(|(_, id)| id);
        let wrong = move |id| of_field(found, id);
        let photo_wrong =
            Signal::derive(move || self.photo_error.get().or_else(|| wrong(photos).get()));
        let day = Kind {
            input: "date",
            ..Kind::default()
        };
        let words = |max, long| Kind {
            long,
            max: Some(max),
            ..Kind::default()
        };
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        let close = move |_| {
            self.open.set(None);
            request_animation_frame(|| {
                document::focus("[data-add-step]");
            });
        };
        let replaced =
            move || {
                self.has_pictures.get().then(|| view! {
                <p class="button-reason">{small_icon("info")} <span>{d.step_pictures}</span></p>
            })
            };
        view! {
            <form class="card stack" novalidate on:submit=send>
                {summary(found, self.command.error)}
                {text_field(title, d.step_title, None, self.title, wrong(title), words(60, false))}
                {text_field(planned, d.step_planned, None, self.planned, wrong(planned), day)}
                {text_field(done, d.step_done, Some(d.step_done_hint), self.done, wrong(done), day)}
                {text_field(text, d.step_text, None, self.text, wrong(text), words(500, true))}
                <fieldset class="stack">
                    <legend class="field__label">{t().projects().form_photos}</legend>
                    {field_error(photos, photo_wrong)}
                    {replaced}
                    {photo_field(photos, PHOTOS, self.photos, self.photo_error)}
                </fieldset>
                <div class="row">
                    {submit(d.step_send, self.command.pending.into())}
                    <button class="button button--quiet" type="button" on:click=close>{t().ui().cancel}</button>
                </div>
            </form>
        }
        .into_any()
    }
}
