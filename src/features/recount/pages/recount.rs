//! `/recount`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{BallotId, BallotResult, BallotRow, Page};

use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::recount::api;
use crate::features::recount::components::{
    adopted, choose, closed, definitions, facts, failure, left_out, not_adopted, notes, of_matters,
    of_options, progress, proves, rules, totals, winners,
};
use crate::features::recount::model::kept::{Content, Counted};
use crate::features::recount::model::matters::{self, Matter, Published};
use crate::features::recount::run::{Failure, Own, Phase, Recount};
use crate::i18n::t;
use crate::offline::{Query, Session, ballot_file};
use crate::ui::page::{heading, plain_page};
use crate::ui::parts::{help_line, icon};
use crate::ui::{changing, view};

/// Counts a file again, or the named ballot. It needs neither a session nor, for a file of this device, a
/// network.
pub fn recount_page(ballot: Option<&BallotId>) -> AnyView {
    let r = t().recount();
    let session = Session::get();
    let recount = Recount::new();
    let own = ballot.map(Own::new);
    let ballots = Query::<Page<BallotRow>>::new(api::CLOSED);
    let chooser = |title| choose(recount, title);
    let (first, last) = match &own {
        Some(own) => {
            own.begin(recount);
            (own_head(own), Some(chooser(r.choose_other)))
        }
        None => (chooser(r.choose), None),
    };
    let content = view! {
        {heading(r.title, Some(r.lead.to_owned()))}
        {first}
        <p class="visually-hidden" role="status">{move || said(recount)}</p>
        {rules(recount)}
        {stage(recount, own)}
        {last.map(|chooser| view! { <div class="section">{chooser}</div> })}
        {closed(ballots, ballot.cloned())}
        {proves()}
        {definitions()}
        {move || session.community().map(|community| help_line(&community.centre.phone))}
    };
    plain_page("recount", "", r.title, content.into_any())
}

/// Which ballot it is, and the way to its published result.
fn own_head(own: &Own) -> AnyView {
    let r = t().recount();
    let (id, ballot) = (own.id.clone(), own.ballot);
    let title = move || {
        ballot
            .get()
            .map_or_else(|| r.own_unnamed.to_owned(), |ballot| (r.own)(&ballot.title))
    };
    view! {
        <section class="card card--tint stack">
            <h2 class="card__title">{title}</h2>
            <p><a class="button button--soft button--small" href=Route::Result(id).to_string()>{icon("vote")} {r.see_result}</a></p>
        </section>
    }
    .into_any()
}

impl Own {
    /// Counts the votes as soon as it is known what is asked, and in which formats there are any.
    fn begin(&self, recount: Recount) {
        recount.phase.set(Phase::Fetching);
        let (id, ballot, result) = (self.id.clone(), self.ballot, self.result);
        Effect::new(move |begun: Option<bool>| {
            let begun = begun.unwrap_or_default();
            let failure = match (ballot.state().get(), result.state().get()) {
                (_, LoadState::Failed(error)) | (LoadState::Failed(error), _) => Some(error),
                _ => None,
            };
            let published = ballot.get().and_then(|_| result.get());
            match (published, failure) {
                _ if begun => {}
                (Some(published), _) => {
                    fetch(recount, &id, &published);
                    return true;
                }
                (None, Some(error)) => recount.fail(Failure::Server(error)),
                (None, None) => {}
            }
            begun
        });
    }

    fn again(&self, recount: Recount) {
        let ready = self.ballot.get_untracked().is_some();
        if let Some(published) = self.result.get_untracked().filter(|_| ready) {
            fetch(recount, &self.id, &published);
        } else {
            recount.phase.set(Phase::Fetching);
            self.ballot.refresh();
            self.result.refresh();
        }
    }

    /// The published result, where the file holds the votes of its ballot.
    fn published_for(&self, counted: &Counted) -> Option<Arc<BallotResult>> {
        self.result
            .get_untracked()
            .filter(|_| counted.kept.is_of(&self.id))
    }
}

fn fetch(recount: Recount, id: &BallotId, published: &BallotResult) {
    match ballot_file::format(published) {
        Some(format) => recount.fetch(id, format),
        None => recount.fail(Failure::NoFile),
    }
}

