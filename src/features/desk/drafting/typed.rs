//! What is typed and chosen in the form of a ballot's draft.

use leptos::prelude::*;
use linli_contract::BallotKind;

use crate::features::desk::model::draft::{Draft, OptionDraft};

/// What is typed and chosen, field by field.
#[derive(Clone, Copy)]
pub(in crate::features::desk) struct Typed {
    pub(in crate::features::desk) project: RwSignal<String>,
    pub(in crate::features::desk) title: RwSignal<String>,
    pub(in crate::features::desk) text: RwSignal<String>,
    pub(in crate::features::desk) kind: RwSignal<Vec<String>>,
    pub(in crate::features::desk) roll: RwSignal<Vec<String>>,
    pub(in crate::features::desk) options: RwSignal<Vec<OptionDraft>>,
    pub(in crate::features::desk) max_choices: RwSignal<String>,
    pub(in crate::features::desk) budget: RwSignal<String>,
    pub(in crate::features::desk) rule: RwSignal<Vec<String>>,
    pub(in crate::features::desk) rule_text: RwSignal<String>,
    pub(in crate::features::desk) opens: (RwSignal<String>, RwSignal<String>),
    pub(in crate::features::desk) closes: (RwSignal<String>, RwSignal<String>),
    pub(in crate::features::desk) announce: RwSignal<Vec<String>>,
}

/// The key of the one box that announces a draft.
pub(in crate::features::desk) const ANNOUNCE: &str = "yes";

/// The chosen key; empty when there is none.
pub(super) fn first(chosen: RwSignal<Vec<String>>) -> String {
    chosen.with(|keys| keys.first().cloned().unwrap_or_default())
}

fn keys(key: &str) -> Vec<String> {
    if key.is_empty() {
        Vec::new()
    } else {
        vec![key.to_owned()]
    }
}

impl Typed {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        let text = || RwSignal::new(String::new());
        let choice = || RwSignal::new(Vec::new());
        Self {
            project: text(),
            title: text(),
            text: text(),
            kind: choice(),
            roll: choice(),
            options: RwSignal::new(Vec::new()),
            max_choices: text(),
            budget: text(),
            rule: choice(),
            rule_text: text(),
            opens: (text(), text()),
            closes: (text(), text()),
            announce: choice(),
        }
    }

    /// All of it.
    pub(in crate::features::desk) fn draft(self) -> Draft {
        Draft {
            project: self.project.get(),
            title: self.title.get(),
            text: self.text.get(),
            kind: first(self.kind),
            roll: first(self.roll),
            options: self.options.get(),
            max_choices: self.max_choices.get(),
            budget: self.budget.get(),
            rule: first(self.rule),
            rule_text: self.rule_text.get(),
            opens_day: self.opens.0.get(),
            opens_time: self.opens.1.get(),
            closes_day: self.closes.0.get(),
            closes_time: self.closes.1.get(),
            announce: self.announce.with(|keys| !keys.is_empty()),
        }
    }

    /// Shows a draft.
    pub(in crate::features::desk) fn set(self, draft: &Draft) {
        self.project.set(draft.project.clone());
        self.title.set(draft.title.clone());
        self.text.set(draft.text.clone());
        self.kind.set(keys(&draft.kind));
        self.roll.set(keys(&draft.roll));
        self.options.set(draft.options.clone());
        self.max_choices.set(draft.max_choices.clone());
        self.budget.set(draft.budget.clone());
        self.rule.set(keys(&draft.rule));
        self.rule_text.set(draft.rule_text.clone());
        self.opens.0.set(draft.opens_day.clone());
        self.opens.1.set(draft.opens_time.clone());
        self.closes.0.set(draft.closes_day.clone());
        self.closes.1.set(draft.closes_time.clone());
        self.announce
            .set(keys(if draft.announce { ANNOUNCE } else { "" }));
    }

    /// What is asked.
    pub(in crate::features::desk) fn kind(self) -> BallotKind {
        BallotKind::from(first(self.kind).as_str())
    }
}
