//! My orders: seeing where each one is and who has it, answering 待补充, saying whether it is
//! solved, rating, complaining, cancelling; and what still waits on this device.

mod api;
mod components;
mod forms;
mod model;
mod pages;

pub use pages::{order_page, orders_page, outbox_page};
