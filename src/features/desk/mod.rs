//! The workers' desk (社工台): the queue of orders with their deadlines, moving an order through its
//! life and what is owed after it, and deciding wishes.

mod api;
mod components;
mod forms;
mod model;
mod pages;
mod store;

pub use pages::{desk_page, desk_project_page, desk_projects_page, desk_wishes_page};
