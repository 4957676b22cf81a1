//! An entry in a list.

use leptos::prelude::*;
use linli_contract::{EntryState, PointsEntry};

use crate::domain::points::PointsPage;
use crate::features::points::words;
use crate::i18n::t;
use crate::ui::parts::badge;
use crate::ui::view;

/// Entries as a list; each leads to its page.
pub(in crate::features::points) fn entries<'a>(
    all: impl Iterator<Item = &'a PointsEntry>,
) -> AnyView {
    let rows = all.map(row).collect_view();
    view! { <ul class="card card--flush">{rows}</ul> }.into_any()
}

fn row(entry: &PointsEntry) -> AnyView {
    let (area, symbol) = words::symbol(&entry.kind);
    let mut about = words::day(entry.for_day);
    if let Some(until) = words::ends(entry) {
        about.push_str(" · ");
        about.push_str(&until);
    }
    // What simply counts needs no word.
    let plain = entry.state == EntryState::Posted && !entry.corrected && entry.appeal.is_none();
    let href = PointsPage::Entry(entry.id.clone()).to_string();
    view! {
        <li data-id=entry.id.0.clone() data-kind=entry.kind.as_str().to_owned() data-state=entry.state.as_str().to_owned()>
            <a class="list-row entry-row" href=href>
                {badge(area, symbol)}
                <span class="list-row__body">
                    <span class="list-row__title">{entry.title.clone()}</span>
                    {entry.note.clone().map(|note| view! { <span class="list-row__text entry-row__note">{note}</span> })}
                    <span class="list-row__text">{about}</span>
                    {(!plain).then(|| words::state(entry))}
                </span>
                {amounts(entry)}
            </a>
        </li>
    }
    .into_any()
}

/// What an entry moves: what can be spent first, then the standing.
pub(in crate::features::points) fn amounts(entry: &PointsEntry) -> AnyView {
    let p = t().points();
    let class = match entry.state {
        EntryState::Voided => "amounts amounts--void",
        EntryState::Pending => "amounts amounts--ahead",
        _ => "amounts",
    };
    let spendable = (entry.spendable != 0).then(|| {
        view! {
            <span class="visually-hidden">{p.balance} " "</span>
            <span class="amounts__first">{words::signed(entry.spendable)}</span>
        }
    });
    let standing = (entry.standing != 0 || entry.spendable == 0).then(|| {
        let word = (p.standing_of)(&words::signed(entry.standing));
        let class = if spendable.is_some() {
            "amounts__second"
        } else {
            "amounts__only"
        };
        view! { " " <span class=class>{word}</span> }
    });
    view! { <span class=class>{spendable} {standing}</span> }.into_any()
}