/// What is said aloud: that it works, that it is done.
fn said(recount: Recount) -> String {
    let r = t().recount();
    recount.phase.with(|phase| match phase {
        Phase::Idle | Phase::Failed(_) => String::new(),
        Phase::Fetching => r.fetching.to_owned(),
        Phase::Reading { .. } => r.reading.to_owned(),
        Phase::Counting(_) => r.counting.to_owned(),
        Phase::Stopped => r.stopped.to_owned(),
        Phase::Done(counted) => {
            let chosen = counted.outcome.as_ref();
            chosen.map_or_else(
                || r.counted.to_owned(),
                |(_, outcome)| (r.done)(outcome.chosen().count()),
            )
        }
    })
}

/// What is shown of a phase. Progress within a phase changes nothing of it.
#[derive(Clone)]
enum Stage {
    Idle,
    Working,
    Stopped,
    Failed(Failure),
    Done(Arc<Counted>),
}

impl PartialEq for Stage {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Idle, Self::Idle)
            | (Self::Working, Self::Working)
            | (Self::Stopped, Self::Stopped) => true,
            (Self::Failed(one), Self::Failed(two)) => one == two,
            (Self::Done(one), Self::Done(two)) => Arc::ptr_eq(one, two),
            _ => false,
        }
    }
}

fn stage(recount: Recount, own: Option<Own>) -> AnyView {
    let stage = Memo::new(move |_| {
        recount.phase.with(|phase| match phase {
            Phase::Idle => Stage::Idle,
            Phase::Fetching | Phase::Reading { .. } | Phase::Counting(_) => Stage::Working,
            Phase::Stopped => Stage::Stopped,
            Phase::Failed(failure) => Stage::Failed(failure.clone()),
            Phase::Done(counted) => Stage::Done(counted.clone()),
        })
    });
    changing(move || match stage.get() {
        Stage::Idle => ().into_any(),
        Stage::Working => container("counting", progress(recount)),
        Stage::Stopped => stopped(recount, own.clone()),
        Stage::Failed(why) => {
            let own = own.clone();
            failure(&why, move || {
                if let Some(own) = &own {
                    own.again(recount);
                }
            })
        }
        Stage::Done(counted) => done(&counted, own.as_ref()),
    })
}

/// What was chosen, from the first moment on: its state says when it is there.
fn container(state: &'static str, content: AnyView) -> AnyView {
    view! { <section class="section recount__winners" data-testid="winners" data-state=state>{content}</section> }
        .into_any()
}

fn stopped(recount: Recount, own: Option<Own>) -> AnyView {
    let r = t().recount();
    let can_again = recount.kept.with_untracked(Option::is_some) || own.is_some();
    let again = move || {
        if recount.kept.with_untracked(Option::is_some) {
            recount.again();
        } else if let Some(own) = &own {
            own.again(recount);
        }
    };
    let button = can_again.then(|| {
        view! {
            <p><button class="button button--primary" type="button" on:click=move |_| again()>{icon("refresh")} {r.again}</button></p>
        }
    });
    let content = view! { <div class="card stack"><p>{r.stopped}</p> {button}</div> };
    container("stopped", content.into_any())
}

fn done(counted: &Arc<Counted>, own: Option<&Own>) -> AnyView {
    let published = own.and_then(|own| own.published_for(counted));
    match (&counted.kept.content, &counted.outcome) {
        (Content::Options(file), Some((rule, outcome))) => {
            let missing = own.is_some_and(|own| counted.kept.is_of(&own.id));
            view! {
                {of_options(file, *rule, outcome, published.as_deref(), missing)}
                {container("done", winners(counted))}
                {left_out(counted)}
                {totals(counted)}
                {notes(file)}
                {facts(counted)}
            }
            .into_any()
        }
        (Content::Matters(table), _) => {
            let ballot = own.and_then(|own| own.ballot.get_untracked());
            let both = ballot.as_deref().zip(published.as_deref());
            let both = both.map(|(ballot, result)| Published { ballot, result });
            let matters: Vec<Matter> = matters::count(&table.matters, both);
            view! {
                {published.as_deref().map(|result| of_matters(&matters, result))}
                {container("done", adopted(&matters))}
                {not_adopted(&matters)}
                {facts(counted)}
            }
            .into_any()
        }
        (Content::Options(_), None) => ().into_any(),
    }
}
