//! The pages of this feature.

mod bookings;
mod calls;
mod key;
mod shared;
mod times;

pub use bookings::bookings_page;
pub use calls::calls_page;
pub use key::key_page;
pub use shared::shared_page;
pub use times::times_page;
