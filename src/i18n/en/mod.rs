//! English, complete.

mod account;
mod desk;
mod errors;
mod guide;
mod home;
mod orders;
mod services;
mod ui;
mod wishes;

use super::Messages;

/// All texts in English.
pub(super) static EN: Messages = Messages {
    ui: ui::UI,
    errors: errors::ERRORS,
    home: home::HOME,
    services: services::SERVICES,
    orders: orders::ORDERS,
    wishes: wishes::WISHES,
    account: account::ACCOUNT,
    guide: guide::GUIDE,
    desk: desk::DESK,
};
