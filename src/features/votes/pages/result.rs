//! `/ballots/{id}/result`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, BallotId, BallotKind, BallotResult};

use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::votes::components::{
    course, files, fingerprint, left_out, matters, turnout, winners,
};
use crate::features::votes::model::count;
use crate::features::votes::{api, words};
use crate::i18n::{self, Style, t};
use crate::offline::{Query, Session, ballot_file, guides, receipts};
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, icon, status};
use crate::ui::{changing, view};

/// What came of a ballot: what won and how the money ran, why the others did not, who took part, and
/// the ways to check all of it.
pub fn result_page(id: &BallotId) -> AnyView {
    let session = Session::get();
    let ballot = Query::<Ballot>::new(api::ballot(id));
    let result = Query::<BallotResult>::new(api::result(id));
    let title = Signal::derive(move || {
        ballot.get().map_or_else(
            || t().votes().result.to_owned(),
            |ballot| format!("{}: {}", t().votes().result, ballot.title),
        )
    });
    let retry = move || {
        ballot.refresh();
        result.refresh();
    };
    // The result is of closed ballots alone; before that the ballot says when it comes.
    let early = Memo::new(move |_| {
        result.state().with(|state| match state {
            LoadState::Failed(error) => is_early(error),
            _ => false,
        })
    });
    let state = Signal::derive(move || {
        if early.get() {
            ballot.state().get()
        } else {
            worse(ballot.state().get(), result.state().get())
        }
    });
    let both = move || {
        let ballot = ballot.get()?;
        let result = result.get().filter(|_| !early.get());
        (result.is_some() || early.get()).then(|| Arc::new((ballot, result)))
    };
    let content = view! {
        <div class="page__head">
            <p class="soft">{t().votes().result}</p>
            <h1 tabindex="-1">{move || ballot.get().map_or_else(|| t().votes().result.to_owned(), |ballot| ballot.title.clone())}</h1>
        </div>
        {loadable(
            both,
            state,
            retry,
            skeleton_rows,
            move |both| match &both.1 {
                Some(result) => shown(session, both.0.clone(), result.clone()),
                None => later(&both.0),
            },
        )}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    page("result", "result", title, state, content.into_any())
}

fn is_early(error: &Error) -> bool {
    error.code() == "not_closed_yet"
}

/// The state of a page that needs both.
fn worse(a: LoadState, b: LoadState) -> LoadState {
    let rank = |state: &LoadState| match state {
        LoadState::Failed(_) => 3,
        LoadState::Loading => 2,
        LoadState::Stale { .. } => 1,
        LoadState::Ready => 0,
    };
    if rank(&a) >= rank(&b) { a } else { b }
}

/// Before the close there is no result, for anybody.
fn later(ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let href = Route::Ballot(ballot.id.clone()).to_string();
    view! {
        <div class="card stack">
            <p>{(v.result_later)(&words::when(ballot.closes_at))}</p>
            <a class="button button--primary" href=href>{v.see_ballot}</a>
        </div>
    }
    .into_any()
}

fn shown(session: Session, ballot: Arc<Ballot>, result: Arc<BallotResult>) -> AnyView {
    let v = t().votes();
    // Who looks at a result can count it again later, without a network, too.
    ballot_file::keep(&ballot.id, &result);
    api::forget_vote(&ballot.id);
    let day = i18n::instant(result.counted_at, Style::LongDay);
    let counted = (v.counted_at)(&day, result.ballots);
    let href = Route::Ballot(ballot.id.clone()).to_string();
    let wrong = (!count::adds_up(&result, &ballot)).then(|| {
        view! { <p class="card card--stop button-reason" role="alert">{icon("warn")} <span>{v.wrong_sum}</span></p> }
    });
    let outcome = if ballot.kind == BallotKind::Matters {
        matters(&ballot, &result)
    } else {
        view! {
            {winners(&ballot, &result)}
            {left_out(&ballot, &result)}
            {course(&ballot, &result)}
        }
        .into_any()
    };
    view! {
        <p class="ballot__when">{status("closed", "check", v.phase_closed)} <span>{counted}</span></p>
        {wrong}
        {outcome}
        {turnout(&ballot, &result)}
        {recount(&ballot)}
        {files(&ballot, &result)}
        {own_receipt(session, &ballot)}
        {fingerprint(&ballot)}
        <p class="section"><a class="button button--quiet" href=href>{v.see_ballot}</a></p>
    }
    .into_any()
}

/// Counting again is right here.
fn recount(ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let href = Route::Recount(Some(ballot.id.clone())).to_string();
    let known = guides::guide(guides::RECOUNT);
    let guide = move || {
        let guide = known.get()?;
        let href = Route::Guide(guide.id).to_string();
        Some(view! { <p><a href=href>{v.proves}</a></p> })
    };
    view! {
        <section class="card card--tint stack section">
            <h2 class="card__title">{v.recount_it}</h2>
            <p>{v.recount_text}</p>
            <a class="button button--primary" href=href>{icon("refresh")} {v.recount_it}</a>
            {guide}
        </section>
    }
    .into_any()
}

/// The receipt that this device keeps, so that its owner can look for it.
fn own_receipt(session: Session, ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let id = ballot.id.clone();
    let number = Memo::new(move |_| receipts::of(&session.person(), &id));
    changing(move || {
        let own = number.get();
        let text = if own.is_some() {
            v.was_counted
        } else {
            v.receipt_lead
        };
        let href = Route::Receipt(own).to_string();
        view! {
            <section class="card stack section">
                <h2 class="card__title">{v.receipt}</h2>
                <p>{text}</p>
                <a class="button button--soft" href=href>{icon("search")} {v.receipt_ask}</a>
            </section>
        }
    })
}
