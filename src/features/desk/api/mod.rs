//! Paths and bodies of the desk's calls.

pub(super) mod audit;
pub(super) mod points;
pub(super) mod services;
pub(super) mod work;

use linli_contract::{
    BallotId, CommentId, ComplaintId, NewAnswer, NewAssessment, NewBallot, NewCallBack,
    NewComplaintAnswer, NewConfirmation, NewDecision, NewDeskProject, NewMeeting, NewMilestone,
    NewOpening, NewPaperVote, NewPapers, NewProjectMove, NewPublication, NewTransition, OrderId,
    PairingDecision, Project, ProjectId, VoteChannel, VoteChoice, WishId,
};

use super::model::Filter;
use crate::domain::route::Route;
use crate::domain::text;
use crate::offline::Write;
use crate::offline::outbox::{Kind, NewEntry, Replaces};
use crate::ui::photos::Chosen;

/// The queue: orders of one type, those that match a text when there is one, at most so many.
pub(super) fn queue(filter: Filter, q: &str, limit: u32) -> String {
    let mut path = format!(
        "/v1/desk/orders?status_type={}&limit={limit}",
        filter.word()
    );
    let q = q.trim();
    if !q.is_empty() {
        path.push_str("&q=");
        path.push_str(&text::encoded(q));
    }
    path
}

/// Screens that ask to become a kiosk.
pub(super) const PAIRINGS: &str = "/v1/desk/kiosk-pairings";
/// Screens that are one.
pub(super) const KIOSKS: &str = "/v1/desk/kiosks";

/// Says yes or no to a screen that asks.
pub(super) fn decide_pairing(id: &str, decision: &PairingDecision) -> Write {
    let path = format!("/v1/desk/kiosk-pairings/{id}/decision");
    Write::post(path, linli_json::to_text(decision))
}

/// Makes a kiosk none any more.
pub(super) fn unpair(id: &str) -> Write {
    Write {
        method: "DELETE",
        path: format!("/v1/desk/kiosks/{id}"),
        body: String::new(),
        if_match: None,
        booking_code: None,
    }
}

/// An order as a worker sees it.
pub(super) fn order(id: &OrderId) -> String {
    format!("/v1/desk/orders/{id}")
}

/// Where an order is moved.
pub(super) fn transitions(id: &OrderId) -> String {
    format!("/v1/desk/orders/{id}/transitions")
}

/// A move. It has only texts and an instant, which always can be written.
pub(super) fn transition(new: &NewTransition) -> String {
    linli_json::to_text(new)
}

/// Where a call-back is noted.
pub(super) fn call_backs(id: &OrderId) -> String {
    format!("/v1/desk/orders/{id}/call-backs")
}

/// What was agreed when the household was called back.
pub(super) fn call_back(text: String) -> String {
    linli_json::to_text(&NewCallBack { text })
}

/// Where a complaint about an order is answered.
pub(super) fn complaint_answers(id: &OrderId) -> String {
    format!("/v1/desk/orders/{id}/complaint-answers")
}

/// The answer to a complaint.
pub(super) fn complaint_answer(complaint_id: ComplaintId, text: String) -> String {
    linli_json::to_text(&NewComplaintAnswer { complaint_id, text })
}

/// The catalogue, all of it, for finding the service that a wish became.
pub(super) const SERVICES: &str = "/v1/services?limit=1000";

/// Wishes, those to decide first, at most so many.
pub(super) fn wishes(limit: u32) -> String {
    format!("/v1/desk/wishes?limit={limit}")
}

/// Where a wish is decided.
pub(super) fn decision(id: &WishId) -> String {
    format!("/v1/desk/wishes/{id}/decision")
}

/// A decision about a wish.
pub(super) fn decide(new: &NewDecision) -> String {
    linli_json::to_text(new)
}

/// Proposals that wait for a look.
pub(super) const PROPOSALS: &str = "/v1/desk/projects?waiting=true&limit=100";

/// All projects, those that match a text when there is one, at most so many.
pub(super) fn projects(q: &str, limit: u32) -> String {
    let mut path = format!("/v1/desk/projects?limit={limit}");
    let q = q.trim();
    if !q.is_empty() {
        path.push_str("&q=");
        path.push_str(&text::encoded(q));
    }
    path
}

/// A project; a worker reads it as everybody does, and proposals that are not listed, too. It is read in the words in
/// which it is written, as the desk's writes answer it: a translation in a form would be saved as the original.
pub(super) fn project(id: &ProjectId) -> String {
    format!("/v1/projects/{id}?lang=zh")
}

/// Where a proposal is published or declined.
pub(super) fn project_decision(id: &ProjectId) -> String {
    format!("/v1/desk/projects/{id}/decision")
}

/// Where a project is moved to its next stage.
pub(super) fn project_moves(id: &ProjectId) -> String {
    format!("/v1/desk/projects/{id}/transitions")
}

/// A project's next stage.
pub(super) fn project_move(new: &NewProjectMove) -> String {
    linli_json::to_text(new)
}

/// Comments that nobody has looked at.
pub(super) const COMMENTS: &str = "/v1/desk/comments?waiting_for=look&limit=100";

/// Published concerns that have no answer.
pub(super) const CONCERNS: &str = "/v1/desk/comments?waiting_for=answer&limit=100";

/// Where a comment is published or refused.
pub(super) fn comment_decision(id: &CommentId) -> String {
    format!("/v1/desk/comments/{id}/decision")
}

/// Where a comment is answered.
pub(super) fn comment_answer(id: &CommentId) -> String {
    format!("/v1/desk/comments/{id}/answer")
}

