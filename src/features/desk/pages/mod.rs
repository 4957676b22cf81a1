//! The pages of the desk.

mod desk;
mod desk_order;
mod desk_project;
mod desk_projects;

pub use desk::desk_page;
pub use desk_order::desk_order_page;
pub use desk_project::desk_project_page;
pub use desk_projects::desk_projects_page;
