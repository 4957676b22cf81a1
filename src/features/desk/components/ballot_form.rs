//! The form of a ballot's draft.

use leptos::prelude::*;
use linli_contract::{BallotKind, CountRule};

use super::ballot_options::{options, project_field};
use crate::features::desk::drafting::{self, ANNOUNCE, Drafting, field};
use crate::features::desk::model::draft::{Part, TEXT_MAX, TITLE_MAX, WORDS_MAX};
use crate::i18n::t;
use crate::ui::ballot::unit;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, field_error, text_field};
use crate::ui::parts::{small_icon, submit};
use crate::ui::problem::{of_field, summary};
use crate::ui::{changing, view};

/// What is wrong, by the ids of the fields.
pub(super) type Lines = Signal<Vec<(String, String)>>;

/// What is asked, in the order to offer.
const KINDS: [BallotKind; 4] = [
    BallotKind::Matters,
    BallotKind::One,
    BallotKind::UpTo,
    BallotKind::Budget,
];

/// A field of words.
pub(super) fn words(max: usize, long: bool) -> Kind {
    Kind {
        long,
        max: Some(max),
        ..Kind::default()
    }
}

/// A field of a number or a sum.
pub(super) fn typed_as(inputmode: &'static str) -> Kind {
    Kind {
        inputmode,
        ..Kind::default()
    }
}

/// The form, with the one button that stores it.
pub(in crate::features::desk) fn ballot_form(drafting: Drafting) -> AnyView {
    let b = t().desk_ballots();
    let lines = Signal::derive(move || {
        let wrong = drafting.wrong.get();
        match drafting.saving.error.get() {
            // The panel of what differs says it.
            Some(_) if wrong.is_empty() && drafting.conflict().is_some() => wrong,
            Some(error) if wrong.is_empty() => drafting::refused(&error),
            _ => wrong,
        }
    });
    suggest(drafting);
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        drafting.save(false);
    };
    let typed = drafting.typed;
    let wrong = move |part| of_field(lines, field(part));
    let kind = Memo::new(move |_| typed.kind());
    let title = text_field(
        field(Part::Title),
        b.form_title,
        None,
        typed.title,
        wrong(Part::Title),
        words(TITLE_MAX, false),
    );
    let text = text_field(
        field(Part::Text),
        b.form_text,
        Some(b.form_text_hint),
        typed.text,
        wrong(Part::Text),
        words(TEXT_MAX, true),
    );
    let announce = vec![Choice {
        note: b.form_announce_note.to_owned(),
        ..Choice::new(ANNOUNCE, b.form_announce_label)
    }];
    view! {
        <form class="form" novalidate on:submit=send>
            {summary(lines, drafting.saving.error)}
            {title} {text}
            {project_field(drafting, field(Part::Project), b.form_project, Some(b.form_project_hint), typed.project, wrong(Part::Project))}
            {group(Part::Kind, b.form_kind, None, lines, kinds(drafting))}
            {group(Part::Roll, b.form_roll, Some(b.form_roll_hint), lines, rolls(drafting))}
            {options(drafting, lines)}
            {move || amount(drafting, &kind.get(), lines)}
            {group(Part::Rule, b.form_rule, None, lines, rule(drafting))}
            {text_field(field(Part::RuleText), b.form_rule_text, Some(b.form_rule_text_hint), typed.rule_text, wrong(Part::RuleText), words(WORDS_MAX, true))}
            {time(Part::Opens, b.form_opens, "opens-time", typed.opens, lines)}
            {time(Part::Closes, b.form_closes, "closes-time", typed.closes, lines)}
            {group(Part::Announce, b.form_announce, None, lines, choices("announce", "choices--named", false, true, announce, typed.announce))}
            <p class="draft-note">{small_icon("edit")} <span>{b.draft_note}</span></p>
            <p>{submit(b.save, drafting.saving.pending.into())}</p>
        </form>
    }
    .into_any()
}

/// A part that is a group of things to choose. The summary leads to the group.
fn group(
    part: Part,
    label: &'static str,
    hint: Option<&'static str>,
    lines: Lines,
    content: AnyView,
) -> AnyView {
    let id = field(part);
    view! {
        <fieldset class="field" id=id tabindex="-1">
            <legend class="field__label">{label}</legend>
            {hint.map(|hint| view! { <p class="field__hint">{hint}</p> })}
            {field_error(id, of_field(lines, id))}
            {content}
        </fieldset>
    }
    .into_any()
}

