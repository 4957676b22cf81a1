//! The workers' desk (社工台): the queue of orders with their deadlines, moving an order through its
//! life and what is owed after it, and deciding wishes.

mod api;
mod components;
mod drafting;
mod forms;
mod model;
mod pages;
mod store;

pub use pages::{
    desk_ballot_page, desk_ballots_page, desk_new_project_page, desk_page, desk_papers_page,
    desk_project_page, desk_projects_page, desk_wishes_page,
};
