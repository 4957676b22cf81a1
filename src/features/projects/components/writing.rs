//! Writing a comment: it may wait for the network, and it waits for a worker's look.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Comment, CommentColumn, NewComment, Page, Project, ProjectAction};

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::domain::text;
use crate::features::projects::{api, model};
use crate::i18n::{self, t};
use crate::offline::outbox::{Entry, Kind, Submitted};
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::document;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{self, field_error, text_field};
use crate::ui::page::sign_in_link;
use crate::ui::parts::{icon, small_icon, status, submit};
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

const FIELD: &str = "comment-text";
/// The first of the two columns to choose from.
const FIRST: &str = "comment-column-support";

/// A comment that is being written.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    project: Query<Project>,
    all: Query<Page<Comment>>,
    column: RwSignal<Vec<String>>,
    text: RwSignal<String>,
    wrong: RwSignal<Vec<(String, String)>>,
    command: Command,
    open: RwSignal<bool>,
}

/// What I wrote and still waits here, and the form, behind its button while nothing is written.
pub(super) fn writing(
    session: Session,
    project: Query<Project>,
    all: Query<Page<Comment>>,
) -> AnyView {
    let form = StoredValue::new(None::<Form>);
    let owner = Owner::current();
    let may = Memo::new(move |_| {
        project
            .get()
            .map(|project| project.actions.contains(&ProjectAction::Comment))
    });
    let signed_in = Memo::new(move |_| session.me().is_some());
    changing(move || match (may.get(), signed_in.get()) {
        (None, _) => ().into_any(),
        (Some(_), false) => {
            let here = project
                .get_untracked()
                .map(|project| Route::Project(project.id.clone()));
            let href = Route::SignIn(here.map(Box::new)).to_string();
            view! { <p><a class="button button--soft" href=href>{icon("edit")} {t().projects().sign_in_to_write}</a></p> }.into_any()
        }
        (Some(false), true) => {
            let household = session.me().is_some_and(|me| me.household.is_some());
            let word = if household {
                t().projects().write_closed
            } else {
                t().projects().no_household
            };
            view! { <p class="soft">{word}</p> }.into_any()
        }
        (Some(true), true) => {
            // One form for the page's life: what is typed survives every new answer.
            let form = form.get_value().unwrap_or_else(|| {
                let start = || Form::start(session, project, all);
                let made = owner.as_ref().map_or_else(start, |owner| owner.with(start));
                form.set_value(Some(made));
                made
            });
            form.view()
        }
    })
}

impl Form {
    fn start(session: Session, project: Query<Project>, all: Query<Page<Comment>>) -> Self {
        let person = untrack(|| session.person());
        let subject = subject(project);
        let kept = drafts::load(&person, &subject);
        let (column, text) = kept
            .as_deref()
            .map_or((None, String::new()), model::read_comment_draft);
        let form = Self {
            session,
            project,
            all,
            column: RwSignal::new(column.iter().map(|one| one.as_str().to_owned()).collect()),
            open: RwSignal::new(!text.is_empty()),
            text: RwSignal::new(text),
            wrong: RwSignal::new(Vec::new()),
            command: Command::new(),
        };
        Effect::new(move |before: Option<()>| {
            let text = form.text.get();
            let column = form.chosen();
            if before.is_none() {
                return;
            }
            if text.is_empty() {
                drafts::remove(&person, &subject);
            } else {
                // Without storage there is no draft; the text stays on the page.
                let kept = model::comment_draft(column.as_ref(), &text);
                let _ = drafts::save(&person, &subject, &kept);
            }
        });
        form
    }

    fn chosen(self) -> Option<CommentColumn> {
        self.column
            .with(|keys| keys.first().map(|key| key.as_str().into()))
    }

    fn view(self) -> AnyView {
        let p = t().projects();
        let waiting = Memo::new(move |_| self.waiting());
        let open = move |_| {
            self.open.set(true);
            // The field exists after this turn.
            request_animation_frame(|| {
                document::focus("form input");
            });
        };
        view! {
            {move || waiting.get().into_iter().map(|entry| self.waits(entry)).collect_view()}
            {move || if self.open.get() {
                self.fields()
            } else {
                view! { <p><button class="button button--soft" type="button" data-write="" on:click=open>{icon("edit")} {p.write}</button></p> }.into_any()
            }}
        }
        .into_any()
    }

