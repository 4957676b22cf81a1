//! `/desk/ballots`

use leptos::prelude::*;
use linli_contract::{BallotRow, BallotState, Page};

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{Frame, access, ballot_state, frame, reads};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::ballot::{unit, when};
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::parts::icon;
use crate::ui::view;

/// How many ballots are read at first; 再看 doubles it.
const FIRST: u32 = 50;

/// Every ballot: drafts first, then those that are open.
pub fn desk_ballots_page() -> AnyView {
    let b = t().desk_ballots();
    let query = Query::<Page<BallotRow>>::idle();
    let limit = RwSignal::new(FIRST);
    let access = access(Session::get());
    reads(access, move || query.read(api::ballots(limit.get())));
    let frame_of = Frame {
        name: "desk-ballots",
        here: Route::DeskBallots,
        title: Signal::derive(|| t().desk_ballots().title.to_owned()),
        access,
        state: query.state(),
        head: heading(b.title, Some(b.lead.to_owned())),
        wide: true,
    };
    frame(frame_of, move || {
        let b = t().desk_ballots();
        let new = Route::DeskNewBallot.to_string();
        let list = loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |page| {
                let more = page.next_cursor.is_some().then(|| {
                    let act = move |_| limit.update(|limit| *limit = limit.saturating_mul(2));
                    view! {
                        <p class="row"><button class="button button--quiet" type="button" on:click=act>{t().desk().more}</button></p>
                    }
                });
                view! { {table(&page.items)} {more} }.into_any()
            },
        );
        view! {
            <p><a class="button button--primary" href=new>{icon("plus")} {b.new}</a></p>
            {list}
        }
        .into_any()
    })
}

/// A table on a wide screen, cards on a phone; the roles are written out, because rows that are
/// grids lose theirs.
fn table(ballots: &[BallotRow]) -> AnyView {
    let b = t().desk_ballots();
    if ballots.is_empty() {
        let text = Some(b.none_text.to_owned());
        return empty("art-empty", b.none_title, text, ().into_any());
    }
    let head = |word| view! { <th class="queue__cell" role="columnheader" scope="col">{word}</th> };
    let rows = ballots.iter().map(row).collect_view();
    view! {
        <table class="queue" role="table" data-count=ballots.len().to_string()>
            <caption class="visually-hidden">{b.caption}</caption>
            <thead class="queue__head" role="rowgroup">
                <tr role="row">
                    {head(b.column_title)} {head(b.column_state)} {head(b.column_turnout)} {head(b.column_time)}
                </tr>
            </thead>
            <tbody class="queue__body" role="rowgroup">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(ballot: &BallotRow) -> AnyView {
    let (b, v) = (t().desk_ballots(), t().votes());
    let href = Route::DeskBallot(ballot.id.clone()).to_string();
    let asked = [(b.kind)(&ballot.kind), unit(&ballot.unit)].join(" · ");
    let turnout = match &ballot.turnout {
        Some(turnout) if ballot.state != BallotState::Announced => (b.votes)(turnout.units),
        _ => b.no_turnout.to_owned(),
    };
    let time = match ballot.state {
        BallotState::Draft | BallotState::Announced => (v.opens)(&when(ballot.opens_at)),
        BallotState::Closed => (v.closed_on)(&when(ballot.closes_at)),
        _ => (v.closes)(&when(ballot.closes_at)),
    };
    view! {
        <tr class="queue__row" role="row" data-id=ballot.id.0.clone()>
            <th class="queue__cell queue__cell--wide" role="rowheader" scope="row">
                <a class="queue__link" href=href>{ballot.title.clone()}</a>
                <br />
                <span class="soft">{asked}</span>
            </th>
            <td class="queue__cell" role="cell">{ballot_state(&ballot.state)}</td>
            <td class="queue__cell" role="cell">{turnout}</td>
            <td class="queue__cell" role="cell">{time}</td>
        </tr>
    }
    .into_any()
}
