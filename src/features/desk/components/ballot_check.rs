//! What stands in the way of opening a ballot, what would be fixed, and opening it.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{Ballot, BallotCheck, CheckProblem};

use crate::domain::load::LoadState;
use crate::features::desk::api;
use crate::features::desk::drafting::{Drafting, target};
use crate::features::desk::model::draft::{self, Place};
use crate::i18n::t;
use crate::offline::Command;
use crate::platform::{clock, document};
use crate::ui::ballot::{hashed_terms, when};
use crate::ui::dialog::confirm;
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::small_icon;
use crate::ui::problem::{lines, summary};
use crate::ui::toast::Toasts;
use crate::ui::view;

/// The check of the stored draft.
pub(in crate::features::desk) fn ballot_check(drafting: Drafting) -> AnyView {
    let b = t().desk_ballots();
    let changed = Memo::new(move |_| drafting.changed());
    let note = move || {
        let text = if drafting.is_new() {
            b.check_first
        } else if changed.get() {
            b.check_unsaved
        } else {
            return None;
        };
        Some(view! { <p class="button-reason">{small_icon("info")} <span>{text}</span></p> })
    };
    let opening = Opening {
        drafting,
        open: RwSignal::new(false),
        command: Command::new(),
        meanwhile: RwSignal::new(false),
        changed,
    };
    opening.mind_others();
    let found = (!drafting.is_new()).then(|| {
        let query = drafting.check;
        loadable(
            move || query.get(),
            query.state(),
            move || query.refresh(),
            skeleton_rows,
            move |check| view! { {findings(&check)} {opening.view(check)} }.into_any(),
        )
    });
    view! {
        <section class="card stack" data-testid="check">
            <h2 class="card__title">{b.check}</h2>
            {note} {found}
        </section>
    }
    .into_any()
}

/// What is to be put right; each line leads to its field.
fn findings(check: &BallotCheck) -> AnyView {
    let b = t().desk_ballots();
    let count = check.problems.len();
    if count == 0 {
        return view! {
            <p class="row" data-problems="0">{small_icon("check")} <strong>{b.check_fine}</strong></p>
        }
        .into_any();
    }
    let rows = check.problems.iter().map(finding).collect_view();
    view! {
        <p data-problems=count.to_string()><strong>{(b.check_wrong)(count)}</strong></p>
        <ul class="desk__findings">{rows}</ul>
    }
    .into_any()
}

fn finding(problem: &CheckProblem) -> AnyView {
    let b = t().desk_ballots();
    let place = draft::place(&problem.pointer);
    let sentence = (b.check_code)(&problem.code);
    let sentence = match place {
        Some(Place::Option(place)) => (b.check_option)(place + 1) + sentence,
        _ => sentence.to_owned(),
    };
    let Some(place) = place else {
        return view! { <li>{sentence}</li> }.into_any();
    };
    let selector = format!("#{}", target(place));
    let href = selector.clone();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        document::scroll_into_view(&selector);
        document::focus(&selector);
    };
    view! { <li><a class="error-summary__link" href=href on:click=go>{sentence}</a></li> }
        .into_any()
}

/// Opening a ballot as it was checked.
#[derive(Clone, Copy)]
struct Opening {
    drafting: Drafting,
    open: RwSignal<bool>,
    command: Command,
    /// Somebody changed the draft after the check.
    meanwhile: RwSignal<bool>,
    changed: Memo<bool>,
}

impl Opening {
    fn mind_others(self) {
        Effect::new(move |_| {
            let error = self.command.error;
            if error.with(|error| error.as_ref().is_some_and(|e| e.status() == 409)) {
                self.open.set(false);
                self.meanwhile.set(true);
                self.drafting.ballot.refresh();
                self.drafting.check.refresh();
            }
        });
    }

