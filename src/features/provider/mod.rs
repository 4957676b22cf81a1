//! Those with whom one can meet, and workers who look after such times: bookings of a day, opening and
//! closing times, the key for what only a provider may read, and who wants to be called. Nothing of it
//! is kept on the device but the key.

mod api;
mod components;
mod form;
mod model;
mod pages;
mod words;

pub use pages::{bookings_page, calls_page, key_page, shared_page, times_page};
