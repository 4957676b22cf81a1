//! Receipts of votes that this device has seen, by ballot. After the close nobody tells a unit's
//! number again, so it is kept whenever the server tells it. Like drafts they are gone at sign-out.

use linli_contract::BallotId;
use linli_json::Json;

use super::drafts;

const PREFIX: &str = "receipt.";

/// Keeps the number of a vote that is counted; a newer one takes its place.
pub fn keep(person: &str, ballot: &BallotId, number: &str) {
    let subject = [PREFIX, ballot.as_str()].concat();
    // Without a disk it is on the screen all the same.
    let _ = drafts::save(person, &subject, number);
}

/// As much of a vote as a receipt needs; what is read of a whole one stays out of the first module.
#[derive(Json)]
struct Numbered {
    ballot_id: BallotId,
    receipt: String,
}

/// Keeps the number that an answer to handing a vote in tells.
pub(super) fn keep_told(person: &str, answer: &str) {
    if let Some(told) = linli_json::from_text::<Numbered>(answer) {
        keep(person, &told.ballot_id, &told.receipt);
    }
}

/// The number for a ballot.
pub fn of(person: &str, ballot: &BallotId) -> Option<String> {
    drafts::load(person, &[PREFIX, ballot.as_str()].concat())
}

/// All numbers.
pub fn all(person: &str) -> Vec<String> {
    let kept = drafts::all(person, PREFIX).into_iter();
    kept.map(|(_, number)| number).collect()
}