    fn view(self, check: Arc<BallotCheck>) -> AnyView {
        let b = t().desk_ballots();
        let error = self.command.error;
        let found = Signal::derive(move || match error.get() {
            Some(_) if self.meanwhile.get() => {
                vec![("check-open".to_owned(), b.terms_changed.to_owned())]
            }
            Some(error) => lines(&error, &[], "check-open"),
            None => Vec::new(),
        });
        let fine = check.problems.is_empty();
        let why = move || {
            if !fine {
                Some(b.open_why_problems)
            } else if self.changed.get() {
                Some(b.open_why_unsaved)
            } else if self.drafting.check.state().get() != LoadState::Ready {
                // What is shown is an earlier check.
                Some(b.reading)
            } else {
                None
            }
        };
        let why = Memo::new(move |_| why());
        let later = Memo::new(move |_| {
            let ballot = self.drafting.ballot.get();
            ballot.is_some_and(|ballot| ballot.opens_at > clock::now())
        });
        let label = move || if later.get() { b.open_later } else { b.open };
        let ask = move |_| {
            if why.get_untracked().is_none() {
                self.open.set(true);
            }
        };
        let reason = move || {
            why.get().map(|why| view! {
                <p class="button-reason" id="open-why">{small_icon("info")} <span>{why}</span></p>
            })
        };
        let hash = check.terms_hash.clone();
        let act = StoredValue::new(hash);
        let for_dialog = check.clone();
        let dialog = confirm(
            self.open,
            "#check-open",
            b.open_title,
            move || self.what_is_fixed(&for_dialog),
            ("button--primary", b.open),
            self.command.pending.into(),
            move || self.send(act.get_value()),
        );
        view! {
            <div class="stack">
                <h3 class="card__title">{b.frozen}</h3>
                <p class="soft">{b.frozen_text}</p>
                {hashed_terms(check.terms_hash.clone(), check.terms.clone())}
            </div>
            {summary(found, error)}
            {reason}
            <button
                class="button button--primary" type="button" id="check-open"
                aria-disabled=move || why.get().is_some().then_some("true")
                aria-describedby=move || why.get().is_some().then_some("open-why")
                on:click=ask
            >
                {label}
            </button>
            {dialog}
        }
        .into_any()
    }

    /// What cannot be changed any more, in words, with its hash.
    fn what_is_fixed(self, check: &BallotCheck) -> AnyView {
        let b = t().desk_ballots();
        let Some(ballot) = self.drafting.ballot.get_untracked() else {
            return ().into_any();
        };
        let opens = if ballot.opens_at > clock::now() {
            (b.open_at)(&when(ballot.opens_at))
        } else {
            b.open_now.to_owned()
        };
        let roll = (t().votes().roll_units)(&ballot.roll.name, ballot.roll.units);
        let options = (b.open_options)(ballot.options.len());
        let closes = (b.open_until)(&when(ballot.closes_at));
        let hash = check.terms_hash.clone();
        view! {
            <p><strong>{ballot.title.clone()}</strong></p>
            <ul class="desk__findings">
                <li>{opens}</li>
                <li>{closes}</li>
                <li>{roll}</li>
                <li>{options}</li>
                <li>{ballot.rule_text.clone()}</li>
            </ul>
            <p class="soft">{t().votes().fingerprint} " " <span class="fingerprint__hash">{hash}</span></p>
            <p>{b.open_final}</p>
        }
        .into_any()
    }

    fn send(self, hash: String) {
        let Some(id) = self.drafting.id() else { return };
        self.meanwhile.set(false);
        self.command.send(api::opening(&id, hash), move |answer| {
            Toasts::say(t().desk_ballots().opened);
            if self.open.try_set(false).is_some() {
                return;
            }
            let taken = linli_json::from_text::<Ballot>(&answer.body).is_some()
                && self.drafting.ballot.accept_answer(&answer).is_ok();
            if !taken {
                self.drafting.ballot.refresh();
            }
            request_animation_frame(|| {
                document::focus("main h1");
            });
        });
    }
}
