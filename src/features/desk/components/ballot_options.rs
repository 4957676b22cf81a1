//! The options of a ballot's draft, and the projects behind them.

use leptos::prelude::*;
use linli_contract::{BallotKind, CountRule};

use super::ballot_form::{Lines, typed_as, words};
use super::rows::{Rows, cell, flag, rows};
use super::select_field;
use crate::features::desk::drafting::{ANNOUNCE, Drafting, field};
use crate::features::desk::model::draft::{OptionDraft, Part, TITLE_MAX, WORDS_MAX};
use crate::i18n::t;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{field_error, text_field};
use crate::ui::problem::of_field;
use crate::ui::view;

/// A list of the projects.
pub(super) fn project_field(
    drafting: Drafting,
    id: &'static str,
    label: &'static str,
    hint: Option<&'static str>,
    chosen: RwSignal<String>,
    error: Signal<Option<String>>,
) -> AnyView {
    let options = move || {
        let mut options = vec![(String::new(), t().desk_ballots().no_project.to_owned())];
        if let Some(projects) = drafting.projects.get() {
            let rows = projects.items.iter().filter(|row| row.listed);
            options.extend(rows.map(|row| (row.id.0.clone(), row.title.clone())));
        }
        // What is chosen stays to be seen, also where the list does not have it.
        let known = |key: &String| options.iter().any(|(id, _)| id == key);
        let chosen = chosen.get_untracked();
        if !known(&chosen) {
            options.push((chosen.clone(), chosen));
        }
        options
    };
    select_field(id, label, hint, options, chosen, error)
}

/// The options or matters.
pub(super) fn options(drafting: Drafting, lines: Lines) -> AnyView {
    let b = t().desk_ballots();
    let typed = drafting.typed;
    let matters = Memo::new(move |_| typed.kind() == BallotKind::Matters);
    let id = field(Part::Options);
    let list = Rows {
        items: typed.options,
        name: "option",
        add: Signal::derive(move || {
            let b = t().desk_ballots();
            if matters.get() {
                b.matter_add
            } else {
                b.option_add
            }
        }),
        title: |option: &OptionDraft| {
            if option.title.trim().is_empty() {
                t().desk_ballots().option_untitled.to_owned()
            } else {
                option.title.clone()
            }
        },
        note: |option: &OptionDraft| {
            let cost = option.cost.trim();
            let cost =
                (!cost.is_empty()).then(|| format!("{} {cost}", t().desk_ballots().option_cost));
            let special = option
                .special
                .then(|| t().desk_ballots().option_special.to_owned());
            let parts = [cost, special].into_iter().flatten();
            parts.collect::<Vec<_>>().join(" · ")
        },
        first: "option-title",
        wrong: lines,
    };
    let legend = move || {
        let b = t().desk_ballots();
        if matters.get() {
            b.form_matters
        } else {
            b.form_options
        }
    };
    view! {
        <fieldset class="field" id=id tabindex="-1">
            <legend class="field__label">{legend}</legend>
            <p class="field__hint">{b.form_options_hint}</p>
            {field_error(id, of_field(lines, id))}
            {rows(list, move |place| option_fields(drafting, place))}
        </fieldset>
    }
    .into_any()
}

/// The fields of the option that is open.
fn option_fields(drafting: Drafting, place: usize) -> AnyView {
    let b = t().desk_ballots();
    let items = drafting.typed.options;
    let nothing = Signal::derive(|| None);
    let title = cell(items, place, |option| &mut option.title);
    let text = cell(items, place, |option| &mut option.text);
    let cost = cell(items, place, |option| &mut option.cost);
    let project = cell(items, place, |option| &mut option.project);
    let owners = Memo::new(move |_| {
        let rule = drafting.typed.rule;
        rule.with(|keys| {
            keys.first()
                .is_some_and(|key| key == CountRule::Owners278.as_str())
        })
    });
    let three_quarters = flag(items, place, |option| &mut option.special);
    let special = move || {
        owners.get().then(|| {
            let option = vec![Choice {
                note: b.option_special_note.to_owned(),
                ..Choice::new(ANNOUNCE, b.option_special)
            }];
            choices(
                "option-special",
                "choices--named",
                false,
                true,
                option,
                three_quarters,
            )
        })
    };
    view! {
        {text_field("option-title", b.option_title, None, title, nothing, words(TITLE_MAX, false))}
        {text_field("option-cost", b.option_cost, None, cost, nothing, typed_as("decimal"))}
        {text_field("option-text", b.option_text, None, text, nothing, words(WORDS_MAX, true))}
        {project_field(drafting, "option-project", b.option_project, Some(b.option_project_hint), project, nothing)}
        {special}
    }
    .into_any()
}
