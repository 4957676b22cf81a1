//! The desk across all that it does: what waits for it, who opened what, the catalogue, over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod files;
mod services;
mod work;
