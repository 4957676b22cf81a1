//! The calls of this feature.

use linli_contract::{Ballot, BallotId, NewVote, PictureId, VoteChoice};

use crate::api::base_url;
use crate::domain::route::Route;
use crate::offline::forget;
use crate::offline::outbox::{Kind, NewEntry, Replaces};

/// One ballot.
pub(super) fn ballot(id: &BallotId) -> String {
    format!("/v1/ballots/{id}")
}

/// The vote of my unit.
pub(super) fn vote(id: &BallotId) -> String {
    format!("/v1/ballots/{id}/vote")
}

/// After the close the server tells nobody any more what this vote said, and this device keeps no copy of it.
pub(super) fn forget_vote(id: &BallotId) {
    forget(&vote(id));
}

/// What came of a closed ballot.
pub(super) fn result(id: &BallotId) -> String {
    format!("/v1/ballots/{id}/result")
}

/// All receipts that were counted.
pub(super) fn receipts(id: &BallotId) -> String {
    format!("/v1/ballots/{id}/receipts")
}

/// What a receipt says.
pub(super) fn receipt(number: &str) -> String {
    format!("/v1/receipts/{number}")
}

/// The address of a file with the votes, for a link that downloads.
pub(super) fn file(id: &BallotId, format: &str) -> String {
    format!("{}/v1/ballots/{id}/files/{format}", base_url())
}

/// The address of a picture, for `<img src>`.
pub(super) fn picture(id: &PictureId) -> String {
    format!("{}/v1/pictures/{id}", base_url())
}

/// Casts or changes the vote of my unit. `key` is unique for this try: sent again with it, the vote
/// that it made is found.
pub(super) fn cast(
    ballot: &Ballot,
    key: String,
    choices: Vec<VoteChoice>,
    replaces: Option<String>,
) -> NewEntry {
    let new = NewVote {
        client_ref: key,
        terms_hash: ballot.terms_hash.clone().unwrap_or_default(),
        choices,
    };
    NewEntry {
        kind: Kind::Vote,
        title: ballot.title.clone(),
        page: Route::Ballot(ballot.id.clone()).to_string(),
        method: "PUT",
        path: vote(&ballot.id),
        body: linli_json::to_text(&new),
        replaces: replaces.map_or(Replaces::Nothing, Replaces::Version),
        photos: Vec::new(),
    }
}