fn kinds(drafting: Drafting) -> AnyView {
    let b = t().desk_ballots();
    let options = KINDS
        .iter()
        .map(|kind| Choice {
            note: (b.kind_note)(kind).to_owned(),
            ..Choice::new(kind.as_str(), (b.kind)(kind))
        })
        .collect();
    choices(
        "kind",
        "choices--named",
        false,
        false,
        options,
        drafting.typed.kind,
    )
}

fn rolls(drafting: Drafting) -> AnyView {
    changing(move || {
        let b = t().desk_ballots();
        let rolls = drafting.rolls.get()?;
        let options = rolls
            .items
            .iter()
            .map(|roll| Choice {
                note: (b.roll_note)(unit(&roll.unit), roll.units),
                ..Choice::new(roll.id.as_str(), roll.name.as_str())
            })
            .collect();
        Some(choices(
            "roll",
            "choices--named",
            false,
            false,
            options,
            drafting.typed.roll,
        ))
    })
}

/// The rules that fit. The only one needs no choice.
fn rule(drafting: Drafting) -> AnyView {
    let fit = Memo::new(move |_| drafting.rules());
    changing(move || {
        let b = t().desk_ballots();
        match fit.get() {
            [] => {
                let why = if drafting.owners_need_matters() {
                    b.owners_matters
                } else {
                    b.choose_first
                };
                view! { <p class="soft">{why}</p> }.into_any()
            }
            [only] => view! { <p>{(b.rule)(only)}</p> }.into_any(),
            several => {
                let options = several
                    .iter()
                    .map(|rule| Choice::new(rule.as_str(), (b.rule)(rule)))
                    .collect();
                choices(
                    "rule",
                    "choices--named",
                    false,
                    false,
                    options,
                    drafting.typed.rule,
                )
            }
        }
    })
}

/// Keeps the rule one that fits, and its usual words as long as nobody has written others.
fn suggest(drafting: Drafting) {
    let typed = drafting.typed;
    Effect::new(move |_| {
        let fit = drafting.rules();
        let Some(usual) = fit.first() else { return };
        let fits = typed.rule.with_untracked(|keys| {
            keys.first()
                .is_some_and(|key| fit.iter().any(|r| r.as_str() == key))
        });
        if !fits {
            typed.rule.set(vec![usual.as_str().to_owned()]);
        }
    });
    Effect::new(move |_| {
        let usual = t().desk_ballots().rule_usual;
        let chosen = typed
            .rule
            .with(|keys| keys.first().map(|key| CountRule::from(key.as_str())));
        let Some(chosen) = chosen else { return };
        let known = [
            CountRule::MostVotes,
            CountRule::Greedy,
            CountRule::EqualShares,
            CountRule::Majority,
            CountRule::Owners278,
        ];
        let unwritten = typed.rule_text.with_untracked(|text| {
            text.trim().is_empty() || known.iter().any(|rule| usual(rule) == text)
        });
        if unwritten {
            typed.rule_text.set(usual(&chosen).to_owned());
        }
    });
}

/// How many, or how much; other kinds need neither.
fn amount(drafting: Drafting, kind: &BallotKind, lines: Lines) -> Option<AnyView> {
    let b = t().desk_ballots();
    let typed = drafting.typed;
    let (part, label, hint, value, mode) = match kind {
        BallotKind::UpTo => {
            let hint = Some(b.form_max_hint);
            (
                Part::MaxChoices,
                b.form_max,
                hint,
                typed.max_choices,
                "numeric",
            )
        }
        BallotKind::Budget => (Part::Budget, b.form_budget, None, typed.budget, "decimal"),
        _ => return None,
    };
    let id = field(part);
    Some(text_field(
        id,
        label,
        hint,
        value,
        of_field(lines, id),
        typed_as(mode),
    ))
}

/// The day and the time at which it opens or closes.
fn time(
    part: Part,
    label: &'static str,
    time: &'static str,
    (day, clock): (RwSignal<String>, RwSignal<String>),
    lines: Lines,
) -> AnyView {
    let b = t().desk_ballots();
    let id = field(part);
    let nothing = Signal::derive(|| None);
    let input = |input| Kind {
        input,
        ..Kind::default()
    };
    view! {
        <fieldset class="field">
            <legend class="field__label">{label}</legend>
            {field_error(id, of_field(lines, id))}
            <div class="desk__pair">
                {text_field(id, b.form_day, None, day, nothing, input("date"))}
                {text_field(time, b.form_time, None, clock, nothing, input("time"))}
            </div>
        </fieldset>
    }
    .into_any()
}
