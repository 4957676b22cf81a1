//! What the scanner does. It is a keyboard, so that what it types goes into whatever field has the focus: that is put
//! back as it was, and the scan is looked at by itself. It never comes into an address or a log.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::device::Device;
use super::model::code::{Scanned, read};
use super::model::idle::Phase;
use super::model::scanner::{Heard, SILENCE_MS, Scanner};
use crate::domain::route::Route;
use crate::i18n::t;
use crate::platform::document;
use crate::platform::timer::{self, Timeout};
use crate::platform::watch::{self, Held};
use crate::ui::nav;

/// What is heard now.
#[derive(Default)]
struct Ear {
    scanner: Scanner,
    /// What the field held before the first character.
    held: Option<Held>,
    /// Ends a scan that has no end of its own.
    silence: Option<Timeout>,
}

/// Listens from now on.
pub(super) fn listen(device: Device) {
    let ear = Rc::new(RefCell::new(Ear::default()));
    watch::on_key(move |key, at| {
        let heard = ear.borrow_mut().scanner.key(key, at);
        match heard {
            Heard::Nothing => {}
            Heard::First => ear.borrow_mut().held = Held::now(),
            Heard::Scan(text) => {
                finish(device, &ear, &text);
                return true;
            }
        }
        let late = ear.clone();
        ear.borrow_mut().silence = Some(timer::after(SILENCE_MS, move || {
            let heard = late.borrow_mut().scanner.silence();
            if let Heard::Scan(text) = heard {
                finish(device, &late, &text);
            }
        }));
        false
    });
}

fn finish(device: Device, ear: &RefCell<Ear>, text: &str) {
    // The last character may still be on its way into the field.
    let held = ear.borrow_mut().held.take();
    if let Some(held) = held {
        held.put_back();
    }
    match device.phase.get_untracked() {
        Phase::Used => {}
        Phase::Attract => device.go_on(),
        // What is asked is asked on the screen.
        Phase::Warning(_) | Phase::Over => return,
    }
    let here = device.route.get_untracked();
    match read(text, &document::origin()) {
        Scanned::Card(card) => {
            device.card.set(Some(card));
            if !matches!(here, Route::SignIn(_)) {
                let next = (here != Route::Home).then(|| Box::new(here));
                nav::go(&Route::SignIn(next));
            }
        }
        Scanned::Page(route) => nav::go(&route),
        Scanned::Unknown => device.said.set(Some(t().kiosk().scan_unknown)),
    }
}
