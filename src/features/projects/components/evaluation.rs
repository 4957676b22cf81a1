//! What households think of the result: how many chose each level, what they say, and choosing one.

use leptos::prelude::*;
use linli_contract::{
    Comment, CommentColumn, Evaluation, NewEvaluation, Page, Project, ProjectAction,
};

use super::comments;
use crate::domain::text;
use crate::features::projects::api;
use crate::features::projects::model::{self, EVALUATION_MAX};
use crate::i18n::t;
use crate::offline::outbox::{Kind, Submitted};
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::document;
use crate::ui::field::{self, field_error, text_field};
use crate::ui::parts::{icon, section, status, submit};
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

const FIELD: &str = "evaluation-text";
const FIRST: &str = "evaluation-1";

/// An evaluation that is being made.
#[derive(Clone, Copy)]
struct Form {
    session: Session,
    project: Query<Project>,
    all: Query<Page<Comment>>,
    level: RwSignal<u8>,
    text: RwSignal<String>,
    wrong: RwSignal<Vec<(String, String)>>,
    command: Command,
    /// An evaluation that was given is changed by a button.
    open: RwSignal<bool>,
}

/// The levels, what was said with them and, where my household may choose one, the form.
pub(in crate::features::projects) fn evaluation(
    session: Session,
    project: Query<Project>,
    all: Query<Page<Comment>>,
) -> AnyView {
    let form = Form::start(session, project, all);
    let shown = Memo::new(move |_| project.get().and_then(|project| project.evaluation.clone()));
    let may = Memo::new(move |_| {
        project
            .get()
            .is_some_and(|project| project.actions.contains(&ProjectAction::Evaluate))
    });
    // Without either there is nothing to say.
    let any = Memo::new(move |_| may.get() || shown.with(Option::is_some));
    changing(move || {
        any.get().then(|| {
            let content = view! {
                <div class="stack">
                    {move || shown.get().as_ref().map(levels)}
                    {said(all)}
                    {move || may.get().then(|| form.view(shown))}
                </div>
            };
            section(t().projects().evaluation, None, content.into_any())
        })
    })
}

/// What households said with their evaluations.
fn said(all: Query<Page<Comment>>) -> AnyView {
    let open = RwSignal::new(false);
    changing(move || {
        let said = model::column(&all.get()?.items, &CommentColumn::Evaluation);
        (!said.is_empty()).then(|| {
            view! {
                <section class="column" data-column="evaluation">
                    <h3 class="column__title">{t().projects().evaluation_said}</h3>
                    {comments::list(said, open)}
                </section>
            }
        })
    })
}

