//! What the kiosk is and what goes on at it. One exists, made under the root when the kiosk's code has come; it watches
//! the screen for the rest of the page's life, and ends that life when nobody is there any more.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Kiosk, Timestamp};

use super::api as calls;
use super::model::idle::{Idle, Limits, Phase};
use super::model::place::place;
use super::scans;
use crate::api;
use crate::domain::error::Error;
use crate::domain::route::Route;
use crate::offline::Session;
use crate::platform::{clock, document, leave, mode, storage, task, timer, watch};
use crate::ui::appearance::Appearance;
use crate::ui::effect::effect;

/// How often it is looked whether somebody is there.
const LOOK_MS: i32 = 250;
/// How often the server is asked what this device is.
const HEARTBEAT_MS: i32 = 60_000;
/// Signing out is told the server for so long; the next page tells it again.
const FAREWELL_MS: i32 = 1_500;
/// An attract screen says the next thing after so long.
const SLIDE_MS: f64 = 12_000.0;

thread_local! {
    static ENDING: Cell<bool> = const { Cell::new(false) };
}

/// The kiosk.
#[derive(Clone, Copy)]
pub struct Device {
    /// What it is; without a network as it was last.
    pub(super) settings: RwSignal<Kiosk>,
    /// What the screen does.
    pub(super) phase: RwSignal<Phase>,
    /// Which of its texts the attract screen says.
    pub(super) slide: RwSignal<usize>,
    /// Whether the controls are in the lower 40 %.
    pub low: RwSignal<bool>,
    /// Whether somebody asked for help.
    pub(super) help: RwSignal<bool>,
    /// What is said about a scan, or about reading aloud.
    pub(super) said: RwSignal<Option<&'static str>>,
    /// A card that was scanned.
    pub(super) card: RwSignal<Option<String>>,
    /// When the server last answered.
    pub(super) contact: RwSignal<Option<Timestamp>>,
    /// Whether the staff's page is open.
    pub(super) staff: RwSignal<bool>,
    fresh: RwSignal<bool>,
    idle: StoredValue<Idle>,
    pub(super) route: RwSignal<Route>,
}

impl Device {
    /// The kiosk, from anywhere under the root.
    pub fn get() -> Self {
        match use_context::<Self>() {
            Some(device) => device,
            None => Session::get().keep(Self::start),
        }
    }

    fn start() -> Self {
        let settings = storage::get(mode::KIOSK)
            .and_then(|text| linli_json::from_text(&text))
            .unwrap_or_else(unknown);
        let route = use_context::<RwSignal<Route>>().unwrap_or_else(|| RwSignal::new(Route::Home));
        let device = Self {
            settings: RwSignal::new(settings),
            phase: RwSignal::new(Phase::Used),
            slide: RwSignal::new(0),
            low: RwSignal::new(false),
            help: RwSignal::new(false),
            said: RwSignal::new(None),
            card: RwSignal::new(None),
            contact: RwSignal::new(None),
            staff: RwSignal::new(false),
            fresh: RwSignal::new(true),
            idle: StoredValue::new(Idle::new(clock::running())),
            route,
        };
        device.follow();
        device.watch();
        scans::listen(device);
        device.stay_in_contact();
        device
    }

    /// Which page is shown decides how long it waits.
    fn follow(self) {
        let session = Session::get();
        let appearance = Appearance::get();
        let choices = Memo::new(move |_| (appearance.language.get(), appearance.elder.get()));
        effect(move |first| {
            choices.track();
            if !first {
                self.fresh.set(false);
            }
        });
        effect(move |first| {
            let route = self.route.get();
            if route != Route::Home || !session.person().is_empty() {
                self.fresh.set(false);
            }
            let shown = place(&route, self.fresh.get());
            let (limits, now) = (self.limits(), clock::running());
            self.idle.update_value(|idle| idle.show(shown, limits, now));
            self.said.set(None);
            self.help.set(false);
            // Whoever turns to another page is told at once when this is a kiosk no more.
            if !first {
                task::spawn(self.ask());
            }
        });
    }

    fn watch(self) {
        watch::on_touch(move |at| {
            let limits = self.limits();
            self.idle.update_value(|idle| idle.touch(limits, at));
            self.look();
        });
        watch::on_return(move || self.look());
        watch::never_bring_back();
        task::spawn(async move {
            loop {
                timer::sleep(LOOK_MS).await;
                self.look();
            }
        });
    }

