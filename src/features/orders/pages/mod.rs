//! The pages about orders.

mod order;
mod orders;
mod outbox;

pub use order::order_page;
pub use orders::orders_page;
pub use outbox::outbox_page;
