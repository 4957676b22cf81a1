//! What may stand over every page: the question whether somebody is there, whom to ask, what was said of a scan, the
//! attract screen; and the corner for those who look after the device.

use std::cell::Cell;

use leptos::prelude::*;

use crate::domain::phone;
use crate::domain::route::Route;
use crate::features::kiosk::device::Device;
use crate::features::kiosk::model::idle::Phase;
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::{clock, document};
use crate::ui::parts::{art, icon};
use crate::ui::{changing, nav, view};

/// So many taps within this time open the staff's page.
const TAPS: u32 = 5;
const TAPS_MS: f64 = 5_000.0;

/// All of them.
pub fn around() -> AnyView {
    let device = Device::get();
    let session = Session::get();
    let asks = Memo::new(move |_| matches!(device.phase.get(), Phase::Warning(_)));
    let attracts = Memo::new(move |_| device.phase.get() == Phase::Attract);
    view! {
        {changing(move || device.said.get().map(|text| said(device, text)))}
        {changing(move || device.help.get().then(|| help(device, session)))}
        {changing(move || asks.get().then(|| still_there(device)))}
        {changing(move || attracts.get().then(|| attract(device, session)))}
    }
    .into_any()
}

/// The corner that nobody finds by chance.
pub(in crate::features::kiosk) fn corner() -> AnyView {
    thread_local! {
        static SINCE: Cell<(u32, f64)> = const { Cell::new((0, 0.0)) };
    }
    let tap = move |_| {
        let (taps, since) = SINCE.get();
        let now = clock::running();
        let (taps, since) = if now - since > TAPS_MS {
            (1, now)
        } else {
            (taps + 1, since)
        };
        SINCE.set((taps, since));
        if taps >= TAPS {
            SINCE.set((0, 0.0));
            nav::go(&Route::Kiosk);
        }
    };
    view! { <button class="kiosk-corner" type="button" tabindex="-1" aria-label=t().kiosk().health on:click=tap></button> }.into_any()
}

/// A dialog takes the focus, and keeps it.
fn dialog(name: &'static str, content: AnyView) -> AnyView {
    request_animation_frame(|| {
        document::focus(".kiosk-over button");
    });
    view! {
        <div
            class=format!("kiosk-over kiosk-over--{name}") role="dialog" aria-modal="true" aria-labelledby="kiosk-over"
            on:keydown=move |event| {
                if event.key() == "Tab" && document::go_round(".kiosk-over", event.shift_key()) {
                    event.prevent_default();
                }
            }
        >
            {content}
        </div>
    }
    .into_any()
}

fn still_there(device: Device) -> AnyView {
    let k = t().kiosk();
    let left = move || match device.phase.get() {
        Phase::Warning(seconds) => seconds,
        _ => 0,
    };
    let content = view! {
        <h2 class="kiosk-over__title" id="kiosk-over">{k.still_there}</h2>
        <p class="kiosk-over__text">{k.will_clear}</p>
        <p class="kiosk-count" role="timer">{left}</p>
        <button class="button button--primary kiosk-over__go" type="button" data-go-on="" on:click=move |_| device.go_on()>{k.go_on}</button>
        <button class="button kiosk-over__end" type="button" on:click=move |_| device.end()>{icon("logout")} {k.end}</button>
    };
    dialog("asks", content.into_any())
}

fn said(device: Device, text: &'static str) -> AnyView {
    view! {
        <div class="kiosk-said" role="alert">
            {icon("info")} <span>{text}</span>
            <button class="button" type="button" on:click=move |_| device.said.set(None)>{t().ui().close}</button>
        </div>
    }
    .into_any()
}

fn help(device: Device, session: Session) -> AnyView {
    let k = t().kiosk();
    let centre = session.community().map(|community| community.centre);
    let content = view! {
        <h2 class="kiosk-over__title" id="kiosk-over">{k.help_title}</h2>
        <p class="kiosk-over__text">{k.help_text}</p>
        {centre.map(|centre| view! { <p class="kiosk-over__phone">{centre.name} <strong>{phone::grouped(&centre.phone)}</strong></p> })}
        <ul class="kiosk-lines">
            {t().guide().always.iter().map(|(what, number)| view! { <li>{*what} <strong>{*number}</strong></li> }).collect_view()}
        </ul>
        <button class="button button--primary kiosk-over__go" type="button" on:click=move |_| device.help.set(false)>{t().ui().close}</button>
    };
    dialog("help", content.into_any())
}

/// Large, slow, and about nobody.
fn attract(device: Device, session: Session) -> AnyView {
    let k = t().kiosk();
    let text = move || k.attract.get(device.slide.get() % k.attract.len()).copied();
    let link = move || {
        if session.online.get() {
            k.link_up
        } else {
            k.link_down
        }
    };
    let centre = move || session.community().map(|community| community.centre);
    let content = view! {
        <button class="kiosk-attract" type="button" data-attract="" on:click=move |_| device.go_on()>
            {art("kiosk-attract__art", "art-street")}
            <span class="kiosk-attract__text">{text}</span>
            <span class="kiosk-attract__start" id="kiosk-over">{k.touch_to_start}</span>
            <span class="kiosk-attract__foot">
                {link} {move || centre().map(|centre| format!(" · {} {}", centre.name, phone::grouped(&centre.phone)))}
            </span>
        </button>
    };
    dialog("attract", content.into_any())
}
