//! The pages of the desk, as `pages.rs` has those of all other groups: which function shows which route.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::features::desk;

pub(super) fn desk_pages(route: &Route) -> AnyView {
    match route {
        Route::DeskAudit => desk::desk_audit_page(),
        Route::DeskServices => desk::desk_services_page(),
        Route::DeskService(id) => desk::desk_service_page(id),
        Route::DeskWork => desk::desk_work_page(),
        Route::DeskWishes => desk::desk_wishes_page(),
        Route::DeskProjects => desk::desk_projects_page(),
        Route::DeskNewProject => desk::desk_new_project_page(),
        Route::DeskProject(id) => desk::desk_project_page(id),
        Route::DeskBallots => desk::desk_ballots_page(),
        Route::DeskNewBallot => desk::desk_ballot_page(None),
        Route::DeskBallot(id) => desk::desk_ballot_page(Some(id)),
        Route::DeskPapers(id) => desk::desk_papers_page(id),
        Route::DeskPoints => desk::desk_points_page(),
        Route::DeskRecord => desk::desk_record_page(),
        Route::DeskAppeals => desk::desk_appeals_page(),
        Route::DeskHandouts => desk::desk_handouts_page(),
        Route::DeskKiosks => desk::desk_kiosks_page(),
        _ => desk::desk_page(),
    }
}
