//! The time that is held: for how long still, a warning before it ends, one tap to hold it longer.

use leptos::prelude::*;
use linli_contract::{Hold, Timestamp};

use crate::features::appointments::model;
use crate::features::appointments::store::Visit;
use crate::i18n::{self, Style, t};
use crate::platform::{clock, task, timer};
use crate::ui::parts::icon;
use crate::ui::view;

/// The time, told anew every second for as long as the page lives.
pub(in crate::features::appointments) fn seconds() -> RwSignal<Timestamp> {
    let now = RwSignal::new(clock::now());
    task::spawn(async move {
        loop {
            timer::sleep(1000).await;
            if now.try_set(clock::now()).is_some() {
                break;
            }
        }
    });
    now
}

/// Where the hold stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Held,
    Soon,
    Ended,
}

/// The held time with its count-down.
pub(in crate::features::appointments) fn held(visit: Visit, minutes: Option<u32>) -> AnyView {
    let a = t().appointments();
    let now = seconds();
    let left = Memo::new(move |_| {
        let held = visit.hold.get();
        held.and_then(|(hold, ahead)| model::left(hold.expires_at, now.get(), ahead))
    });
    let warn = move |hold: &Hold| i64::from(hold.warn_seconds);
    let stage = Memo::new(move |_| {
        let warn = visit
            .hold
            .with(|held| held.as_ref().map(|(hold, _)| warn(hold)));
        match left.get() {
            Some((minutes, seconds)) if minutes * 60 + seconds > warn.unwrap_or(60) => Stage::Held,
            Some(_) => Stage::Soon,
            None => Stage::Ended,
        }
    });
    let longer = move |_| {
        let slot = visit
            .hold
            .with_untracked(|held| held.as_ref().map(|(hold, _)| hold.slot.id.clone()));
        if let Some(slot) = slot {
            visit.hold(&slot, minutes, || {});
        }
    };
    let when = move || {
        let starts = visit
            .hold
            .with(|held| held.as_ref().map(|(hold, _)| hold.slot.starts_at));
        starts.map(|at| i18n::instant(at, Style::DayTime))
    };
    let countdown = move || {
        left.get()
            .map(|(minutes, seconds)| (a.held)(&(a.clock)(minutes, seconds)))
    };
    let warning = move || {
        let (text, word) = match stage.get() {
            Stage::Held => return None,
            Stage::Soon => (a.ends_soon, a.extend),
            Stage::Ended => (a.hold_ended, a.hold_again),
        };
        Some(view! {
            <div class="stack" role="alert">
                <p class="row">{icon("warn")} <span>{text}</span></p>
                <p><button class="button button--primary" type="button" data-extend="" on:click=longer>{word}</button></p>
            </div>
        })
    };
    let word = move || match stage.get() {
        Stage::Held => "held",
        Stage::Soon => "soon",
        Stage::Ended => "ended",
    };
    view! {
        <section class="card stack held" data-testid="held" data-state=word>
            <p class="row held__when">{icon("calendar")} <span>{when}</span></p>
            <p role="timer" aria-live="off">{countdown}</p>
            {warning}
        </section>
    }
    .into_any()
}
