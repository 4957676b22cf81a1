//! 中文, the first language.

mod account;
mod appointments;
mod care;
mod desk;
mod desk_ballots;
mod desk_projects;
mod errors;
mod guide;
mod home;
mod orders;
mod points;
mod projects;
mod provider;
mod recount;
mod services;
mod ui;
mod votes;
mod wishes;

pub(super) use account::ACCOUNT;
pub(super) use appointments::APPOINTMENTS;
pub(super) use care::CARE;
pub(super) use desk::DESK;
pub(super) use desk_ballots::DESK_BALLOTS;
pub(super) use desk_projects::DESK_PROJECTS;
pub(super) use errors::{ERRORS, READ_ERRORS};
pub(super) use guide::GUIDE;
pub(super) use home::HOME;
pub(super) use orders::ORDERS;
pub(super) use points::POINTS;
pub(super) use projects::PROJECTS;
pub(super) use provider::PROVIDER;
pub(super) use recount::RECOUNT;
pub(super) use services::SERVICES;
pub(super) use ui::UI;
pub(super) use votes::VOTES;
pub(super) use wishes::WISHES;
