//! The calls of the desk about the catalogue.

use linli_contract::{NewServicePublication, NewServiceTerms, ServiceId};

use crate::domain::text::encoded;
use crate::features::desk::model::service::Part;
use crate::offline::Write;

/// So many rows a page has.
const PAGE: u32 = 50;
/// The longest text to look for, in characters.
const Q_MAX: usize = 40;

/// The lists of who does what.
pub(in crate::features::desk) const LISTS: &str = "/v1/service-lists";

/// The first page of the services that one looks for.
pub(in crate::features::desk) fn list(part: Part, q: &str) -> String {
    let mut path = format!("/v1/desk/services?limit={PAGE}{}", part.query());
    let q: String = q.trim().chars().take(Q_MAX).collect();
    if !q.is_empty() {
        path.push_str("&q=");
        path.push_str(&encoded(&q));
    }
    path
}

/// A service to edit.
pub(in crate::features::desk) fn service(id: &ServiceId) -> String {
    format!("/v1/desk/services/{id}")
}

/// Changes the terms of the version that was read.
pub(in crate::features::desk) fn replace(
    id: &ServiceId,
    version: Option<String>,
    new: &NewServiceTerms,
) -> Write {
    Write {
        method: "PUT",
        if_match: version,
        ..Write::post(service(id), linli_json::to_text(new))
    }
}

/// Publishes the version that was read, or withdraws it.
pub(in crate::features::desk) fn publish(
    id: &ServiceId,
    version: Option<String>,
    publish: bool,
) -> Write {
    let body = linli_json::to_text(&NewServicePublication { publish });
    Write {
        if_match: version,
        ..Write::post(format!("/v1/desk/services/{id}/publication"), body)
    }
}
