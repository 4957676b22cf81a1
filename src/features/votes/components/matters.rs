//! Matters and their bars: two, or four by article 278, each with its mark and the exact shortfall.

use leptos::prelude::*;
use linli_contract::{Ballot, BallotResult, Bar, MatterResult, OptionId};

use crate::features::votes::model::count::{self, Short};
use crate::features::votes::words;
use crate::i18n::t;
use crate::ui::bar::bar;
use crate::ui::parts::{section, small_icon, status};
use crate::ui::view;

/// Every matter with its answers, whether it was adopted, and why not.
pub(in crate::features::votes) fn matters(ballot: &Ballot, result: &BallotResult) -> AnyView {
    let rows = result
        .matters
        .iter()
        .map(|matter| row(ballot, matter))
        .collect_view();
    let list = view! { <ul class="stack" data-testid="matters" data-count=result.matters.len().to_string()>{rows}</ul> };
    section(t().votes().matters, None, list.into_any())
}

fn row(ballot: &Ballot, matter: &MatterResult) -> AnyView {
    let v = t().votes();
    let outcome = if matter.adopted {
        status("done", "check", v.adopted)
    } else {
        status("stop", "close", v.not_adopted)
    };
    let answers = (v.answers)(matter.yes, matter.no, matter.abstain);
    let why = why(ballot, matter).map(|text| {
        view! { <p class="result__why"><strong>{v.why_not_adopted}</strong> " " <span data-why="short">{text}</span></p> }
    });
    let bars = matter
        .bars
        .iter()
        .map(|told| line(ballot, told))
        .collect_view();
    view! {
        <li class="card stack" data-id=matter.option.0.clone() data-adopted=matter.adopted.to_string()>
            <div class="matter__head">
                <h3 class="option__title">{title(ballot, &matter.option)}</h3>
                {outcome}
            </div>
            <p>{answers}</p>
            {why}
            <p class="soft">{v.bars}</p>
            <ul class="bars">{bars}</ul>
        </li>
    }
    .into_any()
}

fn title(ballot: &Ballot, option: &OptionId) -> String {
    count::title(ballot, option)
}

/// What is missing, area and heads together: "还差 312.50 ㎡、7 户".
fn why(ballot: &Ballot, matter: &MatterResult) -> Option<String> {
    let v = t().votes();
    if matter.adopted {
        return None;
    }
    let short = Short::of(matter);
    let both = |area: i64, heads: i64| {
        let mut parts = Vec::new();
        if area > 0 {
            parts.push((v.area)(&words::metres(area)));
        }
        if heads > 0 {
            parts.push(words::heads(heads, ballot));
        }
        (!parts.is_empty()).then(|| (v.bar_short)(&(v.listed)(&parts)))
    };
    let part = both(short.part_area, short.part_heads).map(|text| (v.why_participation)(&text));
    let yes = both(short.yes_area, short.yes_heads).map(|text| (v.why_consent)(&text));
    let sentences: Vec<String> = part.into_iter().chain(yes).collect();
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

fn line(ballot: &Ballot, told: &Bar) -> AnyView {
    let v = t().votes();
    let amount = |n: i64| {
        if count::is_area(&told.measure) {
            (v.area)(&words::metres(n))
        } else {
            words::heads(n, ballot)
        }
    };
    let reached = count::is_reached(told);
    let (symbol, kind, word) = if reached {
        ("check", "ok", v.bar_reached.to_owned())
    } else {
        ("warn", "short", (v.bar_short)(&amount(told.short_by)))
    };
    let percent = count::percent(told.value, told.total);
    let value = (v.bar_value)(&amount(told.value), &amount(told.total), &percent);
    let needed = (v.bar_needed)(&amount(told.needed), &words::share(&told.threshold));
    let mark = count::thousandths(told.needed, told.total);
    view! {
        <li class="bars__row" data-measure=told.measure.as_str().to_owned() data-reached=reached.to_string()>
            <div class="bars__head">
                <span class="bars__name">{words::measure(&told.measure)}</span>
                <strong class=format!("bars__word bars__word--{kind}")>{small_icon(symbol)} {word}</strong>
            </div>
            {bar(count::thousandths(told.value, told.total), Some(mark), kind)}
            <p class="soft">{value}</p>
            <p class="soft">{needed}</p>
        </li>
    }
    .into_any()
}
