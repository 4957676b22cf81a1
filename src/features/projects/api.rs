//! The calls of this feature.

use linli_contract::{NewComment, NewEvaluation, NewProject, Project, ProjectId};

use crate::domain::route::Route;
use crate::offline::outbox::{Kind, NewEntry, Replaces};
use crate::ui::photos::Chosen;

/// The open, announced and newest closed ballots.
pub(super) const BALLOTS: &str = "/v1/ballots?limit=50";

/// The first `limit` projects, those in motion first.
pub(super) fn projects(limit: u32) -> String {
    format!("/v1/projects?limit={limit}")
}

/// One project.
pub(super) fn project(id: &ProjectId) -> String {
    format!("/v1/projects/{id}")
}

/// The first `limit` comments of both columns.
pub(super) fn comments(id: &ProjectId, limit: u32) -> String {
    format!("/v1/projects/{id}/comments?limit={limit}")
}

/// Whether I follow a project.
pub(super) fn follow_path(id: &ProjectId) -> String {
    format!("/v1/projects/{id}/follow")
}

/// Where comments are written.
pub(super) fn comment_path(id: &ProjectId) -> String {
    format!("/v1/projects/{id}/comments")
}

/// What my household thinks of a project.
pub(super) fn evaluation_path(id: &ProjectId) -> String {
    format!("/v1/projects/{id}/evaluation")
}

fn about(project: &Project, kind: Kind, method: &'static str, path: String) -> NewEntry {
    NewEntry {
        kind,
        title: project.title.clone(),
        page: Route::Project(project.id.clone()).to_string(),
        method,
        path,
        body: String::new(),
        replaces: Replaces::Anything,
        photos: Vec::new(),
    }
}

/// Follows a project, or follows it no more.
pub(super) fn follow(project: &Project, on: bool) -> NewEntry {
    let method = if on { "PUT" } else { "DELETE" };
    about(project, Kind::Follow, method, follow_path(&project.id))
}

/// Comments on a project.
pub(super) fn comment(project: &Project, new: &NewComment) -> NewEntry {
    NewEntry {
        body: linli_json::to_text(new),
        ..about(project, Kind::Comment, "POST", comment_path(&project.id))
    }
}

/// Evaluates a project.
pub(super) fn evaluate(project: &Project, new: &NewEvaluation) -> NewEntry {
    let path = evaluation_path(&project.id);
    NewEntry {
        body: linli_json::to_text(new),
        ..about(project, Kind::Evaluation, "PUT", path)
    }
}

/// Proposes a project.
pub(super) fn propose(new: &NewProject, photos: &[Chosen]) -> NewEntry {
    NewEntry {
        kind: Kind::Project,
        title: new.title.clone(),
        page: Route::NewProject.to_string(),
        method: "POST",
        path: "/v1/projects".to_owned(),
        body: linli_json::to_text(new),
        replaces: Replaces::Anything,
        photos: photos
            .iter()
            .map(|photo| (photo.id.clone(), photo.jpeg.to_vec()))
            .collect(),
    }
}
