//! The pinned bar: what is left, and the one button, which says why it does not work.

use leptos::prelude::*;

use crate::features::votes::form::{Form, phase};
use crate::features::votes::model::choices::{Gap, Left};
use crate::features::votes::model::standing::Phase;
use crate::features::votes::words;
use crate::i18n::{self, t};
use crate::platform::{clock, document};
use crate::ui::bar::bar;
use crate::ui::parts::small_icon;
use crate::ui::view;

/// The bar while one chooses.
pub(in crate::features::votes) fn submit_bar(form: Form) -> AnyView {
    let v = t().votes();
    let why = Memo::new(move |_| why(form));
    let busy = form.command().pending;
    let label = move || match (busy.get(), form.is_change()) {
        (true, _) => t().ui().sending,
        (false, true) => v.submit_change,
        (false, false) => v.submit,
    };
    let tap = move |_| {
        if busy.get_untracked() {
            return;
        }
        if why.with_untracked(Option::is_some) {
            // To what is missing; the sentence stands over the button and is heard with it.
            document::scroll_into_view("[data-answered=false]");
            document::focus("[data-answered=false] input");
            return;
        }
        form.submit();
    };
    view! {
        <div class="action-bar">
            {move || form.left().map(left)}
            {move || why.get().map(|text| view! {
                <p class="button-reason" id="submit-why">{small_icon("info")} <span>{text}</span></p>
            })}
            <div class="action-bar__row">
                <button
                    class="button button--primary" type="button" data-submit=""
                    aria-disabled=move || why.with(Option::is_some).then_some("true")
                    aria-describedby=move || why.with(Option::is_some).then_some("submit-why")
                    aria-busy=move || busy.get().then_some("true")
                    on:click=tap
                >
                    {label}
                </button>
            </div>
            {move || form.is_change().then(|| view! {
                <button class="button button--quiet button--small" type="button" on:click=move |_| form.drop_draft()>{v.keep_old}</button>
            })}
        </div>
    }
    .into_any()
}

/// Why the vote cannot be handed in now.
fn why(form: Form) -> Option<String> {
    let v = t().votes();
    let ballot = form.ballot().get()?;
    if phase(&ballot) == Phase::Announced {
        if clock::now() >= ballot.opens_at {
            return Some(v.why_not_opened.to_owned());
        }
        return Some((v.why_announced)(&words::when(ballot.opens_at)));
    }
    form.gap().map(|gap| match gap {
        Gap::Nothing => v.why_nothing.to_owned(),
        Gap::Unanswered(count) => (v.why_unanswered)(count),
        Gap::TooMany(count) => (v.why_too_many)(count),
        Gap::Over(fen) => (v.why_over)(&i18n::money(fen)),
    })
}

/// What is left, in words and as a bar.
fn left(left: Left) -> AnyView {
    let v = t().votes();
    let (text, count, part) = match left {
        Left::Money { spent, budget } if spent > budget => {
            ((v.money_over)(&i18n::money(spent - budget)), None, 1000)
        }
        Left::Money { spent, budget } => {
            let text = (v.money_left)(&i18n::money(budget - spent), &i18n::money(budget));
            (text, None, part(spent, budget))
        }
        Left::Options { chosen, most } => ((v.options_left)(chosen, most), Some((chosen, most)), 0),
        Left::Matters { answered, all } => {
            ((v.matters_left)(answered, all), Some((answered, all)), 0)
        }
    };
    let part = count.map_or(part, |(some, all)| {
        let wide = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        self::part(wide(some), wide(all))
    });
    view! {
        <div class="ballot__left" role="status">
            <p class="ballot__left-text">{text}</p>
            {bar(part, None, "plain")}
        </div>
    }
    .into_any()
}

fn part(some: i64, all: i64) -> i64 {
    crate::features::votes::model::count::thousandths(some, all)
}
