//! The pages of the desk.

mod ballot;
mod ballots;
mod desk;
mod desk_order;
mod new_project;
mod papers;
mod project;
mod projects;
mod queue;
mod wishes;

pub use ballot::desk_ballot_page;
pub use ballots::desk_ballots_page;
pub use desk::desk_page;
pub use new_project::desk_new_project_page;
pub use papers::desk_papers_page;
pub use project::desk_project_page;
pub use projects::desk_projects_page;
pub use wishes::desk_wishes_page;
