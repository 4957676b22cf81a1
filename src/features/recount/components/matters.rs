//! Matters counted again.

use leptos::prelude::*;

use crate::features::recount::model::matters::Matter;
use crate::features::recount::words::{self, short};
use crate::i18n::t;
use crate::ui::parts::{icon, small_icon};
use crate::ui::view;

/// The adopted matters.
pub(in crate::features::recount) fn adopted(counted: &[Matter]) -> AnyView {
    let r = t().recount();
    let adopted: Vec<&Matter> = counted.iter().filter(|matter| matter.adopted()).collect();
    let title = if adopted.is_empty() {
        r.adopted_none.to_owned()
    } else {
        (r.adopted)(adopted.len())
    };
    let area = counted
        .iter()
        .any(|matter| matter.area.is_some())
        .then(|| view! { <p class="button-reason recount__lead">{small_icon("info")} <span>{r.area_not_here}</span></p> });
    let count = adopted.len().to_string();
    let rows: Vec<AnyView> = adopted.into_iter().map(row).collect();
    view! {
        <h2 class="section__title">{title}</h2>
        {area}
        <ol class="result__list recount__list" data-count=count>{rows}</ol>
    }
    .into_any()
}

/// The matters that are not adopted, and what each lacks.
pub(in crate::features::recount) fn not_adopted(counted: &[Matter]) -> Option<AnyView> {
    let others: Vec<&Matter> = counted.iter().filter(|matter| !matter.adopted()).collect();
    if others.is_empty() {
        return None;
    }
    let title = (t().recount().not_adopted)(others.len());
    let count = others.len().to_string();
    let rows: Vec<AnyView> = others.into_iter().map(row).collect();
    Some(
        view! {
            <section class="section">
                <h2 class="section__title">{title}</h2>
                <ul class="result__list recount__list" data-testid="left-out" data-count=count>{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn row(matter: &Matter) -> AnyView {
    let r = t().recount();
    let answers = matter.answers;
    let decision = matter.decision;
    let agreeing = words::threshold(decision.agreeing.threshold);
    let rule = match decision.taking_part {
        Some(part) => (r.rule_matters_part)(&words::threshold(part.threshold), &agreeing),
        None => (r.rule_matters)(&agreeing),
    };
    let part_short = decision
        .taking_part
        .filter(|bar| !bar.met())
        .map(|bar| (r.part_short)(number(bar.short_by())));
    let consent = decision.agreeing;
    let consent_short = (!consent.met()).then(|| (r.consent_short)(number(consent.short_by())));
    let area = matter.area.map(|area| {
        if area.reached {
            r.area_reached
        } else {
            r.area_short
        }
    });
    let adopted = matter.adopted();
    view! {
        <li class="result__row card" data-id=matter.id.clone()>
            <div class="result__body">
                <h3 class="option__title"><bdi>{short(&matter.title)}</bdi></h3>
                <p>{(r.answers)(answers.yes, answers.no, answers.abstain)}</p>
                <p class="soft">{rule}</p>
                {part_short.map(|text| view! { <p class="result__why">{text}</p> })}
                {consent_short.map(|text| view! { <p class="result__why">{text}</p> })}
                {area.map(|text| view! { <p>{text}</p> })}
            </div>
            {adopted.then(|| icon("check"))}
        </li>
    }
    .into_any()
}

/// There are never so many votes that this is not exact.
fn number(votes: u128) -> u64 {
    u64::try_from(votes).unwrap_or(u64::MAX)
}