    fn fields(self) -> AnyView {
        let p = t().projects();
        let found = Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => match error.code() {
                    "not_possible_now" => {
                        vec![(FIELD.to_owned(), t().projects().changed.to_owned())]
                    }
                    _ => lines(&error, &[("/text", FIELD), ("/column", FIRST)], FIELD),
                },
                _ => wrong,
            }
        });
        let kind = field::Kind {
            long: true,
            max: Some(model::COMMENT.1),
            ..field::Kind::default()
        };
        let options = vec![
            Choice::new(CommentColumn::Support.as_str(), p.support),
            Choice::new(CommentColumn::Concern.as_str(), p.concern),
        ];
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        view! {
            <form class="card stack" novalidate on:submit=send>
                {summary(found, self.command.error)}
                <fieldset class="stack">
                    <legend class="field__label">{p.write_which}</legend>
                    {field_error(FIRST, of_field(found, FIRST))}
                    {choices("comment-column", "choices--pair", false, false, options, self.column)}
                </fieldset>
                {text_field(FIELD, p.write_text, Some(p.write_hint), self.text, of_field(found, FIELD), kind)}
                <p class="button-reason">{small_icon("info")} <span>{p.write_note}</span></p>
                <div class="row">
                    {submit(p.write_send, self.command.pending.into())}
                    <button class="button button--quiet" type="button" on:click=move |_| self.open.set(false)>{t().ui().cancel}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn send(self) {
        let (min, max) = model::COMMENT;
        let mut wrong = Vec::new();
        let column = untrack(|| self.chosen());
        if column.is_none() {
            wrong.push((FIRST.to_owned(), t().projects().write_missing.to_owned()));
        }
        let text = text::checked(&self.text.get_untracked(), min, max);
        if let Err(error) = text {
            wrong.push((FIELD.to_owned(), text_sentence(error)));
        }
        self.wrong.set(wrong);
        let (Some(column), Ok(text)) = (column, text) else {
            return;
        };
        let Some(project) = self.project.get_untracked() else {
            return;
        };
        let new = NewComment {
            column,
            text,
            client_ref: self.command.key(),
        };
        let (session, all) = (self.session, self.all);
        let (person, subject) = (untrack(|| session.person()), subject(self.project));
        let entry = api::comment(&project, &new);
        self.command
            .submit(session.outbox, entry, move |submitted| {
                drafts::remove(&person, &subject);
                self.text.try_set(String::new());
                let still_here = self.open.try_set(false).is_none();
                match submitted {
                    Submitted::Received(answer) => {
                        if let Some(comment) = linli_json::from_text::<Comment>(&answer.body) {
                            all.change(|page| page.items.insert(0, comment));
                        }
                        all.refresh();
                        Toasts::say(t().projects().write_sent);
                    }
                    Submitted::Waiting => Toasts::say(t().projects().write_kept),
                }
                if still_here {
                    request_animation_frame(|| {
                        document::focus("[data-write]");
                    });
                }
            });
    }

    /// My comments on this project that still wait on this device.
    fn waiting(self) -> Vec<Entry> {
        let Some(project) = self.project.get() else {
            return Vec::new();
        };
        let path = api::comment_path(&project.id);
        let sending = self.command.pending.get().then(|| self.command.key());
        let mut entries = self.session.outbox.waiting();
        entries.retain(|entry| {
            entry.kind == Kind::Comment
                && entry.path == path
                && Some(&entry.key) != sending.as_ref()
        });
        entries
    }

    fn waits(self, entry: Entry) -> AnyView {
        let p = t().projects();
        let text = linli_json::from_text::<NewComment>(&entry.body).map(|new| new.text);
        let refused = entry.refused.clone();
        let chip = match (&refused, entry.needs_sign_in) {
            (Some(_), _) => status("stop", "warn", p.pending_refused),
            (None, _) => status("wait", "clock", p.pending),
        };
        let why = refused.map_or_else(
            || p.waits_new.to_owned(),
            |problem| i18n::sentence(&Error::Problem(Box::new(problem))),
        );
        let key = entry.key.clone();
        let way = if entry.needs_sign_in {
            let here = Route::parse(&entry.page);
            Some(sign_in_link(here))
        } else {
            entry.refused.is_some().then(|| {
                let change = move |_| self.take_up(&entry);
                view! { <button class="button button--soft button--small" type="button" on:click=change>{p.pending_change}</button> }
                    .into_any()
            })
        };
        view! {
            <div class="card stack order-card--pending" data-id=key>
                {chip}
                <p class="comment__text">{text}</p>
                <p class="soft">{why}</p>
                {way.map(|way| view! { <p>{way}</p> })}
            </div>
        }
        .into_any()
    }

    /// Puts what was refused back into the form.
    fn take_up(self, entry: &Entry) {
        if let Some(new) = linli_json::from_text::<NewComment>(&entry.body) {
            self.column.set(vec![new.column.as_str().to_owned()]);
            self.text.set(new.text);
        }
        self.open.set(true);
        let (outbox, lane) = (self.session.outbox, entry.lane.clone());
        spawn_local(async move { outbox.forget(&lane).await });
    }
}

/// Under which name the comment is kept as a draft.
fn subject(project: Query<Project>) -> String {
    let id = project.get_untracked().map(|project| project.id.0.clone());
    format!("comment.{}", id.unwrap_or_default())
}
