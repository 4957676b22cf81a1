//! One page a file.

mod announcement;
mod announcements;
mod contacts;
mod guide;
mod guides;

pub use announcement::announcement_page;
pub use announcements::announcements_page;
pub use contacts::contacts_page;
pub use guide::guide_page;
pub use guides::guides_page;
