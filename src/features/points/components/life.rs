//! What became of an entry, step by step.

use leptos::prelude::*;
use linli_contract::{AppealState, EntryKind, EntryState, PointsEntryDetail, Timestamp};

use crate::domain::points::PointsPage;
use crate::features::points::words::when;
use crate::i18n::t;
use crate::ui::parts::section;
use crate::ui::view;

/// A step: its word, when, and more about it.
struct Step {
    word: &'static str,
    at: Option<Timestamp>,
    text: Option<String>,
}

/// The life of an entry: recorded, announced, then posted or void, then perhaps corrected.
pub(in crate::features::points) fn life(detail: &PointsEntryDetail) -> AnyView {
    let steps = steps(detail);
    let newest = now(detail, steps.len());
    let items = steps
        .into_iter()
        .enumerate()
        .map(|(index, step)| {
            let class = if index == newest {
                "timeline__item timeline__item--now"
            } else {
                "timeline__item"
            };
            view! {
                <li class=class>
                    <p class="timeline__word">{step.word}</p>
                    {step.at.map(|at| view! { <p class="timeline__meta">{when(at)}</p> })}
                    {step.text.map(|text| view! { <p class="timeline__text">{text}</p> })}
                </li>
            }
        })
        .collect_view();
    let link = |id: &Option<_>, word: &'static str| {
        id.clone().map(|id| {
            let href = PointsPage::Entry(id).to_string();
            view! { <a class="button button--small" href=href>{word}</a> }
        })
    };
    let p = t().points();
    let content = view! {
        <div class="card stack">
            <ol class="timeline">{items}</ol>
            <div class="row">{link(&detail.reverses, p.reverses)} {link(&detail.reversed_by, p.reversed_by)}</div>
        </div>
    };
    section(p.life, None, content.into_any())
}

fn steps(detail: &PointsEntryDetail) -> Vec<Step> {
    let p = t().points();
    let entry = &detail.entry;
    let held = entry.kind == EntryKind::Redeem;
    let mut who = vec![(p.recorded)(&detail.recorded_by)];
    who.extend(detail.reviewed_by.as_deref().map(p.reviewed));
    let mut steps = vec![Step {
        word: if held { p.life_hold } else { p.life_notice },
        at: Some(entry.recorded_at),
        text: Some(who.join(" · ")),
    }];
    if entry.state == EntryState::Pending {
        let waits = entry.appeal == Some(AppealState::Open);
        steps.push(Step {
            word: if held {
                p.life_hold_ends
            } else {
                p.life_notice_ends
            },
            at: entry.notice_until,
            text: waits.then(|| p.life_waits.to_owned()),
        });
    }
    if let Some(at) = detail.posted_at {
        steps.push(Step {
            word: p.life_posted,
            at: Some(at),
            text: None,
        });
    }
    if let Some(at) = detail.voided_at {
        steps.push(Step {
            word: p.life_voided,
            at: Some(at),
            text: detail.void_reason.clone(),
        });
    }
    if entry.corrected {
        steps.push(Step {
            word: p.state_corrected,
            at: None,
            text: None,
        });
    }
    steps
}

/// The step at which the entry is: what is to come is not it yet.
fn now(detail: &PointsEntryDetail, steps: usize) -> usize {
    let ahead = usize::from(detail.entry.state == EntryState::Pending) + 1;
    steps.saturating_sub(ahead)
}
