//! Where a project was talked over, and how its risks were weighed.

use leptos::prelude::*;
use linli_contract::{Assessment, Meeting, MeetingDecision, RiskLevel};

use crate::i18n::{self, Style, t};
use crate::platform::clock;
use crate::ui::parts::{section, small_icon, status};
use crate::ui::view;

/// The meetings: announced ones with their agenda, held ones with minutes and decisions.
pub(in crate::features::projects) fn meetings(all: &[Meeting]) -> Option<AnyView> {
    let cards = all.iter().map(meeting).collect_view();
    let list = view! { <ul class="stack">{cards}</ul> };
    (!all.is_empty()).then(|| section(t().projects().meetings, None, list.into_any()))
}

fn meeting(one: &Meeting) -> AnyView {
    let p = t().projects();
    let coming = one.starts_at > clock::now();
    let decisions = (!one.decisions.is_empty()).then(|| {
        let items = one.decisions.iter().map(decision).collect_view();
        view! {
            <div>
                <h4 class="meeting__word">{p.meeting_decisions}</h4>
                <ul>{items}</ul>
            </div>
        }
    });
    let words = |name: &'static str, text: &String| {
        view! {
            <div>
                <h4 class="meeting__word">{name}</h4>
                <p class="comment__text">{text.clone()}</p>
            </div>
        }
    };
    let minutes = one
        .minutes
        .as_ref()
        .map(|minutes| words(p.meeting_minutes, minutes));
    view! {
        <li class="card stack" data-id=one.id.clone()>
            <div class="order-card__head">
                <h3 class="order-card__title">{one.title.clone()}</h3>
                {coming.then(|| status("vote", "calendar", p.meeting_coming))}
            </div>
            <p class="row">
                <span class="todo__due">{small_icon("clock")} {i18n::instant(one.starts_at, Style::DayTime)}</span>
                <span class="todo__due">{small_icon("pin")} {one.place.clone()}</span>
            </p>
            {words(p.meeting_agenda, &one.agenda)}
            {minutes}
            {decisions}
        </li>
    }
    .into_any()
}

fn decision(one: &MeetingDecision) -> AnyView {
    let p = t().projects();
    let due = one.due_on.map(|day| (p.decision_due)(&i18n::day(day)));
    let mut who = one.who.clone();
    if let Some(due) = due.filter(|_| !one.done) {
        who.push_str(" · ");
        who.push_str(&due);
    }
    let state = if one.done {
        status("done", "check", p.decision_done)
    } else {
        status("wait", "clock", p.decision_open)
    };
    view! {
        <li class="decision">
            <div>
                <p>{one.text.clone()}</p>
                <p class="soft">{who}</p>
            </div>
            {state}
        </li>
    }
    .into_any()
}

/// The risk assessment: its outcome, then its words.
pub(in crate::features::projects) fn assessment(one: &Assessment) -> AnyView {
    let p = t().projects();
    let (kind, symbol) = match one.level {
        RiskLevel::Low => ("done", "shield"),
        RiskLevel::Medium | RiskLevel::Other(_) => ("wait", "shield"),
        RiskLevel::High => ("stop", "shield"),
    };
    let paragraphs = one
        .text
        .iter()
        .map(|text| view! { <p>{text.clone()}</p> })
        .collect_view();
    let published = (p.published)(&i18n::instant(one.published_at, Style::Day));
    let card = view! {
        <div class="card stack">
            <p>{status(kind, symbol, (p.risk)(&one.level))}</p>
            {paragraphs}
            <p class="soft">{published}</p>
        </div>
    };
    section(p.assessment, None, card.into_any())
}
