//! Who I am here: signing in by code, card or demonstration; my household, its quota, and who opened its file; how the
//! app looks on this device; signing out, which clears it.

mod api;
mod components;
mod model;
mod pages;
mod store;

pub use pages::{accesses_page, hand_off_page, me_page, sign_in_page};
