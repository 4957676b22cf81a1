//! Where my vote stands: 草稿, 待送出 or 已计入, unmistakably.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, NewVote, Vote, VotingUnit};

use super::{chosen_list, receipt_card};
use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::votes::form::{Form, phase};
use crate::features::votes::model::standing::{Can, Phase, State, can};
use crate::features::votes::words;
use crate::i18n::{self, t};
use crate::offline::receipts;
use crate::ui::page::sign_in_link;
use crate::ui::parts::{icon, small_icon};
use crate::ui::view;

/// The card of the state. Who has no vote here has no state; after the close only who voted, or
/// nearly did.
pub(in crate::features::votes) fn vote_state(form: Form, ballot: Arc<Ballot>) -> AnyView {
    let shown = Memo::new(move |_| {
        let live = form.ballot().get()?;
        let may = can(live.mine.as_ref()) == Can::Yes;
        let closed = phase(&live) == Phase::Closed;
        let idle = closed && form.state.get() == State::Draft && !form.editing.get();
        (may && !idle).then(|| form.state.get())
    });
    let card = move || {
        let state = shown.get()?;
        let ballot = ballot.clone();
        let word = state.word();
        let content = match state {
            State::Draft => draft(form, &ballot),
            State::Sending => sending(form, ballot),
            State::Counted => counted(form, ballot),
        };
        Some(view! {
            <section
                class=format!("vote-state vote-state--{word} section") data-testid="vote-state" data-state=word
                aria-label=t().votes().ballot
            >
                {content}
            </section>
        })
    };
    let said = move || shown.get().map(said);
    view! {
        // It stays, so that a change is said also where the focus is elsewhere.
        <p class="visually-hidden" role="status">{said}</p>
        {card}
    }
    .into_any()
}

/// The state in a word.
fn said(state: State) -> &'static str {
    let v = t().votes();
    match state {
        State::Draft => v.draft,
        State::Sending => v.sending,
        State::Counted => v.counted,
    }
}

fn title(symbol: &str, word: &'static str) -> AnyView {
    view! { <h2 class="vote-state__title" tabindex="-1">{icon(symbol)} {word}</h2> }.into_any()
}

fn draft(form: Form, ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let phase = phase(ballot);
    let text = move || match phase {
        Phase::Announced => v.draft_announced,
        Phase::Closed => v.draft_unsent,
        Phase::Open if form.is_change() => v.draft_changing,
        Phase::Open if form.editing.get() => v.draft_text,
        Phase::Open => v.draft_empty,
    };
    let warning = move || {
        let not_kept = form.not_kept.get().then(|| i18n::sentence(&Error::Storage));
        not_kept.or_else(|| form.maybe_sent.get().then(|| v.taken_back_maybe.to_owned()))
    };
    view! {
        {title("edit", v.draft)}
        <p>{text}</p>
        {move || warning().map(|text| view! { <p class="button-reason">{small_icon("info")} <span>{text}</span></p> })}
    }
    .into_any()
}

fn sending(form: Form, ballot: Arc<Ballot>) -> AnyView {
    let v = t().votes();
    let busy = form.command().pending;
    let needs_sign_in = Memo::new(move |_| {
        form.pending
            .with(|e| e.as_ref().is_some_and(|e| e.needs_sign_in))
    });
    let text = move || match (busy.get(), needs_sign_in.get()) {
        (true, _) => v.sending_now,
        (false, true) => v.sending_sign_in,
        (false, false) => v.sending_text,
    };
    let id = ballot.id.clone();
    let ways = move || {
        if busy.get() {
            return None;
        }
        let send = if needs_sign_in.get() {
            sign_in_link(Route::Ballot(id.clone()))
        } else {
            view! {
                <button class="button button--primary" type="button" on:click=move |_| form.send_now()>
                    {icon("send")} {v.send_now}
                </button>
            }
            .into_any()
        };
        Some(view! {
            <div class="row">
                {send}
                <button class="button button--quiet" type="button" on:click=move |_| form.take_back()>
                    {icon("edit")} {v.take_back}
                </button>
            </div>
        })
    };
    let chosen = move || {
        let body = form
            .pending
            .with(|entry| entry.as_ref().map(|e| e.body.clone()))?;
        let vote: NewVote = linli_json::from_text(&body)?;
        Some(view! {
            <h3 class="vote-state__part">{v.chosen_waiting}</h3>
            {chosen_list(&ballot, &vote.choices)}
        })
    };
    view! {
        {title("clock", v.sending)}
        <p>{text}</p>
        {chosen}
        {ways}
    }
    .into_any()
}

fn counted(form: Form, ballot: Arc<Ballot>) -> AnyView {
    let v = t().votes();
    let vote = Memo::new(move |_| form.counted().map(|vote| Vote::clone(&vote)));
    let for_vote = ballot.clone();
    view! {
        {title("check", v.counted)}
        {move || match vote.get() {
            Some(vote) => with_vote(form, &for_vote, &vote),
            None => without_vote(form, &for_vote),
        }}
    }
    .into_any()
}

fn with_vote(form: Form, ballot: &Ballot, vote: &Vote) -> AnyView {
    let v = t().votes();
    let by = match (&vote.changed_by, vote.changed_at) {
        (Some(who), Some(at)) => Some((v.counted_by)(who, &words::when(at))),
        _ => None,
    };
    let household = ballot.unit == VotingUnit::Household;
    let open = phase(ballot) == Phase::Open;
    let change = move || {
        if form.may_change() {
            view! {
                <button class="button button--wide" type="button" data-change="" on:click=move |_| form.begin_change()>
                    {icon("edit")} {v.change}
                </button>
            }
            .into_any()
        } else {
            view! { <p class="button-reason">{small_icon("offline")} <span>{v.change_offline}</span></p> }.into_any()
        }
    };
    let until = (v.may_change)(&words::when(ballot.closes_at));
    view! {
        <p class="vote-state__by">
            {by} " · " {words::channel(&vote.channel)}
        </p>
        {receipt_card(&vote.receipt, &ballot.title)}
        <h3 class="vote-state__part">{v.chosen_by_us}</h3>
        {chosen_list(ballot, &vote.choices)}
        {household.then(|| view! { <p class="soft">{v.counted_household}</p> })}
        {open.then(|| view! { <p class="soft">{until}</p> {change} })}
    }
    .into_any()
}

/// The server says that there is a vote, and it cannot be read: after the close nobody can.
fn without_vote(form: Form, ballot: &Ballot) -> AnyView {
    let v = t().votes();
    let day = form.ballot().get_untracked().and_then(|live| {
        let mine = live.mine.clone()?;
        let day = mine.changed_on.map(i18n::day)?;
        let channel = mine.channel.as_ref().map(words::channel);
        Some(channel.map_or(day.clone(), |channel| format!("{day} · {channel}")))
    });
    let person = untrack(|| form.session().person());
    let number = receipts::of(&person, &ballot.id);
    let closed = phase(ballot) == Phase::Closed;
    view! {
        {day.map(|day| view! { <p class="vote-state__by">{day}</p> })}
        {closed.then(|| view! { <p>{v.counted_closed}</p> })}
        {number.map(|number| receipt_card(&number, &ballot.title))}
    }
    .into_any()
}
