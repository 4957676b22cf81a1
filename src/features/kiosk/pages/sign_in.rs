//! Signing in at a kiosk: by one's own phone, or by the household's card. Never by a password or a code that comes to
//! the phone: others look on.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{KioskSignIn, Session as Entered};

use super::pairing::{deadline, spaced};
use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::features::kiosk::api::{self, Decision};
use crate::features::kiosk::components::keypad;
use crate::features::kiosk::device::{Device, mind};
use crate::i18n::{self, t};
use crate::offline::Session;
use crate::platform::{clock, document, history, timer};
use crate::ui::page::{heading, plain_page};
use crate::ui::parts::{action, icon};
use crate::ui::qr::qr;
use crate::ui::{changing, nav, view};

/// Digits of a card and of its PIN.
const CARD: usize = 8;
const PIN: usize = 6;

/// A sign-in on this page.
#[derive(Clone, Copy)]
struct Form {
    device: Device,
    session: Session,
    next: StoredValue<Route>,
    by_card: RwSignal<bool>,
    asked: RwSignal<Asked>,
    card: RwSignal<String>,
    pin: RwSignal<String>,
    at_pin: RwSignal<bool>,
    busy: RwSignal<bool>,
    error: RwSignal<Option<Error>>,
}

/// What became of the sign-in that waits for a phone.
#[derive(Clone)]
enum Asked {
    /// On its way.
    Asking,
    /// Its code is shown.
    Waiting(KioskSignIn),
    /// It is too old, or was refused.
    Over(Option<Error>),
}

/// The page.
pub fn sign_in_page(next: Option<&Route>) -> AnyView {
    let k = t().kiosk();
    let device = Device::get();
    device.expect_sign_in();
    let form = Form {
        device,
        session: Session::get(),
        next: StoredValue::new(next.cloned().unwrap_or(Route::Home)),
        by_card: RwSignal::new(false),
        asked: RwSignal::new(Asked::Asking),
        card: RwSignal::new(String::new()),
        pin: RwSignal::new(String::new()),
        at_pin: RwSignal::new(false),
        busy: RwSignal::new(false),
        error: RwSignal::new(None),
    };
    form.ask();
    Effect::new(move |_| {
        if let Some(card) = device.card.get() {
            form.by_card.set(true);
            form.card.set(card);
            form.pin.set(String::new());
            form.at_pin.set(true);
            device.card.set(None);
        }
    });
    let way = move |card: bool, symbol: &'static str, word: &'static str| {
        view! {
            <button
                class="button kiosk-way" type="button" aria-pressed=move || (form.by_card.get() == card).to_string()
                on:click=move |_| form.by_card.set(card)
            >
                {icon(symbol)} {word}
            </button>
        }
    };
    let content = view! {
        {heading(k.sign_in_title, Some(k.sign_in_lead.to_owned()))}
        <div class="kiosk-ways">{way(false, "qr", k.by_phone)} {way(true, "card", k.by_card)}</div>
        {changing(move || if form.by_card.get() { card(form) } else { phone(form) })}
        <p class="soft">{k.to_desk}</p>
    };
    plain_page("kiosk-sign-in", "", k.sign_in_title, content.into_any())
}

impl Form {
    /// Asks for a code for the phone, and polls until the phone has decided.
    fn ask(self) {
        self.asked.set(Asked::Asking);
        spawn_local(async move {
            let over = match api::request::<KioskSignIn>(api::SIGN_INS).await {
                Ok(waits) => {
                    self.asked.try_set(Asked::Waiting(waits.clone()));
                    self.wait(waits).await
                }
                Err(error) => Some(error),
            };
            if let Some(error) = &over {
                mind(error);
            }
            self.asked.try_set(Asked::Over(over));
        });
    }

    async fn wait(self, waits: KioskSignIn) -> Option<Error> {
        let until = deadline(waits.expires_at.0 - clock::now().0);
        let pause = i32::try_from(waits.interval_seconds.clamp(1, 60) * 1_000).unwrap_or(5_000);
        while clock::running() < until {
            timer::sleep(pause).await;
            if self.asked.is_disposed() {
                return None;
            }
            match api::claim::<Entered>(api::SIGN_IN_CLAIM, &waits.device_code).await {
                Decision::Waits => {}
                Decision::Given(entered) => {
                    self.enter(entered).await;
                    return None;
                }
                Decision::Over(error) => return Some(error),
            }
        }
        None
    }

