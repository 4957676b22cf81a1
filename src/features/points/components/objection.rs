//! Objecting to an entry (有异议): what is wrong with it, where the objection stands, and its answer.

use leptos::prelude::*;
use linli_contract::{Appeal, AppealState, EntryAction, EntryKind, EntryState, PointsEntryDetail};

use crate::domain::error::Error;
use crate::domain::text;
use crate::features::points::api;
use crate::features::points::model::OBJECTION;
use crate::features::points::words::{day_of, when};
use crate::i18n::t;
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::document;
use crate::ui::field::{Kind, text_field};
use crate::ui::parts::{icon, section, status, submit};
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

const FIELD: &str = "objection-text";

#[derive(Clone, Copy)]
struct Form {
    session: Session,
    query: Query<PointsEntryDetail>,
    open: RwSignal<bool>,
    text: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    command: Command,
}

/// The objection that was made, or the way to make one.
pub(in crate::features::points) fn objection(
    session: Session,
    query: Query<PointsEntryDetail>,
) -> AnyView {
    let form = Form {
        session,
        query,
        open: RwSignal::new(false),
        text: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
        command: Command::new(),
    };
    form.keep_draft();
    // A lost answer may have been a yes.
    Effect::new(move |_| {
        let error = form.command.error.get();
        if error.is_some_and(|error| error.outcome_unknown()) {
            query.refresh();
        }
    });
    let appeal = Memo::new(move |_| query.get().and_then(|detail| detail.appeal.clone()));
    let may = Memo::new(move |_| {
        query
            .get()
            .is_some_and(|detail| detail.actions.contains(&EntryAction::Appeal))
    });
    // Nobody recorded a redemption or the end of a lot.
    let about = Memo::new(move |_| {
        query.get().is_some_and(|detail| {
            !matches!(detail.entry.kind, EntryKind::Redeem | EntryKind::Expire)
        })
    });
    changing(move || {
        let content = match (appeal.get(), may.get(), about.get()) {
            (Some(appeal), ..) => made(&appeal),
            (None, true, _) => form.view(),
            (None, false, true) => {
                view! { <p class="soft">{t().points().object_over}</p> }.into_any()
            }
            (None, false, false) => return ().into_any(),
        };
        section(t().points().object, None, content)
    })
}

/// An objection with its state and its answer.
fn made(appeal: &Appeal) -> AnyView {
    let p = t().points();
    let day = day_of;
    let (chip, due) = match appeal.state {
        AppealState::Open => (
            status("wait", "clock", p.appeal_open),
            Some((p.appeal_due)(&day(appeal.due_at))),
        ),
        AppealState::Upheld => (status("done", "check", p.appeal_upheld), None),
        AppealState::Rejected => (status("closed", "info", p.appeal_rejected), None),
        AppealState::Other(_) => (status("open", "info", p.state_other), None),
    };
    let answer = appeal.answer.clone().map(|answer| {
        let decided = appeal.decided_at.map(|at| (p.appeal_decided)(&day(at)));
        view! { <div class="objection__answer"><p>{answer}</p> <p class="soft">{decided}</p></div> }
    });
    view! {
        <div class="card stack" data-testid="appeal" data-state=appeal.state.as_str().to_owned()>
            <div>{chip}</div>
            <p class="objection__text">{appeal.text.clone()}</p>
            <p class="soft">{(p.appeal_made)(&day(appeal.made_at))}</p>
            {due.map(|due| view! { <p>{due}</p> })}
            {answer}
        </div>
    }
    .into_any()
}

fn subject(detail: &PointsEntryDetail) -> String {
    format!("objection.{}", detail.entry.id)
}

impl Form {
    fn view(self) -> AnyView {
        let p = t().points();
        let detail = self.query.get_untracked();
        let until = detail.and_then(|detail| match detail.appeal_until {
            Some(at) => Some((p.object_until)(&when(at))),
            None => {
                (detail.entry.state == EntryState::Pending).then(|| p.object_pending.to_owned())
            }
        });
        let open = move |_| {
            self.open.set(true);
            request_animation_frame(|| {
                document::focus("#objection-text");
            });
        };
        let way = move || {
            if self.open.get() {
                self.fields()
            } else {
                view! {
                    <div class="row"><button class="button button--danger" type="button" data-object="" on:click=open>{icon("hand")} {p.object_open}</button></div>
                }
                .into_any()
            }
        };
        view! {
            <div class="card stack">
                <p>{p.object_lead}</p>
                {until.map(|until| view! { <p class="soft">{until}</p> })}
                {way}
            </div>
        }
        .into_any()
    }

    fn fields(self) -> AnyView {
        let p = t().points();
        let command = self.command;
        let found = Signal::derive(move || match (self.wrong.get(), command.error.get()) {
            (Some(wrong), _) => vec![(FIELD.to_owned(), wrong)],
            (None, Some(Error::Offline)) => vec![(FIELD.to_owned(), p.object_offline.to_owned())],
            (None, Some(error)) => lines(&error, &[("/text", FIELD)], FIELD),
            (None, None) => Vec::new(),
        });
        let kind = Kind {
            long: true,
            max: Some(OBJECTION.1),
            ..Kind::default()
        };
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        view! {
            <form class="stack" novalidate on:submit=send>
                {summary(found, command.error)}
                {text_field(FIELD, p.object_text, Some(p.object_hint), self.text, of_field(found, FIELD), kind)}
                <p class="draft-note">{p.object_draft}</p>
                <div class="row">{submit(p.object_send, command.pending.into())}</div>
            </form>
        }
        .into_any()
    }

    /// The words are kept at every keystroke; a form with words in it is open when one comes back.
    fn keep_draft(self) {
        let person = untrack(|| self.session.person());
        Effect::new(move |loaded: Option<bool>| {
            let text = self.text.get();
            let Some(detail) = self.query.get() else {
                return false;
            };
            let subject = subject(&detail);
            if detail.appeal.is_some() {
                drafts::remove(&person, &subject);
                return true;
            }
            if loaded != Some(true) {
                if let Some(kept) = drafts::load(&person, &subject)
                    && text.is_empty()
                {
                    self.text.set(kept);
                    self.open.set(true);
                }
                return true;
            }
            if text.is_empty() {
                drafts::remove(&person, &subject);
            } else {
                let _ = drafts::save(&person, &subject, &text);
            }
            true
        });
    }

    fn send(self) {
        let Some(detail) = self.query.get_untracked() else {
            return;
        };
        let text = match text::checked(&self.text.get_untracked(), OBJECTION.0, OBJECTION.1) {
            Ok(text) => text,
            Err(error) => return self.wrong.set(Some(text_sentence(error))),
        };
        self.wrong.set(None);
        let query = self.query;
        let (person, subject) = (untrack(|| self.session.person()), subject(&detail));
        self.command
            .send(api::appeal(&detail.entry.id, text), move |answer| {
                drafts::remove(&person, &subject);
                let still_here = self.text.try_set(String::new()).is_none();
                if query.accept_answer(&answer).is_err() {
                    query.refresh();
                }
                self.session.home.refresh();
                Toasts::say(t().points().object_sent);
                if still_here {
                    document::focus("main h1");
                }
            });
    }
}
