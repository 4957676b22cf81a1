//! The calls of this feature.

use linli_contract::{NewComment, NewEvaluation, NewProject, Project, ProjectId, ProjectStage};

use crate::domain::route::Route;
use crate::domain::text::encoded;
use crate::offline::outbox::{Kind, NewEntry, Replaces};
use crate::ui::photos::Chosen;

/// The open, announced and newest closed ballots.
pub(super) const BALLOTS: &str = "/v1/ballots?limit=50";

/// The first `limit` projects, those in motion first.
pub(super) fn projects(limit: u32) -> String {
    format!("/v1/projects?limit={limit}")
}

/// The longest text that is looked for, in characters.
const SOUGHT_MAX: usize = 40;

/// The first `limit` projects of a stage, or of all, in which a word of what is typed is found.
pub(super) fn sought(limit: u32, stage: Option<&ProjectStage>, typed: &str) -> String {
    let words = typed.split_whitespace();
    // The server looks for one text; the longest word leaves the least to look through for the others.
    let word = words
        .max_by_key(|word| word.chars().count())
        .unwrap_or_default();
    let word: String = word.chars().take(SOUGHT_MAX).collect();
    let stage = stage.map_or("", ProjectStage::as_str);
    format!(
        "/v1/projects?limit={limit}&stage={stage}&q={}",
        encoded(&word)
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_looked_for_and_no_longer_than_the_server_takes() {
        let found = sought(100, Some(&ProjectStage::Voting), " 东门  lamp ");
        assert_eq!(found, "/v1/projects?limit=100&stage=voting&q=lamp");
        let long = sought(100, None, &"长".repeat(90));
        assert_eq!(long.matches("%E9%95%BF").count(), SOUGHT_MAX);
    }
}
