//! The ballots on top of the projects: what is open now, until when, and where one stands.

use leptos::prelude::*;
use linli_contract::{BallotRow, BallotState};

use crate::domain::route::Route;
use crate::i18n::{self, Style, t};
use crate::ui::parts::{art, badge, icon, link_row, section, status};
use crate::ui::view;

/// Open ballots, then announced ones. The first one that I have not voted in is a card with the one
/// action of the page; the others are rows.
pub(in crate::features::projects) fn ballots(rows: &[BallotRow]) -> AnyView {
    let p = t().projects();
    let of = |state: BallotState| rows.iter().filter(move |row| row.state == state);
    let next = of(BallotState::Open).find(|row| stands(row) == Some(false));
    let rest = of(BallotState::Open).filter(|row| next.is_none_or(|next| next.id != row.id));
    let open = view! {
        <div class="stack">
            {next.map(card)}
            {list(rest)}
        </div>
    };
    let any_open = of(BallotState::Open).next().is_some();
    let any_announced = of(BallotState::Announced).next().is_some();
    view! {
        {any_open.then(|| section(p.ballots_open, None, open.into_any()))}
        {any_announced.then(|| {
            let rows = list(of(BallotState::Announced));
            section(p.ballots_announced, None, rows.into_any())
        })}
    }
    .into_any()
}

/// Whether my unit has a vote; nothing where I have none.
fn stands(row: &BallotRow) -> Option<bool> {
    let mine = row.mine.as_ref().filter(|mine| mine.eligible);
    mine.map(|mine| mine.voted)
}

/// When it closes, or opens.
fn when(row: &BallotRow) -> String {
    let p = t().projects();
    if row.state == BallotState::Open {
        (p.closes)(&i18n::instant(row.closes_at, Style::DayTime))
    } else {
        (p.opens)(&i18n::instant(row.opens_at, Style::DayTime))
    }
}

/// How many took part.
fn turnout(row: &BallotRow) -> Option<String> {
    let turnout = row.turnout.as_ref()?;
    Some((t().projects().turnout)(&row.unit, turnout.units))
}

fn card(row: &BallotRow) -> AnyView {
    let p = t().projects();
    let href = Route::Ballot(row.id.clone()).to_string();
    view! {
        <div class="card ballot-card" data-id=row.id.0.clone()>
            <div class="ballot-card__head">
                {badge("vote", "vote")}
                <h3 class="order-card__title"><a href=href>{row.title.clone()}</a></h3>
            </div>
            <p class="row"><span class="soft">{when(row)}</span> <span class="soft">{turnout(row)}</span></p>
            // The whole card leads there; the button only shows the way.
            <p class="ballot-card__foot">
                {status("wait", "edit", p.not_voted)}
                <span class="button button--primary button--small" aria-hidden="true">{p.vote_now}</span>
            </p>
        </div>
    }
    .into_any()
}

fn list<'a>(rows: impl Iterator<Item = &'a BallotRow>) -> Option<AnyView> {
    let rows: Vec<AnyView> = rows.map(one).collect();
    (!rows.is_empty()).then(|| view! { <ul class="card card--flush">{rows}</ul> }.into_any())
}

fn one(row: &BallotRow) -> AnyView {
    let p = t().projects();
    let href = Route::Ballot(row.id.clone()).to_string();
    let open = row.state == BallotState::Open;
    let state = match stands(row).filter(|_| open) {
        Some(true) => Some(status("done", "check", p.counted)),
        Some(false) => Some(status("wait", "edit", p.not_voted)),
        None => None,
    };
    view! {
        <li data-id=row.id.0.clone()>
            <a class="list-row" href=href>
                {badge("vote", "vote")}
                <span class="list-row__body">
                    <span class="list-row__title">{row.title.clone()}</span>
                    <span class="list-row__text">{when(row)}</span>
                    <span class="row">{state} <span class="soft">{turnout(row)}</span></span>
                </span>
                {art("icon list-row__end", "chevron")}
            </a>
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
