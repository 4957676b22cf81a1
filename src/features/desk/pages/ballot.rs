//! `/desk/ballots/new` and `/desk/ballots/{id}`

use leptos::prelude::*;
use linli_contract::{BallotId, Papers};

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{
    Frame, access, ballot_check, ballot_conflict, ballot_form, ballot_running, ballot_state, frame,
    reads, unsaved,
};
use crate::features::desk::drafting::Drafting;
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::{changing, view};

/// A ballot at the desk: its draft until it is fixed, then how it runs.
pub fn desk_ballot_page(id: Option<&BallotId>) -> AnyView {
    let b = t().desk_ballots();
    let drafting = Drafting::new(id);
    let papers = Query::<Papers>::idle();
    let access = access(Session::get());
    reads(access, move || drafting.read());
    let running = Memo::new(move |_| drafting.frozen());
    Effect::new(move |_| {
        if let Some(id) = drafting.id().filter(|_| running.get()) {
            papers.read(api::papers(&id));
        }
    });
    let title = Signal::derive(move || match drafting.ballot.get() {
        Some(ballot) => ballot.title.clone(),
        None if drafting.is_new() => b.drafting.to_owned(),
        None => b.ballot.to_owned(),
    });
    let chip = move || {
        drafting
            .ballot
            .get()
            .map(|ballot| ballot_state(&ballot.state))
    };
    let head = view! {
        <div class="page__head">
            <div class="order-card__head">
                <h1 tabindex="-1">{move || title.get()}</h1>
                {chip}
            </div>
            {move || (!running.get()).then(|| view! { <p class="page__lead">{b.drafting_lead}</p> })}
        </div>
    };
    let frame_of = Frame {
        name: "desk-ballot",
        here: Route::DeskBallots,
        title,
        access,
        state: Signal::derive(move || drafting.state()),
        head: head.into_any(),
        wide: true,
    };
    frame(frame_of, move || {
        let ready = Memo::new(move |_| {
            let known = drafting.stored.with(Option::is_some);
            known.then(|| std::sync::Arc::new(running.get()))
        });
        loadable(
            move || ready.get(),
            Signal::derive(move || drafting.state()),
            move || drafting.read(),
            skeleton_rows,
            move |running| {
                if *running {
                    view! { {unsaved(drafting)} {fixed(drafting, papers)} }.into_any()
                } else {
                    draft(drafting)
                }
            },
        )
    })
}

/// The form, and beside it, where there is room, what the check says.
fn draft(drafting: Drafting) -> AnyView {
    view! {
        <div class="desk__two">
            <div class="stack">{ballot_conflict(drafting)} {ballot_form(drafting)}</div>
            <div class="desk__beside">{ballot_check(drafting)}</div>
        </div>
    }
    .into_any()
}

fn fixed(drafting: Drafting, papers: Query<Papers>) -> AnyView {
    changing(move || {
        let ballot = drafting.ballot.get()?;
        Some(view! { <div class="desk__wishes">{ballot_running(&ballot, papers)}</div> })
    })
}
