//! What was counted, and how long it took.

use leptos::prelude::*;

use crate::features::recount::model::kept::{Content, Counted, Origin};
use crate::features::recount::words::{self, Words};
use crate::i18n::{self, Style, t};
use crate::ui::parts::{fact, section};
use crate::ui::view;

/// The facts of a count that is done.
pub(in crate::features::recount) fn facts(counted: &Counted) -> AnyView {
    let r = t().recount();
    let kept = &counted.kept;
    let text = |text: String| text.into_any();
    let (options, more) = match &kept.content {
        Content::Options(file) => {
            let budget = fact(r.budget, text(Words::of(file).budget()));
            (file.election.options().len(), Some(budget))
        }
        Content::Matters(table) => (table.matters.len(), None),
    };
    let read = words::seconds(kept.read_ms);
    let took = match counted.outcome {
        Some(_) => (r.took)(&read, &words::seconds(counted.count_ms)),
        None => (r.took_reading)(&read),
    };
    let took = view! {
        <span data-testid="time" data-read-ms=kept.read_ms.to_string() data-count-ms=counted.count_ms.to_string()>{took}</span>
    };
    let votes = view! { <span data-testid="ballots" data-count=kept.votes().to_string()>{(r.votes)(kept.votes())}</span> };
    let copy = match kept.origin {
        Origin::Server { since: Some(at) } => {
            let when = i18n::instant(at, Style::DayTime);
            Some(view! { <p class="soft" data-testid="kept-copy">{(r.kept_copy)(&when)}</p> })
        }
        Origin::Server { since: None } | Origin::Device => None,
    };
    let list = view! {
        <dl class="card card--flush facts">
            {fact(r.file, view! { <bdi>{words::short(&kept.name)}</bdi> {copy} }.into_any())}
            {fact(r.ballots, votes.into_any())}
            {fact(r.options_count, text(options.to_string()))}
            {more}
            {fact(r.time, took.into_any())}
        </dl>
    };
    section(r.facts, None, list.into_any())
}
