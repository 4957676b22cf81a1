//! Ballots (表决), votes (选票), results, receipts (回执).

pub mod cast;
pub mod close;
pub mod files;
pub(crate) mod home;
pub mod list;
pub mod model;
pub mod receipts;
pub(crate) mod record;
pub mod result;
pub(crate) mod standing;
pub mod vote;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("list_ballots", "/v1/ballots", list::list)
        .get("get_ballot", "/v1/ballots/{id}", list::get)
        .get("get_vote", "/v1/ballots/{id}/vote", vote::get)
        .put("cast_vote", "/v1/ballots/{id}/vote", cast::put)
        .get("get_result", "/v1/ballots/{id}/result", result::get)
        .get(
            "get_ballot_file",
            "/v1/ballots/{id}/files/{format}",
            files::get,
        )
        .get("list_receipts", "/v1/ballots/{id}/receipts", receipts::list)
        .get("get_receipt", "/v1/receipts/{number}", receipts::get)
}