    fn send_card(self) {
        let (card, pin) = (self.card.get_untracked(), self.pin.get_untracked());
        if self.busy.get_untracked() || card.len() != CARD || pin.len() != PIN {
            return;
        }
        self.busy.set(true);
        self.error.set(None);
        // The digits are gone from here whatever the answer is.
        self.pin.set(String::new());
        spawn_local(async move {
            match api::by_card::<Entered>(card, pin).await {
                Ok(entered) => self.enter(entered).await,
                Err(error) => {
                    mind(&error);
                    self.busy.try_set(false);
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    async fn enter(self, entered: Entered) {
        // Who has gone meanwhile is not signed in behind their back.
        let Some(next) = self.next.try_get_value() else {
            return self.device.end();
        };
        self.session.signed_in(&entered.me).await;
        if matches!(Route::parse(&history::path()), Route::SignIn(_)) {
            nav::replace(&next);
        }
    }
}

fn phone(form: Form) -> AnyView {
    let k = t().kiosk();
    changing(move || match form.asked.get() {
        Asked::Asking => {
            view! { <div class="card kiosk-phone"><p role="status">{t().ui().loading}</p></div> }
                .into_any()
        }
        Asked::Waiting(waits) => {
            let address = [&document::origin(), "/hand-off#", &waits.token].concat();
            view! {
                <div class="card kiosk-phone" data-user-code=waits.user_code.clone()>
                    <div class="kiosk-phone__code">{qr(&address, k.qr_label.to_owned())}</div>
                    <div class="kiosk-phone__text">
                        <p>{k.scan}</p>
                        <p class="kiosk-match">{k.match_number} <strong data-match="">{waits.match_number.clone()}</strong></p>
                        <p class="soft">{(k.no_camera)(&document::origin())} <strong data-code="">{spaced(&waits.user_code)}</strong></p>
                    </div>
                </div>
            }
            .into_any()
        }
        Asked::Over(error) => {
            let text = match &error {
                Some(error) => i18n::read_sentence(error),
                None => k.code_over.to_owned(),
            };
            view! {
                <div class="card stack" role="alert">
                    <p>{text}</p>
                    <button class="button button--primary" type="button" on:click=move |_| form.ask()>{icon("refresh")} {k.once_more}</button>
                </div>
            }
            .into_any()
        }
    })
}

fn card(form: Form) -> AnyView {
    let k = t().kiosk();
    let a = t().account();
    let field = move |pin: bool, label: &'static str| {
        let shown = move || {
            let (text, length) = if pin {
                ("•".repeat(form.pin.with(String::len)), PIN)
            } else {
                (form.card.get(), CARD)
            };
            let rest = "_".repeat(length - text.chars().count().min(length));
            text + &rest
        };
        let typed = move || {
            if pin {
                form.pin.with(String::len)
            } else {
                form.card.with(String::len)
            }
        };
        view! {
            <button
                class="kiosk-digits" type="button" aria-pressed=move || (form.at_pin.get() == pin).to_string()
                aria-label=move || (k.digits_typed)(label, typed())
                on:click=move |_| form.at_pin.set(pin)
            >
                <span class="kiosk-digits__label">{label}</span>
                <span class="kiosk-digits__text" aria-hidden="true">{shown}</span>
            </button>
        }
    };
    let put = move |digit: char| {
        if form.at_pin.get_untracked() {
            form.pin.update(|pin| push(pin, digit, PIN));
        } else {
            form.card.update(|card| push(card, digit, CARD));
            if form.card.with_untracked(String::len) == CARD {
                form.at_pin.set(true);
            }
        }
    };
    let take = move || {
        if form.at_pin.get_untracked() && form.pin.with_untracked(String::is_empty) {
            form.at_pin.set(false);
        } else if form.at_pin.get_untracked() {
            form.pin.update(|pin| _ = pin.pop());
        } else {
            form.card.update(|card| _ = card.pop());
        }
    };
    let missing = move || form.card.with(String::len) < CARD || form.pin.with(String::len) < PIN;
    view! {
        <div class="card stack">
            {changing(move || form.error.get().map(|error| view! {
                <p class="kiosk-alert" role="alert">{icon("warn")} <span>{i18n::sentence(&error)}</span></p>
            }))}
            <p>{k.card_lead}</p>
            <div class="kiosk-ways">{field(false, a.card)} {field(true, a.pin)}</div>
            {keypad(put, take)}
            <p class="soft" role="status">{move || if missing() { k.card_missing } else { "" }}</p>
            {action("button--primary button--wide", a.sign_in, form.busy.into(), move || form.send_card())}
        </div>
    }
    .into_any()
}

fn push(text: &mut String, digit: char, most: usize) {
    if text.len() < most {
        text.push(digit);
    }
}
