//! How the papers of a ballot add up, and noting how many were handed out.

use leptos::prelude::*;
use linli_contract::{Ballot, Page, PaperVote, Papers};
use std::sync::Arc;

use crate::domain::error::Error;
use crate::features::desk::api;
use crate::features::desk::model::papers::{Sums, handed_out, sums};
use crate::i18n::{self, t};
use crate::offline::{Command, Query};
use crate::ui::field::{Kind, text_field};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::{section, small_icon, submit};
use crate::ui::problem::{lines, of_field, summary};
use crate::ui::toast::Toasts;
use crate::ui::view;

const FIELD: &str = "handed-out";

/// The sums, and while the ballot takes votes the form of those handed out.
pub(in crate::features::desk) fn papers_sums(
    ballot: &Arc<Ballot>,
    papers: Query<Papers>,
    waiting: Query<Page<PaperVote>>,
    open: bool,
) -> AnyView {
    let all = Memo::new(move |_| {
        let papers = papers.get()?;
        let waiting = waiting.get()?;
        Some(sums(&papers, waiting.items.len()))
    });
    let shown = loadable(
        move || all.get().map(Arc::new),
        papers.state(),
        move || {
            papers.refresh();
            waiting.refresh();
        },
        skeleton_rows,
        |sums| figures(&sums),
    );
    let form = open.then(|| hand_out_form(ballot, papers));
    let content = view! { <div class="stack">{shown} {form}</div> };
    section(t().desk_ballots().sums, None, content.into_any())
}

fn figures(sums: &Sums) -> AnyView {
    let b = t().desk_ballots();
    let figure = |name: &'static str, value: i64, mark: &'static str| {
        let class = if value < 0 {
            "figure figure--late"
        } else {
            "figure"
        };
        view! {
            <div class=class data-sum=mark>
                <dt>{name}</dt>
                <dd class="figure__number">{value}</dd>
            </div>
        }
    };
    let told = if sums.rest < 0 {
        let text = (b.sum_too_many)(-sums.rest);
        view! { <p class="button-reason" role="status" data-fits="false">{small_icon("warn")} <strong>{text}</strong></p> }
            .into_any()
    } else {
        view! { <p class="button-reason" role="status" data-fits="true">{small_icon("check")} <span>{b.sums_fit}</span></p> }
            .into_any()
    };
    view! {
        <dl class="desk__figures">
            {figure(b.sum_out, sums.out, "out")}
            {figure(b.sum_counted, sums.counted, "counted")}
            {figure(b.sum_waiting, sums.waiting, "waiting")}
            {figure(b.sum_rest, sums.rest, "rest")}
        </dl>
        {told}
        <p class="soft">{b.sum_rest_note}</p>
    }
    .into_any()
}

fn hand_out_form(ballot: &Arc<Ballot>, papers: Query<Papers>) -> AnyView {
    let b = t().desk_ballots();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(Vec::<(String, String)>::new());
    let command = Command::new();
    // What is noted stands in the field until somebody types.
    let before = StoredValue::new(String::new());
    Effect::new(move |_| {
        let Some(papers) = papers.get() else { return };
        let noted = papers.handed_out.to_string();
        if typed.with_untracked(|typed| before.with_value(|before| typed == before)) {
            typed.set(noted.clone());
        }
        before.set_value(noted);
    });
    // Somebody else was quicker: their number is read, and stands above the one that is typed.
    Effect::new(move |_| {
        if command
            .error
            .with(|error| error.as_ref().is_some_and(Error::is_late))
        {
            papers.refresh();
        }
    });
    let found = Signal::derive(move || {
        let wrong = wrong.get();
        match command.error.get() {
            Some(error) if wrong.is_empty() => lines(&error, &[("/handed_out", FIELD)], FIELD),
            _ => wrong,
        }
    });
    let id = ballot.id.clone();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(number) = typed.with_untracked(|typed| handed_out(typed)) else {
            let sentence = i18n::field_sentence("not_a_number", None);
            return wrong.set(vec![(FIELD.to_owned(), sentence)]);
        };
        let Some(version) = papers.version() else {
            // A kept copy is shown: nothing is decided on it.
            papers.refresh();
            let sentence = t().desk().reading.to_owned();
            return wrong.set(vec![(FIELD.to_owned(), sentence)]);
        };
        wrong.set(Vec::new());
        command.send(api::hand_out(&id, version, number), move |answer| {
            Toasts::say(t().desk_ballots().out_set);
            if papers.accept_answer(&answer).is_err() {
                papers.refresh();
            }
        });
    };
    let kind = Kind {
        inputmode: "numeric",
        ..Kind::default()
    };
    view! {
        <form class="card stack" novalidate on:submit=send>
            {summary(found, command.error)}
            {text_field(FIELD, b.out_label, Some(b.out_hint), typed, of_field(found, FIELD), kind)}
            <p>{submit(b.out_send, command.pending.into())}</p>
        </form>
    }
    .into_any()
}
