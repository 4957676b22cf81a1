//! `/kiosk` at a kiosk: how the device is, for those who look after it. It opens with the staff's PIN, without a network
//! too.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::features::kiosk::components::{keypad, sheet};
use crate::features::kiosk::device::Device;
use crate::i18n::{self, Style, t};
use crate::platform::{clock, document, pin};
use crate::ui::page::{heading, plain_page};
use crate::ui::parts::{action, fact, icon};
use crate::ui::{changing, view};

/// Digits of the staff's PIN.
const PIN: usize = 6;
/// So many wrong ones, and it waits.
const TRIES: u32 = 5;
/// For so long.
const WAIT_MS: f64 = 60_000.0;

thread_local! {
    /// Wrong ones so far, and until when it waits.
    static WRONG: Cell<(u32, f64)> = const { Cell::new((0, 0.0)) };
}

/// The page.
pub fn health_page() -> AnyView {
    let device = Device::get();
    let k = t().kiosk();
    let content = view! {
        {heading(k.health, None)}
        {changing(move || if device.staff.get() { facts(device) } else { lock(device) })}
    };
    plain_page("kiosk-health", "", k.health, content.into_any())
}

fn lock(device: Device) -> AnyView {
    let k = t().kiosk();
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(None::<&'static str>);
    let check = move || {
        let (wrong, until) = WRONG.get();
        let now = clock::running();
        let text = typed.get_untracked();
        typed.set(String::new());
        if now < until {
            return said.set(Some(k.pin_wait));
        }
        let check = device
            .settings
            .with_untracked(|kiosk| kiosk.staff_pin.clone());
        spawn_local(async move {
            match pin::is_right(&check, &text).await {
                Some(true) => {
                    WRONG.set((0, 0.0));
                    device.staff.set(true);
                }
                Some(false) => {
                    let wrong = wrong + 1;
                    let until = if wrong >= TRIES { now + WAIT_MS } else { 0.0 };
                    WRONG.set((wrong % TRIES, until));
                    said.try_set(Some(if until > 0.0 { k.pin_wait } else { k.pin_wrong }));
                }
                None => drop(said.try_set(Some(k.pin_unable))),
            }
        });
    };
    let put = move |digit: char| {
        typed.update(|text| {
            if text.len() < PIN {
                text.push(digit);
            }
        });
        if typed.with_untracked(String::len) == PIN {
            check();
        }
    };
    let shown = move || {
        let count = typed.with(String::len);
        "•".repeat(count) + &"_".repeat(PIN - count)
    };
    view! {
        <div class="card stack">
            <p>{k.staff_pin}</p>
            <p class="kiosk-code" aria-label=move || (k.digits_typed)(k.staff_pin, typed.with(String::len))>{shown}</p>
            <p role="alert">{move || said.get()}</p>
            {keypad(put, move || typed.update(|text| _ = text.pop()))}
        </div>
    }
    .into_any()
}

fn facts(device: Device) -> AnyView {
    let k = t().kiosk();
    let testing = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let base = api::base_url();
    let backend = if base.is_empty() {
        document::origin()
    } else {
        base
    };
    let contact = move || match device.contact.get() {
        Some(at) => i18n::instant(at, Style::DayTime),
        None => k.no_contact.to_owned(),
    };
    let kiosk = device.settings.get();
    let ask = move || {
        busy.set(true);
        spawn_local(async move {
            device.ask().await;
            busy.try_set(false);
        });
    };
    let print = move |_| {
        testing.set(true);
        request_animation_frame(document::print);
    };
    view! {
        <dl class="card facts">
            {fact(k.fact_version, env!("CARGO_PKG_VERSION").into_any())}
            {fact(k.fact_program, document::program().unwrap_or_default().into_any())}
            {fact(k.fact_backend, backend.into_any())}
            {fact(k.fact_contact, view! { <span data-contact="">{contact}</span> }.into_any())}
            {fact(k.fact_name, kiosk.name.into_any())}
            {fact(k.fact_place, kiosk.place.into_any())}
            {fact(k.fact_id, kiosk.id.0.into_any())}
        </dl>
        <div class="stack">
            {action("button--wide", k.ask_now, busy.into(), ask)}
            <button class="button button--wide" type="button" on:click=print>{icon("print")} {k.print_test}</button>
            <button class="button button--wide" type="button" on:click=move |_| device.end()>{icon("refresh")} {k.reload}</button>
        </div>
        <p class="soft">{k.unpair_note}</p>
        {move || testing.get().then(|| sheet(k.print_test, "1234 5678", &document::origin()))}
    }
    .into_any()
}
