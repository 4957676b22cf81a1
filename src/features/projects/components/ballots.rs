//! The ballots on top of the projects: what is open now, until when, and where one stands.

use leptos::prelude::*;
use linli_contract::{BallotRow, BallotState};

use crate::domain::route::Route;
use crate::i18n::{self, Style, t};
use crate::ui::parts::{badge, icon, link_row, section, small_icon, status};

/// Open ballots, then announced ones.
pub(in crate::features::projects) fn ballots(rows: &[BallotRow]) -> AnyView {
    let p = t().projects();
    let groups = [
        (p.ballots_open, BallotState::Open),
        (p.ballots_announced, BallotState::Announced),
    ];
    groups
        .into_iter()
        .filter_map(|(title, state)| {
            let cards: Vec<AnyView> = rows
                .iter()
                .filter(|row| row.state == state)
                .map(card)
                .collect();
            (!cards.is_empty()).then(|| {
                let count = cards.len().to_string();
                let list = view! { <ul class="ballots" data-count=count>{cards}</ul> };
                section(title, None, list.into_any())
            })
        })
        .collect_view()
        .into_any()
}

fn card(row: &BallotRow) -> AnyView {
    let p = t().projects();
    let open = row.state == BallotState::Open;
    let href = Route::Ballot(row.id.clone()).to_string();
    let when = if open {
        (p.closes)(&i18n::instant(row.closes_at, Style::DayTime))
    } else {
        (p.opens)(&i18n::instant(row.opens_at, Style::DayTime))
    };
    let mine = row.mine.as_ref().filter(|mine| mine.eligible);
    let voted = mine.is_some_and(|mine| mine.voted);
    let may_vote = mine.is_some() && open;
    let (primary, action) = match (open, may_vote, voted) {
        (true, true, false) => (true, p.vote_now),
        (true, true, true) => (false, p.vote_change),
        (true, false, _) => (false, p.vote_look),
        (false, ..) => (false, p.can_vote),
    };
    let state = may_vote.then(|| {
        if voted {
            status("done", "check", p.counted)
        } else {
            status("wait", "edit", p.not_voted)
        }
    });
    let turnout = row
        .turnout
        .as_ref()
        .map(|turnout| view! { <span class="soft">{(p.turnout)(&row.unit, turnout.units)}</span> });
    let class = if primary {
        "button button--primary button--small"
    } else {
        "button button--soft button--small"
    };
    view! {
        <li class="card ballot-card" data-id=row.id.0.clone()>
            <div class="ballot-card__head">
                {badge("vote", "vote")}
                <h3 class="order-card__title"><a href=href>{row.title.clone()}</a></h3>
            </div>
            <p class="row">
                <span class="todo__due">{small_icon("clock")} {when}</span>
                {turnout}
            </p>
            // The whole card leads there; this only shows the way.
            <p class="ballot-card__foot">{state} <span class=class aria-hidden="true">{action}</span></p>
        </li>
    }
    .into_any()
}

/// What was decided, newest first.
pub(in crate::features::projects) fn closed_ballots(rows: &[BallotRow]) -> Option<AnyView> {
    let p = t().projects();
    let mut closed: Vec<&BallotRow> = rows
        .iter()
        .filter(|row| row.state == BallotState::Closed)
        .collect();
    closed.sort_by_key(|row| std::cmp::Reverse(row.closes_at.0));
    let rows = closed
        .iter()
        .map(|row| {
            let href = Route::Result(row.id.clone()).to_string();
            let when = (p.closed)(&i18n::instant(row.closes_at, Style::Day));
            let text = match &row.turnout {
                Some(turnout) => format!("{when} · {}", (p.turnout)(&row.unit, turnout.units)),
                None => when,
            };
            link_row(href, row.id.as_str(), &row.title, text)
        })
        .collect_view();
    let list = view! { <ul class="card card--flush">{rows}</ul> };
    (!closed.is_empty()).then(|| section(p.ballots_closed, None, list.into_any()))
}

/// The ways to check a vote and a count by oneself.
pub(in crate::features::projects) fn check_links() -> AnyView {
    let p = t().projects();
    let links = view! {
        <div class="card card--tint stack">
            <p>{p.check_text}</p>
            <p class="row">
                <a class="button button--small" href=Route::Receipt(None).to_string()>{icon("qr")} {p.receipt}</a>
                <a class="button button--small" href=Route::Recount(None).to_string()>{icon("refresh")} {p.recount}</a>
            </p>
        </div>
    };
    section(p.check_title, None, links.into_any())
}
