//! Choosing the rule, and what each one means.

use leptos::prelude::*;
use linli_tally::pb;

use crate::features::recount::model::kept::Content;
use crate::features::recount::model::rule::{self, Kind, Said};
use crate::features::recount::run::Recount;
use crate::features::recount::words::{self, Words};
use crate::i18n::t;
use crate::ui::field::{Kind as Field, text_field};
use crate::ui::parts::{section, small_icon};
use crate::ui::{changing, view};

/// The rule by which the file is counted, to be changed. Tables of matters have none to choose.
pub(in crate::features::recount) fn rules(recount: Recount) -> AnyView {
    changing(move || {
        let kept = recount.kept.get()?;
        match &kept.content {
            Content::Options(file) => Some(chooser(recount, file)),
            Content::Matters(_) => None,
        }
    })
}

fn chooser(recount: Recount, file: &pb::File) -> AnyView {
    let r = t().recount();
    let words = Words::of(file);
    let said = match rule::said(file) {
        Said::Known(known) => (r.rule_said)(known.name()),
        Said::Unknown(name) => (r.rule_unknown)(&words::short(name)),
        Said::Nothing => r.rule_unsaid.to_owned(),
    };
    let first = Kind::of(rule::first(file));
    let options = Kind::ALL
        .into_iter()
        .zip(r.rules)
        .map(|(kind, (name, _))| {
            view! { <option value=kind.name() prop:selected=move || recount.kind.get() == kind>{name}</option> }
        })
        .collect_view();
    let definition = move || {
        let kind = recount.kind.get();
        let place = Kind::ALL.into_iter().position(|one| one == kind);
        place.map(|place| r.rules[place].1)
    };
    let changed = move || {
        (recount.kind.get() != first).then(
            || view! { <p class="button-reason">{small_icon("info")} <span>{r.rule_changed}</span></p> },
        )
    };
    let files_floor = (file.floor > 0).then(|| {
        let floor = words.votes(file.floor);
        move || {
            (recount.kind.get() == Kind::NoSkip).then(|| view! { <p>{(r.files_floor)(&floor)}</p> })
        }
    });
    let wrong = Signal::derive(move || {
        let wrong = recount.kept.with(Option::is_some) && recount.rule().is_none();
        wrong.then(|| r.floor_wrong.to_owned())
    });
    let floor = move || {
        (recount.kind.get() == Kind::Threshold).then(|| {
            let kind = Field {
                inputmode: "decimal",
                ..Field::default()
            };
            text_field(
                "recount-floor",
                r.floor,
                Some(r.floor_hint),
                recount.floor,
                wrong,
                kind,
            )
        })
    };
    view! {
        <section class="card stack section">
            <div class="field">
                <label class="field__label" for="recount-rule">{r.rule}</label>
                <select
                    class="field__input" id="recount-rule" data-testid="rule" aria-describedby="recount-rule-text"
                    on:change=move |event| {
                        if let Some(kind) = Kind::named(&event_target_value(&event)) {
                            recount.kind.set(kind);
                        }
                    }
                >
                    {options}
                </select>
            </div>
            {floor}
            {files_floor}
            <p class="soft" id="recount-rule-text">{said}</p>
            {changed}
            <details>
                <summary class="recount__summary">{r.rule_means}</summary>
                <p>{definition}</p>
            </details>
        </section>
    }
    .into_any()
}

/// All rules in a resident's words.
pub(in crate::features::recount) fn definitions() -> AnyView {
    let r = t().recount();
    let rules = Kind::ALL
        .into_iter()
        .zip(r.rules)
        .map(|(kind, (name, text))| {
            view! {
                <details class="recount__rule">
                    <summary class="recount__summary">{name}</summary>
                    <p>{text}</p>
                    <p class="soft">{r.rule_name} " " <code>{kind.name()}</code></p>
                </details>
            }
        })
        .collect_view();
    let content = view! {
        <p class="soft recount__lead">{r.definitions_text}</p>
        <div class="card card--flush">{rules}</div>
    };
    section(r.definitions, None, content.into_any())
}
