//! What the ways to sign in share: the attempt, what went wrong with it, and the way on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Session as Entered, SignInMethod};

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::account::model::{self, Wrong};
use crate::features::account::{api, store};
use crate::i18n::{self, t};
use crate::offline::{Command, Session, drafts};
use crate::platform::history;
use crate::ui::{field, nav};

/// Under which a code on its way is kept; nobody is signed in yet.
pub(in crate::features::account) const DRAFT: &str = "sign-in";

/// An attempt to sign in.
#[derive(Clone, Copy)]
pub(in crate::features::account) struct Entry {
    /// The attempt itself.
    pub(super) command: Command,
    /// Lines of the summary: a field's id and a sentence.
    errors: RwSignal<Vec<(String, String)>>,
    session: Session,
    next: StoredValue<Route>,
}

impl Entry {
    /// `next` is the page to go to afterwards.
    pub(in crate::features::account) fn new(session: Session, next: Route) -> Self {
        let entry = Self {
            command: Command::new(),
            errors: RwSignal::new(Vec::new()),
            session,
            next: StoredValue::new(next),
        };
        entry.follow(entry.command);
        entry
    }

    /// Shows the errors of a command with the others.
    pub(super) fn follow(self, command: Command) {
        Effect::new(move |_| {
            if let Some(error) = command.error.get() {
                self.errors.set(lines(&error));
            }
        });
    }

    /// Forgets what was wrong, as when another way is chosen.
    pub(in crate::features::account) fn clear(self) {
        self.errors.set(Vec::new());
    }

    /// Takes the fields' values, or shows what is wrong with them.
    pub(super) fn check<const N: usize>(
        self,
        fields: [(&str, Result<String, Wrong>); N],
    ) -> Option<[String; N]> {
        let mut errors = Vec::new();
        let values = fields.map(|(id, value)| {
            value.unwrap_or_else(|wrong| {
                errors.push((id.to_owned(), words(id, wrong)));
                String::new()
            })
        });
        let fine = errors.is_empty();
        self.errors.set(errors);
        fine.then_some(values)
    }

    /// What is wrong with a field.
    pub(super) fn error_of(self, id: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.errors.with(|errors| {
                let line = errors.iter().find(|(field, _)| field == id);
                line.map(|(_, text)| text.clone())
            })
        })
    }

    /// The summary on top of the form.
    pub(in crate::features::account) fn summary(self) -> AnyView {
        field::error_summary(self.errors.into())
    }

    /// Whether it runs.
    pub(super) fn busy(self) -> Signal<bool> {
        self.command.pending.into()
    }

    /// Signs in and goes on.
    pub(super) fn enter(self, method: SignInMethod, number: &str, secret: &str) {
        let session = self.session;
        let next = self.next.get_value();
        let write = api::sign_in(method, number, secret);
        self.command.send(write, move |answer| {
            let Some(entered) = linli_json::from_text::<Entered>(&answer.body) else {
                self.command.error.try_set(Some(Error::Contract));
                return;
            };
            spawn_local(async move {
                store::welcome();
                drafts::remove("", DRAFT);
                session.signed_in(&entered.me).await;
                // Who has gone elsewhere meanwhile stays there.
                if matches!(Route::parse(&history::path()), Route::SignIn(_)) {
                    nav::replace(&next);
                }
            });
        });
    }
}

/// A sentence that names its field, because the summary shows it away from there.
fn words(id: &str, wrong: Wrong) -> String {
    let a = t().account();
    let name = match id {
        "code" => a.code,
        "card" => a.card,
        "pin" => a.pin,
        _ => a.phone,
    };
    match wrong {
        Wrong::Empty => (a.missing)(name),
        Wrong::Phone => i18n::field_sentence("bad_phone", None),
        Wrong::Digits(count) => (a.digits)(name, count),
    }
}

fn lines(error: &Error) -> Vec<(String, String)> {
    match error {
        Error::Problem(problem) if !problem.errors.is_empty() => problem
            .errors
            .iter()
            .map(|wrong| {
                let text = i18n::field_sentence(&wrong.code, wrong.limit);
                (model::field_of(wrong).to_owned(), text)
            })
            .collect(),
        _ => vec![("form".to_owned(), i18n::sentence(error))],
    }
}
