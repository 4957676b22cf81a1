//! Who I am here: signing in by code, card or demonstration; my household and its quota; how the
//! app looks on this device; signing out, which clears it.

mod api;
mod components;
mod model;
mod pages;
mod store;

pub use pages::{hand_off_page, me_page, sign_in_page};