    fn limits(self) -> Limits {
        self.settings.with_untracked(Limits::of)
    }

    /// Looks at the clock.
    fn look(self) {
        let now = clock::running();
        let phase = self.idle.get_value().phase(self.limits(), now);
        if phase == Phase::Over {
            self.end();
        } else if self.phase.get_untracked() != phase {
            self.phase.set(phase);
            if phase == Phase::Attract {
                self.low.set(false);
            }
            // One question at a time.
            if phase != Phase::Used {
                self.help.set(false);
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a clock that began at 0"
        )]
        let slide = (now / SLIDE_MS) as usize;
        if phase == Phase::Attract && self.slide.get_untracked() != slide {
            self.slide.set(slide);
        }
    }

    /// Somebody says that they are there.
    pub(super) fn go_on(self) {
        let (limits, now) = (self.limits(), clock::running());
        self.idle.update_value(|idle| idle.go_on(limits, now));
        self.look();
    }

    /// Ends what somebody did here: the screen is empty at once, the server is told, and the first page is loaded anew,
    /// which is the one thing that is sure to empty the memory.
    pub fn end(self) {
        end_at("/");
    }

    /// Asks the server now and then what this device is. When it is a kiosk no more, that ends at once.
    fn stay_in_contact(self) {
        task::spawn(async move {
            loop {
                self.ask().await;
                stay_signed_in().await;
                timer::sleep(HEARTBEAT_MS).await;
            }
        });
        // Before anybody does anything, what everybody may read is kept for a time without a network.
        let session = Session::get();
        let ready = Memo::new(move |_| session.community().is_some());
        effect(move |_| {
            if ready.get() {
                spawn_local(async move {
                    for path in calls::PUBLIC {
                        Session::keep_public(path, move || self.fresh.get_untracked()).await;
                    }
                });
            }
        });
    }

    /// Asks once.
    pub(super) async fn ask(self) {
        match api::get(calls::KIOSK).await {
            Ok(answer) => {
                if let Some(kiosk) = linli_json::from_text::<Kiosk>(&answer.body) {
                    let _ = storage::set(mode::KIOSK, &answer.body);
                    self.contact.set(Some(clock::now()));
                    if self.settings.with_untracked(|known| *known != kiosk) {
                        self.settings.set(kiosk);
                    }
                }
            }
            Err(error) => mind(&error),
        }
    }

    /// Somebody may be signed in from now on: should the page die, they are signed out when it begins again. Nothing is
    /// kept any more.
    pub(super) fn expect_sign_in(self) {
        self.fresh.set(false);
        let _ = storage::set(storage::USED, "1");
    }
}

/// Ends, and begins anew with a page.
fn end_at(path: &'static str) {
    if ENDING.replace(true) {
        return;
    }
    document::clear();
    if storage::get(storage::USED).is_none() {
        return leave::begin_anew(path);
    }
    task::spawn(async move {
        let _ = api::sign_out().await;
        leave::begin_anew(path);
    });
    task::spawn(async move {
        timer::sleep(FAREWELL_MS).await;
        leave::begin_anew(path);
    });
}

/// Somebody who writes for long asks the server nothing meanwhile, which ends a kiosk's session after some minutes: so
/// it is asked who they are. When the session is over all the same, so is everything here.
async fn stay_signed_in() {
    let signed_in = storage::get(storage::PERSON).is_some_and(|person| !person.is_empty());
    if signed_in && let Err(error) = api::get("/v1/me").await {
        mind(&error);
        if error.needs_sign_in() {
            end_at("/");
        }
    }
}

/// An answer may say that this device is a kiosk no more.
pub(super) fn mind(error: &Error) {
    if error.code() == "kiosk_not_paired" {
        storage::remove(mode::KIOSK);
        end_at("/kiosk");
    }
}

/// A kiosk whose settings are not readable: it learns them from the server.
fn unknown() -> Kiosk {
    Kiosk {
        id: "".into(),
        name: String::new(),
        place: String::new(),
        paired_at: Timestamp(0),
        staff_pin: linli_contract::PinCheck {
            salt: String::new(),
            iterations: 0,
            key: String::new(),
        },
        idle_seconds: 60,
        form_idle_seconds: 120,
        warning_seconds: 30,
        attract_seconds: 30,
    }
}
