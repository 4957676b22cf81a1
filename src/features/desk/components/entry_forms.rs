//! Reviewing an entry, correcting it, and deciding what a household objects to: a choice and a reason.

use leptos::prelude::*;
use linli_contract::{AppealState, DeskAppeal, DeskEntry, ReviewDecision};

use super::saying::{Saying, Told, say_form};
use crate::features::desk::api;
use crate::features::desk::model::points::{ANSWER_MAX, LINE_MAX, one_line};
use crate::i18n::{self, t};
use crate::ui::choice::{Choice, choices};
use crate::ui::view;

/// The field of the choice.
const CHOICE: &str = "points-choice";

/// The second worker confirms an entry or refuses it.
pub(in crate::features::desk) fn review_form(desk: &DeskEntry, told: Told) -> AnyView {
    let p = t().desk_points();
    let id = &desk.entry.id;
    let saying = Saying {
        field: "review-text",
        label: p.review_text,
        hint: p.review_hint,
        send: p.review_send,
        bounds: (0, LINE_MAX),
        subject: format!("desk.points.review.{id}"),
        method: "POST",
        path: api::points::review(id),
    };
    let options = vec![
        noted(ReviewDecision::Confirm.as_str(), p.confirm, p.confirm_note),
        noted(ReviewDecision::Refuse.as_str(), p.refuse, p.refuse_note),
    ];
    let (chosen, head) = choice(p.review, options);
    let body = move |text: String| {
        let decision = given(chosen)?;
        let decision = ReviewDecision::from(decision.as_str());
        if decision == ReviewDecision::Refuse && text.is_empty() {
            let sentence = i18n::field_sentence("required", None);
            return Err(("review-text".to_owned(), sentence));
        }
        Ok(api::points::said(decision, one_line(&text)))
    };
    say_form(saying, head, body, told)
}

/// A reason for correcting an entry, or for taking it back before it counts.
pub(in crate::features::desk) fn reversal_form(
    desk: &DeskEntry,
    counts: bool,
    told: Told,
) -> AnyView {
    let p = t().desk_points();
    let id = &desk.entry.id;
    let (hint, send) = if counts {
        (p.reverse_hint, p.reverse_send)
    } else {
        (p.take_back_hint, p.take_back_send)
    };
    let saying = Saying {
        field: "reversal-reason",
        label: p.reverse_reason,
        hint,
        send,
        bounds: (1, LINE_MAX),
        subject: format!("desk.points.reversal.{id}"),
        method: "POST",
        path: api::points::reversal(id),
    };
    let body = |text: String| Ok(api::points::reverse(one_line(&text)));
    say_form(saying, ().into_any(), body, told)
}

/// Decides an appeal, with an answer that the household reads.
pub(in crate::features::desk) fn appeal_form(desk: &DeskAppeal, told: Told) -> AnyView {
    let p = t().desk_points();
    let id = &desk.appeal.id;
    let saying = Saying {
        field: "appeal-answer",
        label: p.answer,
        hint: p.answer_hint,
        send: p.answer_send,
        bounds: (1, ANSWER_MAX),
        subject: format!("desk.points.appeal.{id}"),
        method: "POST",
        path: api::points::decision(id),
    };
    let options = vec![
        noted(AppealState::Upheld.as_str(), p.uphold, p.uphold_note),
        noted(AppealState::Rejected.as_str(), p.reject, p.reject_note),
    ];
    let (chosen, head) = choice(p.decide, options);
    let body = move |answer: String| {
        let decision = AppealState::from(given(chosen)?.as_str());
        Ok(api::points::decide(decision, answer))
    };
    say_form(saying, head, body, told)
}

fn noted(key: &str, label: &str, note: &str) -> Choice {
    Choice {
        note: note.to_owned(),
        ..Choice::new(key, label)
    }
}

/// One of two, and what holds it.
fn choice(legend: &'static str, options: Vec<Choice>) -> (RwSignal<Vec<String>>, AnyView) {
    let chosen = RwSignal::new(Vec::new());
    let view = view! {
        <fieldset class="field" id=CHOICE tabindex="-1">
            <legend class="field__label">{legend}</legend>
            {choices("points", "choices--named", false, false, options, chosen)}
        </fieldset>
    };
    (chosen, view.into_any())
}

/// What is chosen, or that nothing is.
fn given(chosen: RwSignal<Vec<String>>) -> Result<String, (String, String)> {
    let first = chosen.with_untracked(|keys| keys.first().cloned());
    first.ok_or_else(|| (CHOICE.to_owned(), t().desk_points().choose.to_owned()))
}
