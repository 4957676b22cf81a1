//! One text that a worker sends: why something is not published, the answer to a concern, what is
//! said about a project's next stage, why an entry of points is corrected.

use leptos::prelude::*;

use crate::domain::text;
use crate::features::desk::api;
use crate::features::desk::forms::Kept;
use crate::i18n::t;
use crate::offline::{Command, Write};
use crate::ui::field::{Kind, text_field};
use crate::ui::parts::{action, small_icon, submit};
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::toast::Toasts;
use crate::ui::view;

/// What the form says and where its text goes.
pub(in crate::features::desk) struct Saying {
    /// The field's id; a page may have more than one of these forms.
    pub(in crate::features::desk) field: &'static str,
    /// The field's label.
    pub(in crate::features::desk) label: &'static str,
    /// Who will read it.
    pub(in crate::features::desk) hint: &'static str,
    /// The button.
    pub(in crate::features::desk) send: &'static str,
    /// The least and the most characters.
    pub(in crate::features::desk) bounds: (usize, usize),
    /// Under which name the text is kept as a draft.
    pub(in crate::features::desk) subject: String,
    /// How and where it goes.
    pub(in crate::features::desk) method: &'static str,
    /// See `method`.
    pub(in crate::features::desk) path: String,
}

/// Whom a form tells.
#[derive(Clone, Copy)]
pub(in crate::features::desk) struct Told {
    /// Told the answer.
    pub(in crate::features::desk) done: Callback<String>,
    /// Told that somebody else was quicker; the newest is to be read.
    pub(in crate::features::desk) late: Callback<()>,
    /// Closes the form; what was typed is a draft. Without it the form cannot be closed.
    pub(in crate::features::desk) close: Option<Callback<()>>,
}

/// Somebody else was quicker: that is said, and the newest is read.
fn mind_others(command: Command, late: Callback<()>) {
    Effect::new(move |_| {
        let late_ = command.error.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| error.code() == "not_possible_now")
        });
        if late_ {
            Toasts::say(t().desk_projects().meanwhile);
            late.try_run(());
        }
    });
}

/// The form. `head` stands above the field; `body` makes what is sent of the text, or says which
/// field is wrong and how.
pub(in crate::features::desk) fn say_form(
    saying: Saying,
    head: AnyView,
    body: impl Fn(String) -> Result<String, (String, String)> + 'static,
    told: Told,
) -> AnyView {
    let kept = Kept::new(saying.subject);
    let field = saying.field;
    let wrong = RwSignal::new(Vec::<(String, String)>::new());
    let command = Command::new();
    mind_others(command, told.late);
    let found = Signal::derive(move || {
        let wrong = wrong.get();
        match command.error.get() {
            Some(error) if wrong.is_empty() => {
                let fields = [("/text", field), ("/reason", field), ("/answer", field)];
                lines(&error, &fields, field)
            }
            _ => wrong,
        }
    });
    let (min, max) = saying.bounds;
    let (method, path) = (saying.method, saying.path);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = text::checked(&kept.text.get_untracked(), min, max)
            .map_err(|error| (field.to_owned(), text_sentence(error)));
        match text.and_then(&body) {
            Err(line) => wrong.set(vec![line]),
            Ok(body) => {
                wrong.set(Vec::new());
                let forget = kept.forget();
                let write = Write {
                    method,
                    ..Write::post(path.clone(), body)
                };
                command.send(write, move |answer| {
                    forget();
                    told.done.try_run(answer.body);
                });
            }
        }
    };
    let kind = Kind {
        long: true,
        max: Some(max),
        ..Kind::default()
    };
    let close = told.close.map(|close| {
        view! { <button class="button button--quiet" type="button" on:click=move |_| close.run(())>{t().ui().cancel}</button> }
    });
    view! {
        <form class="stack" novalidate on:submit=send>
            {summary(found, command.error)}
            {head}
            {text_field(field, saying.label, Some(saying.hint), kept.text, of_field(found, field), kind)}
            <p class="draft-note">{small_icon("edit")} {t().desk().draft_note}</p>
            <div class="row">{submit(saying.send, command.pending.into())} {close}</div>
        </form>
    }
    .into_any()
}

/// The button that publishes what a resident wrote.
pub(in crate::features::desk) fn publish_button(path: String, told: Told) -> AnyView {
    let command = Command::new();
    mind_others(command, told.late);
    let act = move || {
        let write = Write::post(path.clone(), api::publish());
        command.send(write, move |answer| {
            told.done.try_run(answer.body);
        });
    };
    let label = t().desk_projects().publish;
    let found = Signal::derive(move || {
        let error = command.error.get();
        error.map_or_else(Vec::new, |error| lines(&error, &[], "main"))
    });
    view! {
        {summary(found, command.error)}
        {action("button--primary button--small", label, command.pending.into(), act)}
    }
    .into_any()
}
