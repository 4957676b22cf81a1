//! The menu (居民点菜): find a service, read what it is, order it.
//!
//! Following an order is the feature `orders`.

mod api;
mod components;
mod form;
mod model;
mod pages;
mod store;

pub use pages::{lists_page, order_form_page, service_page, services_page};
