//! The calls of this feature.

use linli_contract::{NewOrder, ServiceId};

use crate::domain::route::Route;
use crate::domain::text::encoded;
use crate::offline::outbox::{Kind, NewEntry, Replaces};

/// All rows of the catalogue in one answer, so that searching needs no round trip.
pub(super) const SERVICES: &str = "/v1/services?limit=1000";
/// The lists of who does what.
pub(super) const LISTS: &str = "/v1/service-lists";
pub(super) const CATEGORIES: &str = "/v1/categories";
pub(super) const PEOPLE: &str = "/v1/people";

/// What stands on a list, all of it.
pub(super) fn of_list(id: &str) -> String {
    ["/v1/services?limit=1000&list_id=", &encoded(id)].concat()
}

/// Residents whom a worker looks for.
pub(super) fn find_people(q: &str) -> String {
    ["/v1/people?q=", &encoded(q)].concat()
}

pub(super) fn service(id: &ServiceId) -> String {
    format!("/v1/services/{id}")
}

pub(super) fn slots(id: &ServiceId) -> String {
    format!("/v1/services/{id}/slots")
}

/// The write that places an order; its photos go before it.
pub(super) fn place(
    order: &NewOrder,
    title: String,
    page: &Route,
    photos: Vec<(String, Vec<u8>)>,
) -> NewEntry {
    NewEntry {
        kind: Kind::Order,
        title,
        page: page.to_string(),
        method: "POST",
        path: "/v1/orders".to_owned(),
        // A struct of strings always becomes JSON.
        body: linli_json::to_text(order),
        replaces: Replaces::Anything,
        photos,
    }
}
