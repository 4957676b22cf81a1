//! Moving an order: the next step, what the household reads, when somebody comes.

use leptos::prelude::*;
use linli_contract::{DeskOrder, NewTransition, OrderId, OrderStatus};

use crate::domain::text;
use crate::features::desk::api;
use crate::features::desk::model::{self, VisitError};
use crate::i18n::{self, t};
use crate::offline::{Command, Query, Write};
use crate::platform::{clock, document};
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, field_error, text_field};
use crate::ui::parts::submit;
use crate::ui::problem::{lines, of_field, summary, text_sentence};
use crate::ui::toast::Toasts;

/// Longest text to the household, in characters.
const TEXT_MAX: usize = 500;
/// The fields, as the summary leads to them.
const SAY: &str = "say";
const DAY: &str = "visit-day";
const TIME: &str = "visit-time";

/// What is typed for the next move. It outlives a reading of the order: after "somebody else has
/// changed it" nothing needs to be typed again.
#[derive(Clone, Copy)]
pub(in crate::features::desk) struct Moving {
    query: Query<DeskOrder>,
    id: StoredValue<OrderId>,
    to: RwSignal<Vec<String>>,
    text: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    wrong: RwSignal<Vec<(String, String)>>,
    command: Command,
}

impl Moving {
    /// Nothing typed yet.
    pub(in crate::features::desk) fn new(query: Query<DeskOrder>, id: OrderId) -> Self {
        let moving = Self {
            query,
            id: StoredValue::new(id),
            to: RwSignal::new(Vec::new()),
            text: RwSignal::new(String::new()),
            day: RwSignal::new(String::new()),
            time: RwSignal::new(String::new()),
            wrong: RwSignal::new(Vec::new()),
            command: Command::new(),
        };
        // Somebody else was quicker: the newest is read, and the sentence says so.
        let error = moving.command.error;
        Effect::new(move |_| {
            if error.with(|e| {
                e.as_ref()
                    .is_some_and(|e| matches!(e.status(), 409 | 412 | 428))
            }) {
                query.refresh();
            }
        });
        moving
    }

    /// The chosen next step, if it is still one.
    fn chosen(self, transitions: &[OrderStatus]) -> Option<OrderStatus> {
        self.to.with(|keys| {
            let word = keys.first()?;
            transitions.iter().find(|to| to.as_str() == word).cloned()
        })
    }

    fn lines(self, first: String) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => {
                    lines(&error, &[("/text", SAY), ("/visit_at", DAY)], &first)
                }
                _ => wrong,
            }
        })
    }

    /// Checks what is typed; what is wrong goes to its field.
    fn checked(self, to: Option<OrderStatus>, first: &str) -> Option<NewTransition> {
        let mut wrong = Vec::new();
        let Some(to) = to else {
            self.wrong
                .set(vec![(first.to_owned(), t().desk().choose.to_owned())]);
            return None;
        };
        let least = usize::from(model::needs_text(&to));
        let text = text::checked(&self.text.get_untracked(), least, TEXT_MAX);
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
        self.wrong.set(wrong);
        Some(NewTransition {
            to,
            text: text.ok()?,
            visit_at: visit_at.ok()?,
        })
    }

    fn send(self, new: &NewTransition, first: &str) {
        let Some(version) = self.query.version() else {
            // A kept copy is shown: nothing is decided on it.
            self.wrong
                .set(vec![(first.to_owned(), t().desk().reading.to_owned())]);
            self.query.refresh();
            return;
        };
        let write = Write {
            if_match: Some(version),
            ..Write::post(self.id.with_value(api::transitions), api::transition(new))
        };
        let word = (t().orders().status)(&new.to);
        self.command.send(write, move |answer| {
            let taken = self.query.accept_answer(&answer);
            if taken.is_err() || self.query.version().is_none() {
                self.query.refresh();
            }
            let still_here = self.to.try_set(Vec::new()).is_none();
            for typed in [self.text, self.day, self.time] {
                typed.try_set(String::new());
            }
            Toasts::say((t().desk().moved)(word));
            if still_here {
                document::focus("main h1");
            }
        });
    }
}

/// The form of the next move.
pub(in crate::features::desk) fn actions(moving: Moving, transitions: Vec<OrderStatus>) -> AnyView {
    let d = t().desk();
    let Some(first) = transitions.first().map(|to| format!("to-{}", to.as_str())) else {
        return view! { <p class="soft">{d.nothing_to_do}</p> }.into_any();
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
    let lines = moving.lines(first.clone());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let new = moving.checked(chosen.get_untracked(), &first);
        if let Some(new) = new {
            moving.send(&new, &first);
        }
    };
    view! {
        <form class="stack" novalidate on:submit=send>
            {summary(lines, moving.command.error)}
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
        {text_field(SAY, d.say, Some(hint), moving.text, of_field(lines, SAY), kind)}
        {submit((d.transition)(to), moving.command.pending.into())}
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
