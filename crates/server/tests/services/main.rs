//! Ordering services as clients do it: over HTTP, against a database with the whole neighbourhood.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/mod.rs"]
mod common;

mod catalogue;
mod deciding;
mod desk;
mod filling;
mod following;
mod owing;
mod placing;
mod seed;
mod uploads;
mod wishes;
