//! What was chosen, in its order and with how the money ran; and why the others were not.

use std::sync::Arc;

use leptos::prelude::*;
use linli_tally::{Fate, NotChosen, Outcome, Step, pb};

use super::rows::{ALL, STEP, in_parts};
use crate::features::recount::model::kept::{Content, Counted};
use crate::features::recount::words::{self, Words};
use crate::i18n::t;
use crate::ui::bar::pieces;
use crate::ui::parts::icon;
use crate::ui::view;

/// More pieces than this are not seen in a bar.
const MOST_PIECES: usize = 60;
/// More names than this are no sentence.
const MOST_NAMES: usize = 12;

/// The file and the outcome of a count of options.
fn parts(counted: &Counted) -> Option<(&pb::File, &Outcome)> {
    match (&counted.kept.content, &counted.outcome) {
        (Content::Options(file), Some((_, outcome))) => Some((file, outcome)),
        _ => None,
    }
}

/// The chosen options in the order in which they were chosen.
pub(in crate::features::recount) fn winners(counted: &Arc<Counted>) -> AnyView {
    let r = t().recount();
    let Some((file, outcome)) = parts(counted) else {
        return ().into_any();
    };
    let words = Words::of(file);
    let chosen: Vec<usize> = outcome
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| matches!(step, Step::Chosen { .. }))
        .map(|(place, _)| place)
        .collect();
    if chosen.is_empty() {
        return view! { <h2 class="section__title">{r.chosen_none}</h2> }.into_any();
    }
    let title = (r.chosen)(chosen.len());
    let bar = (!words.seats() && chosen.len() <= MOST_PIECES)
        .then(|| pieces(&ends(outcome, file.election.budget())));
    let count = chosen.len();
    let from = counted.clone();
    let (rows, more) = in_parts(count, ALL, move |place| {
        parts(&from).map_or_else(
            || ().into_any(),
            |(file, outcome)| winner(file, &outcome.steps[chosen[place]], place + 1),
        )
    });
    view! {
        <h2 class="section__title">{title}</h2>
        <div class="recount__money">{bar} <p>{words.money_ran(outcome)}</p> {completion(words, outcome)}</div>
        <ol class="result__list" data-count=count.to_string()>{rows}</ol>
        {more}
    }
    .into_any()
}

/// From and to which thousandth of the budget each chosen option goes.
fn ends(outcome: &Outcome, budget: u64) -> Vec<(i64, i64)> {
    let thousandth = |amount: u64| {
        let part = u128::from(amount) * 1000 / u128::from(budget.max(1));
        i64::try_from(part.min(1000)).unwrap_or(1000)
    };
    let mut from = 0_u64;
    let mut ends = Vec::new();
    for step in &outcome.steps {
        if let Step::Chosen { cost, .. } = step {
            let to = from.saturating_add(*cost);
            ends.push((thousandth(from), thousandth(to)));
            from = to;
        }
    }
    ends
}

fn winner(file: &pb::File, step: &Step, place: usize) -> AnyView {
    let Step::Chosen {
        option,
        votes,
        cost,
        left,
        payment,
    } = step
    else {
        return ().into_any();
    };
    let r = t().recount();
    let words = Words::of(file);
    let seats = words.seats();
    let price = (!seats).then(|| format!(" · {}", words.money(*cost)));
    let rest = (!seats).then(|| (r.left_after)(&words.money(*left)));
    let paid = payment
        .as_ref()
        .and_then(|payment| words.paid(&payment.share))
        .map(|paid| format!(" · {paid}"));
    let id = file.election.options()[*option].id.clone();
    view! {
        <li class="result__row card" data-id=id>
            <span class="result__place number" aria-hidden="true">{place}</span>
            <div class="result__body">
                <h3 class="option__title"><bdi>{words.name(*option)}</bdi></h3>
                <p>{words.votes(*votes)} {price}</p>
                {rest.map(|rest| view! { <p class="soft">{rest} {paid}</p> })}
            </div>
            {icon("check")}
        </li>
    }
    .into_any()
}

/// How equal shares came to the share that everybody had.
fn completion(words: Words<'_>, outcome: &Outcome) -> Option<AnyView> {
    let r = t().recount();
    let completion = outcome.completion.as_ref()?;
    let share = words.share(&completion.share);
    let next = if completion.next.is_empty() {
        r.completion_all.to_owned()
    } else {
        let names = if completion.next.len() > MOST_NAMES {
            (r.options)(completion.next.len())
        } else {
            words.all(&completion.next)
        };
        (r.completion_next)(&names)
    };
    let added = (r.completion)(&words.units(completion.added), &share);
    Some(view! { <p class="soft">{added} " " {next}</p> }.into_any())
}

/// Every option that was not chosen, with the reason in a sentence.
pub(in crate::features::recount) fn left_out(counted: &Arc<Counted>) -> Option<AnyView> {
    let r = t().recount();
    let (_, outcome) = parts(counted)?;
    let left: Vec<usize> = (0..outcome.fates.len())
        .filter(|option| matches!(outcome.fates[*option], Fate::Not(_)))
        .collect();
    if left.is_empty() {
        return None;
    }
    let count = left.len();
    let from = counted.clone();
    let (rows, more) = in_parts(count, STEP, move |place| {
        let option = left[place];
        match parts(&from) {
            Some((file, outcome)) => match &outcome.fates[option] {
                Fate::Not(why) => loser(file, outcome, option, why),
                Fate::Chosen { .. } => ().into_any(),
            },
            None => ().into_any(),
        }
    });
    Some(
        view! {
            <section class="section">
                <h2 class="section__title">{(r.left_out)(count)}</h2>
                <ul class="result__list recount__list" data-testid="left-out" data-count=count.to_string()>{rows}</ul>
                {more}
            </section>
        }
        .into_any(),
    )
}

fn loser(file: &pb::File, outcome: &Outcome, option: usize, why: &NotChosen) -> AnyView {
    let r = t().recount();
    let words = Words::of(file);
    let choice = &file.election.options()[option];
    let cost =
        (!words.seats() && !choice.withdrawn).then(|| format!(" · {}", words.money(choice.cost)));
    view! {
        <li class="result__row card" data-id=choice.id.clone()>
            <div class="result__body">
                <h3 class="option__title"><bdi>{words.name(option)}</bdi></h3>
                <p>{words.votes(outcome.votes[option])} {cost}</p>
                <p class="result__why">
                    <strong>{r.why_not}</strong> " " <span data-why=words::reason(why)>{words.why(why)}</span>
                </p>
            </div>
        </li>
    }
    .into_any()
}
