//! Moving an order: the next step, what the household reads, when somebody comes.

use leptos::prelude::*;
use linli_contract::{NewTransition, OrderStatus};

use crate::domain::text;
use crate::features::desk::api;
use crate::features::desk::forms::{DAY, Opened, Say, TEXT_MAX};
use crate::features::desk::model::{self, VisitError};
use crate::i18n::{self, t};
use crate::offline::Write;
use crate::platform::clock;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, field_error, text_field};
use crate::ui::parts::{small_icon, submit};
use crate::ui::problem::{of_field, summary, text_sentence};
use crate::ui::view;

/// The fields, as the summary leads to them.
const SAY: &str = "say";
const TIME: &str = "visit-time";

/// What is chosen and typed for the next move.
#[derive(Clone, Copy)]
pub(in crate::features::desk) struct Moving {
    about: Opened,
    say: Say,
    to: RwSignal<Vec<String>>,
    day: RwSignal<String>,
    time: RwSignal<String>,
}

impl Moving {
    /// Nothing chosen yet; what was typed before is there.
    pub(in crate::features::desk) fn new(about: Opened) -> Self {
        Self {
            about,
            say: about.say("move", SAY),
            to: RwSignal::new(Vec::new()),
            day: RwSignal::new(String::new()),
            time: RwSignal::new(String::new()),
        }
    }

    /// The chosen next step, if it is still one.
    fn chosen(self, transitions: &[OrderStatus]) -> Option<OrderStatus> {
        self.to.with(|keys| {
            let word = keys.first()?;
            transitions.iter().find(|to| to.as_str() == word).cloned()
        })
    }

    /// Checks what is typed; what is wrong goes to its field.
    fn checked(self, to: Option<OrderStatus>, first: &str) -> Option<NewTransition> {
        let mut wrong = Vec::new();
        let Some(to) = to else {
            self.say.refuse(first, t().desk().choose.to_owned());
            return None;
        };
        let least = usize::from(model::needs_text(&to));
        let text = text::checked(&self.say.kept.text.get_untracked(), least, TEXT_MAX);
        if let Err(error) = text {
            wrong.push((SAY.to_owned(), text_sentence(error)));
        }
        let visit_at = if to == OrderStatus::Scheduled {
            let (day, time) = (self.day.get_untracked(), self.time.get_untracked());
            model::visit(&day, &time, clock::now())
        } else {
            Ok(None)
        };
        if let Err(error) = visit_at {
            let sentence = match error {
                VisitError::Half => t().desk().visit_missing.to_owned(),
                VisitError::NotADate => i18n::field_sentence("not_a_date", None),
                VisitError::InThePast => i18n::field_sentence("in_the_past", None),
            };
            wrong.push((DAY.to_owned(), sentence));
        }
        self.say.wrong.set(wrong);
        Some(NewTransition {
            to,
            text: text.ok()?,
            visit_at: visit_at.ok()?,
        })
    }

    fn send(self, new: &NewTransition, first: &str) {
        let write = Write::post(self.about.path(api::transitions), api::transition(new));
        let done = (t().desk().moved)((t().orders().status)(&new.to));
        self.about.send(self.say, write, first, done, move || {
            self.to.set(Vec::new());
            self.day.set(String::new());
            self.time.set(String::new());
        });
    }
}

/// The form of the next move; nothing for an order that goes nowhere any more.
pub(in crate::features::desk) fn actions(moving: Moving, transitions: Vec<OrderStatus>) -> AnyView {
    let d = t().desk();
    let Some(first) = transitions.first().map(|to| format!("to-{}", to.as_str())) else {
        return ().into_any();
    };
    let options = transitions
        .iter()
        .map(|to| Choice::new(to.as_str(), (d.transition)(to)))
        .collect();
    // The only way on needs no choice.
    if let [only] = transitions.as_slice() {
        moving.to.set(vec![only.as_str().to_owned()]);
    }
    let chosen = Memo::new(move |_| moving.chosen(&transitions));
    let lines = moving.say.lines(first.clone());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = moving.checked(chosen.get_untracked(), &first);
        if let Some(new) = new {
            moving.send(&new, &first);
        }
    };
    view! {
        <form class="card stack" novalidate on:submit=send>
            {summary(lines, moving.say.command.error)}
            <fieldset class="stack">
                <legend class="field__label">{d.next}</legend>
                {choices("to", "choices--grid", true, false, options, moving.to)}
            </fieldset>
            {move || chosen.get().map(|to| rest(moving, &to, lines))}
        </form>
    }
    .into_any()
}

/// What the chosen step needs, and its button.
fn rest(moving: Moving, to: &OrderStatus, lines: Signal<Vec<(String, String)>>) -> AnyView {
    let d = t().desk();
    let hint = if model::needs_text(to) {
        d.say_required
    } else {
        d.say_hint
    };
    let kind = Kind {
        long: true,
        max: Some(TEXT_MAX),
        ..Kind::default()
    };
    view! {
        {(*to == OrderStatus::Scheduled).then(|| visit(moving, lines))}
        {text_field(SAY, d.say, Some(hint), moving.say.kept.text, of_field(lines, SAY), kind)}
        <p class="draft-note">{small_icon("edit")} {d.draft_note}</p>
        {submit((d.transition)(to), moving.say.command.pending.into())}
    }
    .into_any()
}

fn visit(moving: Moving, lines: Signal<Vec<(String, String)>>) -> AnyView {
    let d = t().desk();
    let kind = |input| Kind {
        input,
        ..Kind::default()
    };
    let nothing = Signal::derive(|| None);
    view! {
        <fieldset class="stack">
            <legend class="field__label">{d.visit}</legend>
            <p class="field__hint">{d.visit_hint}</p>
            {field_error(DAY, of_field(lines, DAY))}
            {text_field(DAY, d.visit_day, None, moving.day, nothing, kind("date"))}
            {text_field(TIME, d.visit_time, None, moving.time, nothing, kind("time"))}
        </fieldset>
    }
    .into_any()
}
