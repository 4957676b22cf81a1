//! How far it is, and the button that stops it.

use leptos::prelude::*;
use linli_tally::Progress;

use crate::features::recount::run::{Phase, Recount};
use crate::i18n::t;
use crate::ui::parts::icon;
use crate::ui::view;

/// A bar with words. Where nobody knows how much is left, the bar says so, and the words say how far it is.
pub(in crate::features::recount) fn progress(recount: Recount) -> AnyView {
    let r = t().recount();
    let thousandths = Memo::new(move |_| {
        recount.phase.with(|phase| match phase {
            Phase::Reading { part, .. } => Some(*part),
            Phase::Counting(Progress::Options { done, all }) => {
                Some((done * 1000).checked_div(*all).unwrap_or(0) as u64)
            }
            _ => None,
        })
    });
    let known = Memo::new(move |_| thousandths.get().is_some());
    let words = move || {
        recount.phase.with(|phase| match phase {
            Phase::Reading { votes, .. } => (r.read_so_far)(*votes),
            Phase::Counting(Progress::Options { done, all }) => (r.counted_options)(*done, *all),
            Phase::Counting(Progress::Units { added }) => (r.added_units)(&added.to_string()),
            _ => String::new(),
        })
    };
    let title = move || {
        recount.phase.with(|phase| match phase {
            Phase::Fetching => r.fetching,
            Phase::Counting(_) => r.counting,
            _ => r.reading,
        })
    };
    let bar = move || {
        if known.get() {
            view! {
                <progress
                    class="progress" max="1000" aria-label=r.progress
                    value=move || thousandths.get().unwrap_or(0).to_string()
                ></progress>
            }
            .into_any()
        } else {
            view! { <progress class="progress" aria-label=r.progress></progress> }.into_any()
        }
    };
    view! {
        <div class="card stack recount__progress">
            <h2 class="card__title">{title}</h2>
            {bar}
            <p class="soft">{words}</p>
            <p>
                <button class="button" type="button" data-stop="" on:click=move |_| recount.stop()>{icon("close")} {r.stop}</button>
            </p>
        </div>
    }
    .into_any()
}
