//! The pages of projects.

mod new_project;
mod project;
mod projects;

pub use new_project::new_project_page;
pub use project::project_page;
pub use projects::projects_page;
