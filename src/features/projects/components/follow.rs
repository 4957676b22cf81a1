//! Following a project, and following it no more. Both may wait for the network; the newest of them
//! is what counts.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Project, ProjectAction};

use crate::domain::route::Route;
use crate::features::projects::api;
use crate::i18n::{self, t};
use crate::offline::outbox::{Entry, Kind, Submitted};
use crate::offline::{Command, Query, Session};
use crate::ui::page::sign_in_link;
use crate::ui::parts::icon;
use crate::ui::{changing, view};

/// What waits for this project.
fn entry_of(session: Session, project: &Project) -> Option<Entry> {
    let path = api::follow_path(&project.id);
    let waits = |e: &Entry| e.kind == Kind::Follow && e.path == path && e.refused.is_none();
    session.outbox.waiting().into_iter().rev().find(waits)
}

/// The button, or the way to sign in. It is built once, so that the focus stays on it.
pub(in crate::features::projects) fn follow(session: Session, query: Query<Project>) -> AnyView {
    let p = t().projects();
    let signed_in = Memo::new(move |_| session.me().is_some());
    let possible = Memo::new(move |_| {
        query.get().map(|project| {
            let either = [ProjectAction::Follow, ProjectAction::Unfollow];
            project.mine || either.iter().any(|action| project.actions.contains(action))
        })
    });
    changing(move || match (signed_in.get(), possible.get()) {
        (_, None) | (true, Some(false)) => ().into_any(),
        (true, Some(true)) => button(session, query),
        (false, Some(_)) => {
            let here = query
                .get_untracked()
                .map(|project| Route::Project(project.id.clone()));
            let href = Route::SignIn(here.map(Box::new)).to_string();
            view! {
                <p class="row">
                    <a class="button button--soft button--small" href=href>{icon("bell")} {p.sign_in_to_follow}</a>
                    <span class="soft">{p.follow_hint}</span>
                </p>
            }
            .into_any()
        }
    })
}

fn button(session: Session, query: Query<Project>) -> AnyView {
    let p = t().projects();
    let command = Command::new();
    let busy = command.pending;
    // What the server knows, and what waits to be sent.
    let standing = Memo::new(move |_| {
        let project = query.get()?;
        let waits = entry_of(session, &project).map(|entry| entry.method == "PUT");
        Some((waits.unwrap_or(project.following), waits.is_some()))
    });
    let followed = move || standing.get().is_some_and(|(followed, _)| followed);
    let waits = move || standing.get().is_some_and(|(_, waits)| waits) && !busy.get();
    let label = move || {
        let (symbol, word) = match (busy.get(), waits(), followed()) {
            (true, _, _) => ("send", t().ui().sending),
            (_, true, true) => ("clock", p.follow_waits),
            (_, true, false) => ("clock", p.unfollow_waits),
            (_, false, true) => ("check", p.follow_on),
            (_, false, false) => ("bell", p.follow),
        };
        view! { {icon(symbol)} <span>{word}</span> }
    };
    let mine = query.get_untracked().is_some_and(|project| project.mine);
    let hint = move || match (waits(), mine) {
        (true, _) => p.waits_hint,
        (false, true) => p.own_hint,
        (false, false) => p.follow_hint,
    };
    let tap = move |_| {
        if let Some(project) = query.get_untracked().filter(|_| !busy.get_untracked()) {
            let on = !standing.get_untracked().is_some_and(|(on, _)| on);
            change(session, command, query, project.as_ref(), on);
        }
    };
    view! {
        <p class="row">
            <button
                class="button button--small button--vote" type="button" on:click=tap data-follow=""
                aria-pressed=move || followed().to_string()
                aria-busy=move || busy.get().then_some("true")
            >
                {label}
            </button>
            <span class="soft">{hint}</span>
        </p>
        {move || command.error.get().map(|error| {
            let way = error.needs_sign_in().then(|| {
                let project = query.get_untracked()?;
                Some(sign_in_link(Route::Project(project.id.clone())))
            });
            view! {
                <div role="alert">
                    <p class="field__error">{icon("warn")} <span>{i18n::sentence(&error)}</span></p>
                    {way}
                </div>
            }
        })}
    }
    .into_any()
}

/// Sends what is wanted now instead of what waited until now: only the last word counts, and both
/// may be repeated without harm.
fn change(session: Session, command: Command, query: Query<Project>, project: &Project, on: bool) {
    let before = untrack(|| entry_of(session, project));
    let entry = api::follow(project, on);
    spawn_local(async move {
        if let Some(before) = before {
            session.outbox.forget(&before.lane).await;
        }
        command.submit(session.outbox, entry, move |submitted| {
            if let Submitted::Received(answer) = submitted
                && query.accept_answer(&answer).is_err()
            {
                query.refresh();
            }
        });
    });
}
