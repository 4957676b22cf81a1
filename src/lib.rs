//! The Linli app: a single-page app for a neighbourhood, in Leptos, compiled to WebAssembly.
//!
//! Imports go one way, and `tests/architecture.rs` holds them to it:
//! `app → features → {offline → api, ui → i18n} → platform → domain`.

// So that what `view!` writes finds it, here and in the tests in the browser.
extern crate self as linli;

pub mod api;
pub mod app;
pub mod domain;
pub mod features;
pub mod i18n;
pub mod offline;
pub mod platform;
pub mod ui;
