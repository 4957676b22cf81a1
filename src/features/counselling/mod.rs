//! Somebody to talk to: the quiet page, self-checks, whom to call, something to read. Booking is the
//! feature `appointments`.

mod api;
mod components;
mod model;
mod pages;
mod store;

pub use pages::{check_page, checks_page, counselling_page, crisis_page, reading_page};
