//! The pages of this feature.

mod book;
mod booking;
mod form;
mod slots;
mod waiting;

pub use book::book_page;
pub use booking::booking_page;
pub use form::form_page;
pub use slots::slots_page;
pub use waiting::waiting_page;
