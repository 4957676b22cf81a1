//! What kind of device this is: somebody's own, or a screen for everybody.

use std::cell::Cell;

use super::{document, storage};

/// What a device that was made a kiosk keeps about itself: its settings. Nothing in it is about a person.
pub const KIOSK: &str = "linli.kiosk";

/// The kind of a device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Somebody's own phone or computer.
    #[default]
    Personal,
    /// A screen in a service centre: what somebody does here is in memory only, and goes with the page.
    Kiosk,
}

thread_local! {
    static MODE: Cell<Mode> = const { Cell::new(Mode::Personal) };
}

/// Finds out, once, before anything else is done. It is the same until the page is loaded again.
pub fn begin() {
    if storage::get(KIOSK).is_some() {
        MODE.set(Mode::Kiosk);
        document::set_root_attribute("data-mode", Some("kiosk"));
    }
}

/// The kind of this device.
pub fn now() -> Mode {
    MODE.get()
}

/// Whether everybody uses this device.
pub fn is_kiosk() -> bool {
    now() == Mode::Kiosk
}
