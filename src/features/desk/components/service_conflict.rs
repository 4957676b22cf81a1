//! A service that somebody else has changed while it was edited.

use leptos::prelude::*;

use super::pairs::{Pair, pairs};
use crate::features::desk::model::service::POINTERS;
use crate::i18n::t;
use crate::ui::parts::icon;
use crate::ui::{changing, view};

/// The pointers of the parts, and the ids of their fields.
pub(in crate::features::desk) const FIELDS: [(&str, &str); 9] = [
    (POINTERS[0], "service-name"),
    (POINTERS[1], "service-summary"),
    (POINTERS[2], "service-list"),
    (POINTERS[3], "service-payer"),
    (POINTERS[4], "service-price"),
    (POINTERS[5], "service-audience"),
    (POINTERS[6], "service-promise"),
    (POINTERS[7], "service-name-en"),
    (POINTERS[8], "service-summary-en"),
];

/// What the part at a place is called.
pub(in crate::features::desk) fn name(place: usize) -> &'static str {
    let d = t().desk_services();
    let names = [
        d.name,
        d.summary,
        d.list,
        d.payer,
        d.price,
        d.audience,
        d.promise,
        d.name_en,
        d.summary_en,
    ];
    names.get(place).copied().unwrap_or_default()
}

/// What is typed beside what is there now. `keep` goes on with what is typed, `take` takes the other over; `word`
/// says a value as it is shown.
pub(in crate::features::desk) fn service_conflict(
    theirs: Memo<Option<Vec<String>>>,
    mine: impl Fn() -> Vec<String> + Copy + Send + Sync + 'static,
    word: impl Fn(usize, &str) -> String + Copy + Send + Sync + 'static,
    keep: impl Fn(Vec<String>) + Copy + Send + Sync + 'static,
    take: impl Fn(Vec<String>) + Copy + Send + Sync + 'static,
) -> AnyView {
    changing(move || {
        let d = t().desk_services();
        let theirs = theirs.get()?;
        let shown = theirs.clone();
        let parts = move || {
            let differ = mine().into_iter().zip(shown.clone()).enumerate();
            let differ = differ.filter(|(_, (mine, theirs))| mine != theirs);
            pairs(
                differ
                    .map(|(place, (mine, theirs))| Pair {
                        name: name(place),
                        mine: word(place, &mine),
                        theirs: word(place, &theirs),
                        foot: None,
                    })
                    .collect(),
            )
        };
        let now = theirs.clone();
        Some(view! {
            <section class="conflict stack" data-conflict="">
                <h2 class="conflict__title" tabindex="-1">{icon("people")} {d.conflict}</h2>
                <p>{d.conflict_text}</p>
                {parts}
                <div class="row">
                    <button class="button button--soft button--small" type="button" on:click=move |_| keep(now.clone())>{d.keep_mine}</button>
                    <button class="button button--quiet button--small" type="button" on:click=move |_| take(theirs.clone())>{d.take_theirs}</button>
                </div>
            </section>
        })
    })
}
