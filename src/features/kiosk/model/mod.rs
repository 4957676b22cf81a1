//! What a kiosk decides without a browser: when it asks whether somebody is there, what was scanned,
//! which pages are forms.

pub(super) mod code;
pub(super) mod idle;
pub(super) mod place;
pub(super) mod scanner;
