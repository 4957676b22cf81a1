//! The calls of this feature.

use linli_contract::{NewWish, Wish, WishId};

use crate::domain::route::Route;
use crate::domain::text::encoded;
use crate::offline::outbox::{Kind, NewEntry, Replaces};

/// The first `limit` wishes, open ones nearest to their threshold first.
pub(super) fn wishes(limit: u32) -> String {
    format!("/v1/wishes?limit={limit}")
}

/// At most five wishes like a text.
pub(super) fn similar(text: &str) -> String {
    ["/v1/wishes?similar_to=", &encoded(text)].concat()
}

/// One wish.
pub(super) fn wish(id: &WishId) -> String {
    format!("/v1/wishes/{id}")
}

/// My household's second of a wish.
pub(super) fn second_path(id: &WishId) -> String {
    format!("/v1/wishes/{id}/second")
}

/// Seconds a wish, or takes that back.
pub(super) fn second(wish: &Wish, on: bool) -> NewEntry {
    NewEntry {
        kind: Kind::Second,
        title: wish.text.clone(),
        page: Route::Wish(wish.id.clone()).to_string(),
        method: if on { "PUT" } else { "DELETE" },
        path: second_path(&wish.id),
        body: String::new(),
        replaces: Replaces::Anything,
        photos: Vec::new(),
    }
}

/// Makes a wish.
pub(super) fn make(new: &NewWish) -> NewEntry {
    NewEntry {
        kind: Kind::Wish,
        title: new.text.clone(),
        page: Route::NewWish.to_string(),
        method: "POST",
        path: "/v1/wishes".to_owned(),
        body: linli_json::to_text(new),
        replaces: Replaces::Anything,
        photos: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_an_address_is_the_text() {
        assert_eq!(
            similar("修 车&status=x"),
            "/v1/wishes?similar_to=%E4%BF%AE%20%E8%BD%A6%26status%3Dx"
        );
    }
}
