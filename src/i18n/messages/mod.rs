//! Which texts there are. `zh` and `en` hold them, in files of the same names.

mod account;
mod appointments;
mod care;
mod desk;
mod desk_audit;
mod desk_ballots;
mod desk_kiosks;
mod desk_points;
mod desk_projects;
mod desk_services;
mod desk_work;
mod guide;
mod hand_off;
mod home;
mod kiosk;
mod orders;
mod points;
mod poster;
mod projects;
mod provider;
mod recount;
mod services;
mod votes;
mod wishes;

pub use account::Account;
pub use appointments::Appointments;
pub use care::Care;
pub use desk::Desk;
pub use desk_audit::DeskAudit;
pub use desk_ballots::DeskBallots;
pub use desk_kiosks::DeskKiosks;
pub use desk_points::DeskPoints;
pub use desk_projects::DeskProjects;
pub use desk_services::DeskServices;
pub use desk_work::DeskWork;
pub use guide::Guide;
pub use hand_off::HandOff;
pub use home::Home;
pub use kiosk::Kiosk;
pub use orders::Orders;
pub use points::Points;
pub use poster::Poster;
pub use projects::Projects;
pub use provider::Provider;
pub use recount::{Recount, RecountErrors};
pub use services::Services;
pub use votes::Votes;
pub use wishes::Wishes;

/// Texts of the frame.
pub struct Ui {
    pub product: &'static str,
    pub skip_to_content: &'static str,
    pub tab_home: &'static str,
    pub tab_services: &'static str,
    pub tab_projects: &'static str,
    pub tab_points: &'static str,
    pub tab_care: &'static str,
    pub tab_me: &'static str,
    pub tab_desk: &'static str,
    pub tab_provider: &'static str,
    pub navigation: &'static str,
    pub elder_on: &'static str,
    pub elder_off: &'static str,
    pub other_language: &'static str,
    pub other_language_label: &'static str,
    pub sign_in: &'static str,
    pub back: &'static str,
    pub loading: &'static str,
    pub retry: &'static str,
    pub go_home: &'static str,
    pub call: fn(&str) -> String,
    pub as_of: fn(&str) -> String,
    pub refreshing: &'static str,
    pub offline: &'static str,
    pub waiting: fn(usize) -> String,
    pub waiting_look: &'static str,
    pub waiting_needs_sign_in: &'static str,
    pub sending: &'static str,
    pub required: &'static str,
    pub optional: &'static str,
    pub error_summary: &'static str,
    /// A field and what is wrong with it.
    pub named: fn(&str, &str) -> String,
    pub characters_left: fn(usize) -> String,
    pub close: &'static str,
    pub cancel: &'static str,
    pub not_found_title: &'static str,
    pub not_found_text: &'static str,
    pub failed_title: &'static str,
    pub page_not_loaded: &'static str,
    pub help: &'static str,
    pub steps: fn(usize, usize) -> String,
    pub photo_add: &'static str,
    pub photo_remove: &'static str,
    pub photo_limit: fn(usize) -> String,
    pub photo_number: fn(usize) -> String,
    pub photo_not_a_photo: &'static str,
    pub photo_too_large: &'static str,
    pub photo_working: &'static str,
    pub photo_kiosk: &'static str,
}

/// Texts for what can go wrong while a page is read. They are in the first module; the others come with the
/// pages that write.
pub struct ReadErrors {
    /// A sentence with a next step for each code of a problem, and for each of our own.
    pub by_code: &'static [(&'static str, &'static str)],
    pub unknown: &'static str,
}

/// Texts for what else can go wrong.
pub struct Errors {
    /// A sentence with a next step for each further code of a problem, and for each of our own.
    pub by_code: &'static [(&'static str, &'static str)],
    /// A sentence for each code of a field.
    pub by_field: &'static [(&'static str, &'static str)],
    pub too_long: fn(i64) -> String,
    pub too_short: fn(i64) -> String,
    pub too_many: fn(i64) -> String,
    pub field_unknown: &'static str,
}
