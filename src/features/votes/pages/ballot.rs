//! `/ballots/{id}`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, BallotId, BallotKind};

use crate::domain::route::Route;
use crate::features::votes::components::{
    can_i, changes, choose_matters, choose_options, conflict, options, problem, rules, submit_bar,
    vote_state,
};
use crate::features::votes::form::{Form, may_choose, phase};
use crate::features::votes::model::standing::{Phase, State};
use crate::features::votes::words;
use crate::i18n::t;
use crate::ui::page::{loadable, page, skeleton_rows};
use crate::ui::parts::{help_line, status};
use crate::ui::view;

/// What the middle of the page is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Choosing.
    Choose,
    /// Deciding between two votes of one unit.
    Decide,
    /// Reading.
    Read,
}

/// Voting: what is asked, choosing, handing in, and what came of it.
pub fn ballot_page(id: &BallotId) -> AnyView {
    let form = Form::start(id);
    let title = Signal::derive(move || {
        form.ballot().get().map_or_else(
            || t().votes().ballot.to_owned(),
            |ballot| ballot.title.clone(),
        )
    });
    // What changes while one reads (turnout, my own standing) must not build the form anew.
    let frame = Memo::new(move |_| {
        form.ballot().get().map(|ballot| Ballot {
            turnout: None,
            mine: None,
            ..Ballot::clone(&ballot)
        })
    });
    let content = view! {
        <div class="page__head">
            <h1 tabindex="-1">{move || title.get()}</h1>
            {move || form.ballot().get().map(|ballot| head(&ballot))}
        </div>
        {loadable(
            move || frame.get().map(Arc::new),
            form.ballot().state(),
            move || form.refresh(),
            skeleton_rows,
            move |ballot| body(form, ballot),
        )}
        {move || bar(form)}
    };
    page(
        "ballot",
        "ballot",
        title,
        form.ballot().state(),
        content.into_any(),
    )
}

/// Who votes, until when, and how.
fn head(ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let (kind, symbol, word, time) = match phase(ballot) {
        Phase::Announced => (
            "wait",
            "calendar",
            v.phase_announced,
            (v.opens)(&words::when(ballot.opens_at)),
        ),
        Phase::Open => (
            "open",
            "vote",
            v.phase_open,
            (v.closes)(&words::when(ballot.closes_at)),
        ),
        Phase::Closed => (
            "closed",
            "check",
            v.phase_closed,
            (v.closed_on)(&words::when(ballot.closes_at)),
        ),
    };
    view! {
        <p class="ballot__when">{status(kind, symbol, word)} <span>{time}</span></p>
        <p class="page__lead">{words::unit(&ballot.unit)} " · " {words::asks(ballot)}</p>
    }
    .into_any()
}

fn body(form: Form, ballot: Arc<Ballot>) -> AnyView {
    let mode = mode_of(form);
    let for_middle = ballot.clone();
    let closed = phase(&ballot) == Phase::Closed;
    let result = closed.then(|| {
        let href = Route::Result(ballot.id.clone()).to_string();
        view! { <a class="button button--primary button--wide section" href=href>{t().votes().see_result}</a> }
    });
    let project = ballot.project_id.clone().map(|id| {
        let href = Route::Project(id).to_string();
        view! { <p><a class="ballot__project" href=href>{t().votes().about_project}</a></p> }
    });
    let text = ballot
        .text
        .iter()
        .map(|paragraph| view! { <p>{paragraph.clone()}</p> })
        .collect_view();
    view! {
        {problem(form)}
        {vote_state(form, ballot.clone())}
        {can_i(form)}
        {result}
        {changes(form)}
        <div class="prose section">{text} {project}</div>
        {move || middle(form, &for_middle, mode.get())}
        {rules(form, ballot)}
        {move || form.session().community().map(|community| help_line(&community.centre.phone))}
    }
    .into_any()
}

fn mode_of(form: Form) -> Memo<Mode> {
    Memo::new(move |_| {
        let may = form
            .ballot()
            .get()
            .is_some_and(|ballot| may_choose(&ballot));
        if !may || form.state.get() != State::Draft {
            Mode::Read
        } else if form.conflicts() {
            Mode::Decide
        } else {
            Mode::Choose
        }
    })
}

fn middle(form: Form, ballot: &Arc<Ballot>, mode: Mode) -> AnyView {
    match (mode, &ballot.kind) {
        (Mode::Choose, BallotKind::Matters) => choose_matters(form, ballot),
        (Mode::Choose, _) => choose_options(form, ballot.clone()),
        (Mode::Decide, _) => conflict(form, ballot.clone()),
        (Mode::Read, _) => options(ballot),
    }
}

/// The one button, in reach while there is something to hand in.
fn bar(form: Form) -> Option<AnyView> {
    let mode = mode_of(form);
    let shown = Memo::new(move |_| mode.get() == Mode::Choose);
    let known = form.ballot().get_untracked().is_some();
    (shown.get() && known).then(|| submit_bar(form))
}
