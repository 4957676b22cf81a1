//! The workers' desk (社工台): the queue of orders with their deadlines, and moving an order
//! through its life.

mod api;
mod components;
mod model;
mod pages;
mod store;

pub use pages::{desk_order_page, desk_page, desk_project_page, desk_projects_page};
