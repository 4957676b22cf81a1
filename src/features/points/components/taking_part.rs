//! Whether my household appears on the boards, under a name that it chooses.

use leptos::prelude::*;
use linli_contract::{Boards, PointsOverview, TakingPart};

use crate::api::decode;
use crate::domain::text;
use crate::features::points::api;
use crate::features::points::model::NAME;
use crate::i18n::t;
use crate::offline::{Command, Query, Session, Write, drafts};
use crate::ui::field::{Kind, text_field};
use crate::ui::parts::{action, section, submit};
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

const FIELD: &str = "board-name";
const SUBJECT: &str = "board-name";

#[derive(Clone, Copy)]
struct Form {
    session: Session,
    overview: Query<PointsOverview>,
    boards: Query<Boards>,
    name: RwSignal<String>,
    wrong: RwSignal<Option<String>>,
    command: Command,
    leaving: Command,
}

/// The name now, and the ways to choose one, to change it, to leave.
pub(in crate::features::points) fn taking_part(
    session: Session,
    overview: Query<PointsOverview>,
    boards: Query<Boards>,
) -> AnyView {
    let form = Form {
        session,
        overview,
        boards,
        name: RwSignal::new(String::new()),
        wrong: RwSignal::new(None),
        command: Command::new(),
        leaving: Command::new(),
    };
    form.keep_draft();
    let known = Memo::new(move |_| overview.get().is_some());
    changing(move || {
        known
            .get()
            .then(|| section(t().points().taking_part, None, form.view()))
    })
}

impl Form {
    fn view(self) -> AnyView {
        let p = t().points();
        let now = Memo::new(move |_| self.overview.get().and_then(|one| one.board_name.clone()));
        let found = Signal::derive(move || {
            let error = self
                .command
                .error
                .get()
                .or_else(|| self.leaving.error.get());
            match (self.wrong.get(), error) {
                (Some(wrong), _) => vec![(FIELD.to_owned(), wrong)],
                (None, Some(error)) => lines(&error, &[("/name", FIELD)], FIELD),
                (None, None) => Vec::new(),
            }
        });
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        let status = move || {
            now.get()
                .map_or_else(|| p.appears_not.to_owned(), |name| (p.appears)(&name))
        };
        let kind = Kind {
            max: Some(NAME.1),
            ..Kind::default()
        };
        view! {
            <form class="card stack" novalidate on:submit=send data-testid="taking-part">
                <p>{p.taking_part_lead}</p>
                <p class="ahead__title" role="status">{status}</p>
                {summary(found, self.command.error)}
                {text_field(FIELD, p.name, Some(p.name_hint), self.name, of_field(found, FIELD), kind)}
                <div class="row">
                    {move || submit(if now.get().is_some() { p.rename } else { p.appear }, self.command.pending.into())}
                    {move || now.get().map(|_| action("button--quiet", p.leave, self.leaving.pending.into(), move || self.leave()))}
                </div>
            </form>
        }
        .into_any()
    }

    fn keep_draft(self) {
        let person = untrack(|| self.session.person());
        self.name
            .set(drafts::load(&person, SUBJECT).unwrap_or_default());
        Effect::new(move |before: Option<()>| {
            let name = self.name.get();
            if before.is_none() {
                return;
            }
            if name.is_empty() {
                drafts::remove(&person, SUBJECT);
            } else {
                let _ = drafts::save(&person, SUBJECT, &name);
            }
        });
    }

    fn send(self) {
        let name = match text::checked(&self.name.get_untracked(), NAME.0, NAME.1) {
            Ok(name) => name,
            Err(error) => return self.wrong.set(Some(text_sentence(error))),
        };
        self.wrong.set(None);
        self.leaving.error.set(None);
        let person = untrack(|| self.session.person());
        self.write(
            self.command,
            api::take_part(name),
            t().points().appeared,
            move || {
                drafts::remove(&person, SUBJECT);
                self.name.try_set(String::new());
            },
        );
    }

    fn leave(self) {
        self.command.error.set(None);
        self.write(self.leaving, api::leave(), t().points().left, || {});
    }

    /// Writes, and shows what the server says it is now.
    fn write(
        self,
        command: Command,
        write: Write,
        done: &'static str,
        then: impl FnOnce() + 'static,
    ) {
        command.send(write, move |answer| {
            then();
            match decode::<TakingPart>(&answer.body) {
                Ok(now) => self
                    .overview
                    .change(|overview| overview.board_name = now.name),
                Err(_) => self.overview.refresh(),
            }
            self.boards.refresh();
            Toasts::say(done);
        });
    }
}
