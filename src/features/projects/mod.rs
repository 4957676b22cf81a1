//! Projects (项目): what the neighbourhood plans, talks over, decides and does.

mod api;
mod components;
mod model;
mod pages;
mod proposal;
mod store;

pub use pages::{new_project_page, project_page, projects_page};
