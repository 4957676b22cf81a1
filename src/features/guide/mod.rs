//! What the community tells everybody: announcements, guide pages, and whom to call.

mod components;
mod model;
mod pages;

pub use pages::{announcement_page, announcements_page, contacts_page, guide_page, guides_page};
