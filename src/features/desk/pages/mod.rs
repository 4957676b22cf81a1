//! The pages of the desk.

mod desk;
mod desk_order;
mod queue;
mod wishes;

pub use desk::desk_page;
pub use wishes::desk_wishes_page;
