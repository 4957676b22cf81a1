//! `/kiosk` on a device that is none yet.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Kiosk, KioskPairing};

use crate::api as server;
use crate::domain::error::Error;
use crate::features::kiosk::api::{self, Decision};
use crate::i18n::{self, t};
use crate::offline::Session;
use crate::platform::{clock, leave, mode, storage, timer};
use crate::ui::page::{heading, plain_page};
use crate::ui::parts::icon;
use crate::ui::{changing, view};

thread_local! {
    /// Whether this device is about to begin anew as a kiosk. Clearing it mounts the page anew, which must not do it again.
    static BECOMING: Cell<bool> = const { Cell::new(false) };
}

#[derive(Clone)]
enum State {
    /// Nothing was asked yet; what went wrong before, if anything did.
    Idle(Option<Error>),
    /// On its way.
    Asking,
    /// The code is shown.
    Waiting(KioskPairing),
}

/// Makes this device a kiosk, when a worker agrees. Nobody gets there by accident: it takes a tap and a worker.
pub fn pairing_page() -> AnyView {
    let k = t().kiosk();
    let session = Session::get();
    let state = RwSignal::new(State::Idle(None));
    // It may be one already: the browser's storage was cleared, and its cookie was not.
    spawn_local(async move {
        if !BECOMING.get()
            && let Ok(answer) = server::get(api::KIOSK).await
            && linli_json::from_text::<Kiosk>(&answer.body).is_some()
            && !state.is_disposed()
        {
            become_kiosk(session, &answer.body).await;
        }
    });
    let content = changing(move || {
        match state.get() {
        State::Idle(error) => view! {
            {error.map(|error| view! { <p class="kiosk-alert" role="alert">{icon("warn")} <span>{i18n::read_sentence(&error)}</span></p> })}
            <button class="button button--primary button--wide" type="button" on:click=move |_| begin(session, state)>{k.pair}</button>
        }
        .into_any(),
        State::Asking => view! { <p role="status">{t().ui().sending}</p> }.into_any(),
        State::Waiting(pairing) => view! {
            <p>{k.pair_code}</p>
            <p class="kiosk-code" data-code="">{spaced(&pairing.user_code)}</p>
            <p role="status">{k.pair_waits}</p>
        }
        .into_any(),
    }
    });
    let content = view! {
        {heading(k.pair_title, Some(k.pair_lead.to_owned()))}
        <div class="card stack">{content}</div>
        <ol class="kiosk-steps">{k.pair_steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view()}</ol>
    };
    plain_page("kiosk-pairing", "", k.pair_title, content.into_any())
}

fn begin(session: Session, state: RwSignal<State>) {
    state.set(State::Asking);
    spawn_local(async move {
        let over = match api::request::<KioskPairing>(api::PAIRINGS).await {
            Ok(pairing) => {
                state.try_set(State::Waiting(pairing.clone()));
                wait(session, state, pairing).await
            }
            Err(error) => Some(error),
        };
        state.try_set(State::Idle(over));
    });
}

/// Polls until it is decided, too old, or the page has gone.
async fn wait(session: Session, state: RwSignal<State>, pairing: KioskPairing) -> Option<Error> {
    let until = deadline(pairing.expires_at.0 - clock::now().0);
    let pause = i32::try_from(pairing.interval_seconds.clamp(1, 60) * 1_000).unwrap_or(5_000);
    while !state.is_disposed() && clock::running() < until {
        timer::sleep(pause).await;
        match api::claim::<Kiosk>(api::PAIRING_CLAIM, &pairing.device_code).await {
            Decision::Waits => {}
            Decision::Given(kiosk) => {
                become_kiosk(session, &linli_json::to_text(&kiosk)).await;
                return None;
            }
            Decision::Over(error) => return Some(error),
        }
    }
    None
}

/// When something that lives for so many milliseconds is over, by the clock that runs forward.
pub(super) fn deadline(lives_ms: i64) -> f64 {
    let lives = i32::try_from(lives_ms.clamp(10_000, 900_000)).unwrap_or(300_000);
    clock::running() + f64::from(lives)
}

/// Digits in two groups, as they are read out.
pub(super) fn spaced(digits: &str) -> String {
    match digits.split_at_checked(3) {
        Some((first, rest)) => format!("{first} {rest}"),
        None => digits.to_owned(),
    }
}

/// Nothing of whoever used this device before stays on it.
async fn become_kiosk(session: Session, settings: &str) {
    if BECOMING.replace(true) {
        return;
    }
    session.sign_out().await;
    storage::wipe();
    let _ = storage::set(mode::KIOSK, settings);
    leave::begin_anew("/");
}
