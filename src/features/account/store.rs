//! What outlives the page: signing out mounts everything anew, and the next page says what
//! happened.

use std::cell::Cell;

thread_local! {
    static FAREWELL: Cell<Option<bool>> = const { Cell::new(None) };
}

/// Remembers that somebody has signed out, and whether the server was told.
pub(super) fn said_goodbye(told: bool) {
    FAREWELL.set(Some(told));
}

/// Whether somebody has signed out since, and whether the server was told.
pub(super) fn farewell() -> Option<bool> {
    FAREWELL.get()
}

/// Somebody signs in: that story is over.
pub(super) fn welcome() {
    FAREWELL.set(None);
}
