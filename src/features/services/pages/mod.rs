//! The pages of the menu.

mod check;
mod form;
mod lists;
mod person;
mod sent;
mod service;
mod services;
mod steps;

pub use form::order_form_page;
pub use lists::lists_page;
pub use service::service_page;
pub use services::services_page;