fn levels(evaluation: &Evaluation) -> AnyView {
    let p = t().projects();
    let all: u32 = evaluation
        .levels
        .iter()
        .fold(0, |all, one| all.saturating_add(*one));
    if all == 0 {
        return view! { <p class="soft">{p.evaluation_none}</p> }.into_any();
    }
    let rows = (1..=5_u8)
        .rev()
        .map(|level| {
            let place = usize::from(level - 1);
            let count = evaluation.levels.get(place).copied().unwrap_or_default();
            let percent = model::percent(&evaluation.levels, level).unwrap_or_default();
            let said = (p.evaluation_level)(count, percent);
            view! {
                <li class="level">
                    {icon(&format!("smile-{level}"))}
                    <span>{p.levels.get(place).copied()}</span>
                    <progress class="progress progress--vote level__bar" value=count.to_string() max=all.to_string() aria-hidden="true"></progress>
                    <span class="level__count">{said}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="card stack">
            <p class="soft">{(p.evaluation_count)(all)}</p>
            <ul class="level-list">{rows}</ul>
        </div>
    }
    .into_any()
}

impl Form {
    fn start(session: Session, project: Query<Project>, all: Query<Page<Comment>>) -> Self {
        Self {
            session,
            project,
            all,
            level: RwSignal::new(0),
            text: RwSignal::new(String::new()),
            wrong: RwSignal::new(Vec::new()),
            command: Command::new(),
            open: RwSignal::new(false),
        }
    }

    fn view(self, shown: Memo<Option<Evaluation>>) -> AnyView {
        let p = t().projects();
        let mine = Memo::new(move |_| shown.get().and_then(|evaluation| evaluation.mine));
        let waits = Memo::new(move |_| {
            let path = self
                .project
                .get()
                .map(|project| api::evaluation_path(&project.id));
            let busy = self.command.pending.get();
            let entries = self.session.outbox.waiting();
            let mut ours = entries.iter().filter(|entry| {
                entry.kind == Kind::Evaluation && Some(&entry.path) == path.as_ref()
            });
            !busy && ours.any(|entry| entry.refused.is_none())
        });
        changing(move || {
            match (waits.get(), mine.get(), self.open.get()) {
            (true, ..) => view! {
                <div class="card order-card--pending stack">{status("wait", "clock", p.pending)} <p class="soft">{p.waits_new}</p></div>
            }
            .into_any(),
            (false, Some(level), false) => {
                let name = p.levels.get(usize::from(level).saturating_sub(1)).copied();
                let open = move |_| {
                    self.level.set(level);
                    self.open.set(true);
                    request_animation_frame(|| {
                        document::focus(".levels input:checked");
                    });
                };
                view! {
                    <p class="row">
                        <span>{p.evaluation_mine} ": " <strong>{name}</strong></span>
                        <button class="button button--soft button--small" type="button" on:click=open>{p.evaluation_change}</button>
                    </p>
                }
                .into_any()
            }
            (false, ..) => self.fields(),
        }
        })
    }

    fn fields(self) -> AnyView {
        let p = t().projects();
        self.keep_draft();
        let found = Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => {
                    lines(&error, &[("/text", FIELD), ("/level", FIRST)], FIELD)
                }
                _ => wrong,
            }
        });
        let kind = field::Kind {
            long: true,
            max: Some(EVALUATION_MAX),
            ..field::Kind::default()
        };
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        view! {
            <form class="card stack" novalidate on:submit=send>
                {summary(found, self.command.error)}
                <fieldset class="stack">
                    <legend class="card__title">{p.evaluation_lead}</legend>
                    {field_error(FIRST, of_field(found, FIRST))}
                    <div class="levels">{(1..=5).map(|level| self.one(level)).collect_view()}</div>
                </fieldset>
                {text_field(FIELD, p.evaluation_text, Some(p.evaluation_text_hint), self.text, of_field(found, FIELD), kind)}
                <div class="row">{submit(p.evaluation_send, self.command.pending.into())}</div>
            </form>
        }
        .into_any()
    }

    fn one(self, level: u8) -> AnyView {
        let id = format!("evaluation-{level}");
        let name = t().projects().levels.get(usize::from(level) - 1).copied();
        view! {
            <div class="choice choice--tile">
                <input
                    class="choice__input" type="radio" name="evaluation" id=id.clone() value=level.to_string()
                    prop:checked=move || self.level.get() == level
                    on:change=move |_| self.level.set(level)
                />
                <label class="choice__label" for=id>
                    {icon(&format!("smile-{level}"))}
                    <span class="choice__text">{name}</span>
                </label>
            </div>
        }
        .into_any()
    }

    /// Begins with what was typed, or else with what my household said before. The words are kept at
    /// every keystroke; a level is a tap.
    fn keep_draft(self) {
        let (person, subject) = self.place();
        let said = self.project.get_untracked().and_then(|project| {
            let evaluation = project.evaluation.as_ref()?;
            evaluation.mine_text.clone()
        });
        let said = said.unwrap_or_default();
        self.text
            .set(drafts::load(&person, &subject).unwrap_or_else(|| said.clone()));
        Effect::new(move |before: Option<()>| {
            let text = self.text.get();
            if before.is_none() {
                return;
            }
            if text == said {
                drafts::remove(&person, &subject);
            } else {
                let _ = drafts::save(&person, &subject, &text);
            }
        });
    }

    fn place(self) -> (String, String) {
        let id = self
            .project
            .get_untracked()
            .map(|project| project.id.0.clone());
        let subject = format!("evaluation.{}", id.unwrap_or_default());
        (untrack(|| self.session.person()), subject)
    }

    fn send(self) {
        let level = self.level.get_untracked();
        if level == 0 {
            let missing = t().projects().level_missing.to_owned();
            return self.wrong.set(vec![(FIRST.to_owned(), missing)]);
        }
        let text = match text::checked(&self.text.get_untracked(), 0, EVALUATION_MAX) {
            Ok(text) => text,
            Err(error) => {
                return self
                    .wrong
                    .set(vec![(FIELD.to_owned(), text_sentence(error))]);
            }
        };
        let Some(project) = self.project.get_untracked() else {
            return;
        };
        self.wrong.set(Vec::new());
        let entry = api::evaluate(&project, &NewEvaluation { level, text });
        let (query, all, place) = (self.project, self.all, self.place());
        self.command
            .submit(self.session.outbox, entry, move |submitted| {
                drafts::remove(&place.0, &place.1);
                let still_here = self.open.try_set(false).is_none();
                match submitted {
                    Submitted::Received(answer) => {
                        if query.accept_answer(&answer).is_err() {
                            query.refresh();
                        }
                        all.refresh();
                        Toasts::say(t().projects().evaluation_sent);
                    }
                    Submitted::Waiting => Toasts::say(t().projects().write_kept),
                }
                if still_here {
                    document::focus("main h1");
                }
            });
    }
}
