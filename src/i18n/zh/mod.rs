//! 中文, the first language.

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

/// All texts in Chinese.
pub(super) static ZH: Messages = Messages {
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
