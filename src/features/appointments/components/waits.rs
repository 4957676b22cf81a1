//! An entry of the waiting list: how many are before it, and the time that is held for it.

use leptos::prelude::*;
use linli_contract::{Hold, Waiting, WaitingState};

use super::booked::code;
use crate::domain::care::CarePage;
use crate::features::appointments::store::Visit;
use crate::features::appointments::{api, words};
use crate::i18n::{self, Style, t};
use crate::offline::Command;
use crate::ui::nav;
use crate::ui::page::heading;
use crate::ui::parts::{icon, status};
use crate::ui::view;

/// The whole entry.
pub(in crate::features::appointments) fn waits(visit: Visit, waiting: &Waiting) -> AnyView {
    let a = t().appointments();
    let command = Command::new();
    let (kind, symbol) = match waiting.state {
        WaitingState::Offered | WaitingState::Taken => ("ok", "check"),
        WaitingState::Waiting => ("wait", "clock"),
        _ => ("stop", "close"),
    };
    let open = matches!(waiting.state, WaitingState::Waiting | WaitingState::Offered);
    let days = format!("{} – {}", i18n::day(waiting.from), i18n::day(waiting.until));
    let before = waiting.before.map(|n| view! { <p>{(a.before)(n)}</p> });
    let id = waiting.id.clone();
    let leave = move |_| {
        let write = api::leave(&id, visit.code.get_untracked());
        command.send(write, move |answer| {
            if let Some(waiting) = linli_json::from_text::<Waiting>(&answer.body) {
                visit.fresh.set(false);
                visit.waiting.set(Some(waiting));
            }
        });
    };
    let refused = move || {
        command.error.get().map(|error| {
            view! { <p class="card card--wait" role="alert">{words::sentence(&error)}</p> }
        })
    };
    view! {
        {heading(a.wait_title, None)}
        {code(visit, visit.fresh.get_untracked())}
        {refused}
        <section class="card stack section" data-testid="waiting" data-state=waiting.state.as_str().to_owned()>
            <p>{status(kind, symbol, (a.wait_state)(&waiting.state))}</p>
            <p>{days}</p>
            {before}
            {waiting.offer.clone().map(|hold| offer(visit, hold))}
            {open.then(|| view! { <p><button class="button button--quiet" type="button" data-leave-wait="" on:click=leave>{a.leave_wait}</button></p> })}
        </section>
        <p class="section">
            <button class="button button--quiet" type="button" data-forget="" on:click=move |_| visit.forget_booking()>{icon("close")} {a.forget}</button>
        </p>
    }
    .into_any()
}

/// The held time: it is booked as any other, with the hold that is there.
fn offer(visit: Visit, hold: Hold) -> AnyView {
    let a = t().appointments();
    let when = i18n::instant(hold.slot.starts_at, Style::DayTime);
    // Made in the evening, it ends on the next day.
    let until = i18n::instant(hold.expires_at, Style::DayTime);
    let take = move |_| {
        visit.forget_form();
        visit.kind.set(vec![hold.slot.kind_id.0.clone()]);
        visit.hold.set(Some((hold.clone(), 0)));
        nav::go(&CarePage::Form.into());
    };
    view! {
        <p><strong>{when}</strong></p>
        <p>{(a.offer_until)(&until)}</p>
        <p><button class="button button--primary" type="button" on:click=take>{a.offer_take}</button></p>
    }
    .into_any()
}