/// Publishes something that a resident wrote.
pub(super) fn publish() -> String {
    let reason = String::new();
    linli_json::to_text(&NewPublication {
        publish: true,
        reason,
    })
}

/// Refuses it, with a reason for its author.
pub(super) fn refuse(reason: String) -> String {
    linli_json::to_text(&NewPublication {
        publish: false,
        reason,
    })
}

/// An answer to a comment.
pub(super) fn answer(text: String) -> String {
    linli_json::to_text(&NewAnswer { text })
}

/// Where a project's risk assessment is published.
pub(super) fn assessment(id: &ProjectId) -> String {
    format!("/v1/desk/projects/{id}/assessment")
}

/// A risk assessment.
pub(super) fn assess(new: &NewAssessment) -> String {
    linli_json::to_text(new)
}

/// Sets a step of a project's work; its photos go before it.
pub(super) fn milestone(
    project: &Project,
    key: &str,
    new: &NewMilestone,
    photos: &[Chosen],
) -> NewEntry {
    let id = &project.id;
    NewEntry {
        kind: Kind::Milestone,
        title: [&*project.title, &*new.title].join(" · "),
        page: Route::DeskProject(id.clone()).to_string(),
        method: "PUT",
        path: format!("/v1/desk/projects/{id}/milestones/{key}"),
        body: linli_json::to_text(new),
        replaces: Replaces::Anything,
        photos: uploads(photos),
    }
}

/// Posts a project; its photos go before it.
pub(super) fn post_project(new: &NewDeskProject, photos: &[Chosen]) -> NewEntry {
    NewEntry {
        kind: Kind::Posting,
        title: new.title.clone(),
        page: Route::DeskNewProject.to_string(),
        method: "POST",
        path: "/v1/desk/projects".to_owned(),
        body: linli_json::to_text(new),
        replaces: Replaces::Anything,
        photos: uploads(photos),
    }
}

fn uploads(photos: &[Chosen]) -> Vec<(String, Vec<u8>)> {
    let photos = photos.iter();
    photos
        .map(|photo| (photo.id.clone(), photo.jpeg.to_vec()))
        .collect()
}

/// Announces a meeting of a project, or writes down what came of the one that was read in this version.
pub(super) fn meeting(
    project: &ProjectId,
    key: &str,
    version: Option<&str>,
    new: &NewMeeting,
) -> Write {
    let path = format!("/v1/desk/projects/{project}/meetings/{key}");
    Write {
        if_match: version.map(|version| format!("\"{version}\"")),
        ..put(path, linli_json::to_text(new))
    }
}

/// All ballots, drafts first, at most so many.
pub(super) fn ballots(limit: u32) -> String {
    format!("/v1/desk/ballots?limit={limit}")
}

/// The rolls that a ballot can have.
pub(super) const ROLLS: &str = "/v1/desk/rolls";

/// The projects that a ballot may be about.
pub(super) const PROJECTS: &str = "/v1/desk/projects?limit=100";

/// A ballot as a worker sees it.
pub(super) fn ballot(id: &BallotId) -> String {
    format!("/v1/desk/ballots/{id}")
}

/// Stores a new draft, or replaces the one of this version.
pub(super) fn draft(stored: Option<(&BallotId, Option<String>)>, new: &NewBallot) -> Write {
    let body = linli_json::to_text(new);
    match stored {
        None => Write::post("/v1/desk/ballots", body),
        Some((id, version)) => Write {
            method: "PUT",
            if_match: version,
            ..Write::post(ballot(id), body)
        },
    }
}

/// What stands in the way of opening a ballot.
pub(super) fn check(id: &BallotId) -> String {
    format!("/v1/desk/ballots/{id}/check")
}

/// Opens a ballot exactly as it was checked.
pub(super) fn opening(id: &BallotId, terms_hash: String) -> Write {
    let body = linli_json::to_text(&NewOpening { terms_hash });
    Write::post(format!("/v1/desk/ballots/{id}/opening"), body)
}

/// The units of a ballot's roll that match a text.
pub(super) fn units(id: &BallotId, q: &str, limit: u32) -> String {
    let q = text::encoded(q.trim());
    format!("/v1/desk/ballots/{id}/units?limit={limit}&q={q}")
}

/// Papers that wait for a second worker.
pub(super) fn waiting_papers(id: &BallotId) -> String {
    format!("/v1/desk/ballots/{id}/paper-votes")
}

/// How the papers add up.
pub(super) fn papers(id: &BallotId) -> String {
    format!("/v1/desk/ballots/{id}/papers")
}

fn put(path: String, body: String) -> Write {
    Write {
        method: "PUT",
        ..Write::post(path, body)
    }
}

/// Notes how many papers were handed out, instead of what this version says.
pub(super) fn hand_out(id: &BallotId, version: String, handed_out: u32) -> Write {
    Write {
        if_match: Some(version),
        ..put(papers(id), linli_json::to_text(&NewPapers { handed_out }))
    }
}

/// Enters what stands on a unit's paper.
pub(super) fn enter_paper(
    id: &BallotId,
    unit: &str,
    channel: VoteChannel,
    choices: Vec<VoteChoice>,
) -> Write {
    let path = format!("/v1/desk/ballots/{id}/units/{unit}/paper-vote");
    put(
        path,
        linli_json::to_text(&NewPaperVote { channel, choices }),
    )
}

/// Enters the same paper once more.
pub(super) fn confirm_paper(id: &BallotId, unit: &str, choices: Vec<VoteChoice>) -> Write {
    let path = format!("/v1/desk/ballots/{id}/units/{unit}/paper-vote/confirmation");
    put(path, linli_json::to_text(&NewConfirmation { choices }))
}
