//! An entry of a household's points, as the desk sees it.

use leptos::prelude::*;
use linli_contract::{DeskEntry, EntryKind, EntryState};

use crate::features::desk::model::points::{Standing, standing};
use crate::i18n::t;
use crate::ui::parts::status;
use crate::ui::points::{day, signed, when};
use crate::ui::view;

/// What it is, whose, for what, who recorded it, and what was said about it.
pub(in crate::features::desk) fn entry_about(desk: &DeskEntry) -> AnyView {
    let p = t().desk_points();
    let entry = &desk.entry;
    let who = match entry.kind {
        EntryKind::Redeem => p.by_household.to_owned(),
        _ if desk.recorded_by_me => p.by_me.to_owned(),
        _ => (p.by)(&desk.recorded_by),
    };
    let recorded = [&*who, &*when(entry.recorded_at)].join(" · ");
    let until = entry
        .notice_until
        .filter(|_| entry.state == EntryState::Pending)
        .map(|at| {
            if entry.kind == EntryKind::Redeem {
                (p.held_until)(&when(at))
            } else {
                (p.notice_until)(&when(at))
            }
        });
    let reviewed = desk.reviewed_by.as_ref().map(|second| {
        // What the second worker said against it is why it is void, and stands there.
        let said = desk.review_text.as_deref();
        let said = said
            .filter(|_| desk.void_reason.is_none())
            .unwrap_or_default();
        (p.reviewed_by)(second, said)
    });
    let soft = |text: String| view! { <p class="soft">{text}</p> };
    view! {
        <div class="order-card__head">
            <h3 class="order-card__title">{entry.title.clone()}</h3>
            {entry_state(desk)}
        </div>
        <p><strong>{amount(entry.standing, entry.spendable)}</strong></p>
        <p>{desk.address.clone()} " · " {day(entry.for_day)}</p>
        {entry.note.clone().map(|note| view! { <p class="comment__text">{note}</p> })}
        {until.map(|until| view! { <p>{until}</p> })}
        {soft(recorded)}
        {reviewed.map(soft)}
        {desk.void_reason.clone().map(|why| view! { <p class="wish__reason">{why}</p> })}
    }
    .into_any()
}

/// By how many points both accounts move.
pub(in crate::features::desk) fn amount(standing: i64, spendable: i64) -> String {
    let p = t().desk_points();
    match (standing, spendable) {
        (0, spendable) => (p.spendable)(&signed(spendable)),
        (standing, 0) => (p.standing)(&signed(standing)),
        (standing, spendable) => [
            (p.standing)(&signed(standing)),
            (p.spendable)(&signed(spendable)),
        ]
        .join(" · "),
    }
}

fn entry_state(desk: &DeskEntry) -> AnyView {
    let p = t().desk_points();
    match standing(desk) {
        Standing::Waiting => status("wait", "clock", p.state_waiting),
        Standing::Objected => status("wait", "warn", p.state_objected),
        Standing::Notice => status("wait", "clock", p.state_notice),
        Standing::Held => status("wait", "box", p.state_held),
        Standing::Posted => status("done", "check", p.state_posted),
        Standing::Reversed => status("closed", "refresh", p.state_reversed),
        Standing::Refused => status("closed", "close", p.state_refused),
        Standing::Voided => status("closed", "close", p.state_voided),
        Standing::Other => status("open", "info", p.state_other),
    }
}
