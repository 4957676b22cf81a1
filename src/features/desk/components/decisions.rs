//! The decisions of a meeting: what, who and by when.

use leptos::prelude::*;

use super::rows::{Rows, cell, flag, rows};
use crate::features::desk::model::meeting::{DECISION_MAX, DecisionDraft, WHO_MAX};
use crate::i18n::t;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, text_field};
use crate::ui::view;

/// The beginning of the ids of decisions; their place follows.
pub(super) const DECISION: &str = "decision";

/// The decisions, one of them open for writing.
pub(super) fn decisions_list(
    items: RwSignal<Vec<DecisionDraft>>,
    wrong: Signal<Vec<(String, String)>>,
) -> AnyView {
    let list = Rows {
        items,
        name: DECISION,
        add: Signal::derive(|| t().desk_projects().decision_add),
        title: |one: &DecisionDraft| {
            if one.text.trim().is_empty() {
                t().desk_projects().decision_untitled.to_owned()
            } else {
                one.text.clone()
            }
        },
        note: |one: &DecisionDraft| {
            let done = if one.done {
                t().projects().decision_done
            } else {
                ""
            };
            let parts = [one.who.trim(), one.due.trim(), done];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(" · ")
        },
        first: "decision-text",
        wrong,
    };
    rows(list, move |place| decision(items, place))
}

/// The fields of the decision that is open.
fn decision(items: RwSignal<Vec<DecisionDraft>>, place: usize) -> AnyView {
    let d = t().desk_projects();
    let nothing = Signal::derive(|| None);
    let words = |max, long| Kind {
        long,
        max: Some(max),
        ..Kind::default()
    };
    let day = Kind {
        input: "date",
        ..Kind::default()
    };
    let text = cell(items, place, |one| &mut one.text);
    let who = cell(items, place, |one| &mut one.who);
    let due = cell(items, place, |one| &mut one.due);
    let done = flag(items, place, |one| &mut one.done);
    let box_ = vec![Choice::new("yes", t().projects().decision_done)];
    view! {
            {text_field("decision-text", d.decision_text, None, text, nothing, words(DECISION_MAX, true))}
            {text_field("decision-who", d.decision_who, None, who, nothing, words(WHO_MAX, false))}
            {text_field("decision-due", d.decision_due, None, due, nothing, day)}
            {choices("decision-done", "", false, true, box_, done)}
        }
        .into_any()
}
