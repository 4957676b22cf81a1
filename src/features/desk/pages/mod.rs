//! The pages of the desk.

mod desk;
mod desk_order;

pub use desk::desk_page;
pub use desk_order::desk_order_page;
