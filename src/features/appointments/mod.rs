//! Appointments: what for, where and with whom, a time that is held, and the booking, which is seen, moved
//! and cancelled by its code. One engine for every kind; nothing of it is kept on the device.

mod api;
mod components;
mod model;
mod pages;
mod store;
mod words;

pub use pages::{book_page, booking_page, form_page, slots_page, waiting_page};
