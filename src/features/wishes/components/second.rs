//! Seconding a wish as a household, and taking that back while it is open. Both may wait for the
//! network; the newest of them is what counts.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Wish, WishId};

use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::wishes::{api, model};
use crate::i18n::{self, t};
use crate::offline::outbox::{Entry, Kind, Submitted};
use crate::offline::{Command, Session};
use crate::platform::history;
use crate::ui::page::sign_in_link;
use crate::ui::parts::icon;
use crate::ui::{changing, view};

/// What waits for this wish.
fn entry_of(session: Session, id: &WishId) -> Option<Entry> {
    let path = api::second_path(id);
    let waits = |e: &Entry| e.kind == Kind::Second && e.path == path && e.refused.is_none();
    session.outbox.waiting().into_iter().rev().find(waits)
}

/// Whether seconding (`true`) or taking it back waits to be sent.
pub(in crate::features::wishes) fn waiting_of(session: Session, id: &WishId) -> Option<bool> {
    entry_of(session, id).map(|entry| entry.method == "PUT")
}

/// The foot of an open wish: whose it is, or the button.
pub(in crate::features::wishes) fn second(
    session: Session,
    wish: Memo<Option<Wish>>,
    update: Callback<Wish>,
) -> AnyView {
    let w = t().wishes();
    let mine = wish.with_untracked(|wish| wish.as_ref().is_some_and(|wish| wish.mine));
    if mine {
        return view! { <div class="wish__foot"><span class="soft">{w.mine}</span></div> }
            .into_any();
    }
    // Who is here comes with the first screen's answer, which may arrive after the wishes.
    let household = Memo::new(move |_| session.me().map(|me| me.household.is_some()));
    changing(move || match household.get() {
        Some(true) => button(session, wish, update),
        Some(false) => view! { <p class="soft">{w.no_household}</p> }.into_any(),
        None => {
            let next = Route::parse(&history::path());
            let href = Route::SignIn(Some(Box::new(next))).to_string();
            view! {
                <div class="wish__foot">
                    <span class="soft">{w.once}</span>
                    <a class="button button--small button--wish" href=href>{w.sign_in_to_second}</a>
                </div>
            }
            .into_any()
        }
    })
}

fn button(session: Session, wish: Memo<Option<Wish>>, update: Callback<Wish>) -> AnyView {
    let w = t().wishes();
    let command = Command::new();
    let standing = Memo::new(move |_| {
        wish.get()
            .map(|wish| model::standing(&wish, waiting_of(session, &wish.id)))
    });
    let busy = command.pending;
    let seconded = move || standing.get().is_some_and(|s| s.seconded);
    let waits = move || standing.get().is_some_and(|s| s.waits) && !busy.get();
    let label = move || {
        let (symbol, word) = match (busy.get(), waits(), seconded()) {
            (true, _, _) => ("send", t().ui().sending),
            (_, true, true) => ("clock", w.waits_second),
            (_, true, false) => ("clock", w.waits_unsecond),
            (_, false, true) => ("check", w.seconded),
            (_, false, false) => ("plus", w.second),
        };
        view! { {icon(symbol)} <span>{word}</span> }
    };
    let tap = move |_| {
        if let Some(wish) = wish.get_untracked().filter(|_| !busy.get_untracked()) {
            let on = !standing.get_untracked().is_some_and(|s| s.seconded);
            change(session, command, update, wish, on);
        }
    };
    view! {
        <div class="wish__foot">
            <span class="soft">{move || if waits() { w.waits_hint } else { w.once }}</span>
            <button
                class="button button--small button--wish" type="button" on:click=tap
                aria-pressed=move || seconded().to_string()
                aria-busy=move || busy.get().then_some("true")
            >
                {label}
            </button>
        </div>
        {move || command.error.get().map(|error| problem(&error))}
    }
    .into_any()
}

/// Sends what is wanted now instead of what waited until now: only the last word counts, and both
/// may be repeated without harm.
fn change(session: Session, command: Command, update: Callback<Wish>, wish: Wish, on: bool) {
    let before = untrack(|| entry_of(session, &wish.id));
    spawn_local(async move {
        if let Some(before) = before {
            session.outbox.forget(&before.lane).await;
        }
        command.submit(session.outbox, api::second(&wish, on), move |submitted| {
            if let Submitted::Received(answer) = submitted
                && let Some(wish) = linli_json::from_text::<Wish>(&answer.body)
            {
                update.try_run(wish);
            }
        });
    });
}

fn problem(error: &Error) -> AnyView {
    let text = match error.code() {
        "not_possible_now" => t().wishes().changed.to_owned(),
        _ => i18n::sentence(error),
    };
    let way = error
        .needs_sign_in()
        .then(|| sign_in_link(Route::parse(&history::path())));
    view! {
        <div role="alert">
            <p class="field__error">{icon("warn")} <span>{text}</span></p>
            {way}
        </div>
    }
    .into_any()
}
