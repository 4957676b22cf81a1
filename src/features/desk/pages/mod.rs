//! The pages of the desk.

mod desk;
mod desk_order;
mod project;
mod projects;
mod queue;
mod wishes;

pub use desk::desk_page;
pub use project::desk_project_page;
pub use projects::desk_projects_page;
pub use wishes::desk_wishes_page;
