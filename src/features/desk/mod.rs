//! The workers' desk (社工台): the queue of orders with their deadlines, moving an order through its
//! life and what is owed after it, deciding wishes, projects, ballots, and the points of households.

mod api;
mod components;
mod drafting;
mod editing;
mod forms;
mod list;
mod model;
mod pages;
mod recording;
mod store;
mod waiting;

pub use pages::{
    desk_appeals_page, desk_audit_page, desk_ballot_page, desk_ballots_page, desk_handouts_page,
    desk_kiosks_page, desk_new_project_page, desk_page, desk_papers_page, desk_points_page,
    desk_project_page, desk_projects_page, desk_record_page, desk_service_page, desk_services_page,
    desk_wishes_page, desk_work_page,
};
