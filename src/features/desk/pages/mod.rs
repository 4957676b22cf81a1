//! The pages of the desk.

mod appeals;
mod audit;
mod ballot;
mod ballots;
mod desk;
mod desk_order;
mod handouts;
mod kiosks;
mod new_project;
mod papers;
mod points;
mod project;
mod projects;
mod queue;
mod record;
mod service;
mod services;
mod wishes;
mod work;

pub use appeals::desk_appeals_page;
pub use audit::desk_audit_page;
pub use ballot::desk_ballot_page;
pub use ballots::desk_ballots_page;
pub use desk::desk_page;
pub use handouts::desk_handouts_page;
pub use kiosks::desk_kiosks_page;
pub use new_project::desk_new_project_page;
pub use papers::desk_papers_page;
pub use points::desk_points_page;
pub use project::desk_project_page;
pub use projects::desk_projects_page;
pub use record::desk_record_page;
pub use service::desk_service_page;
pub use services::desk_services_page;
pub use wishes::desk_wishes_page;
pub use work::desk_work_page;
