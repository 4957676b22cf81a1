//! How long a page may wait for a touch.

use crate::domain::care::CarePage;
use crate::domain::route::{Route, Step};

/// What kind of page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::kiosk) enum Place {
    /// The first page, before anybody did anything.
    Start,
    /// A page to look at.
    Page,
    /// A form, or a result that is read slowly.
    Form,
}

/// The kind of a page; `fresh` until somebody has done something.
pub(in crate::features::kiosk) fn place(route: &Route, fresh: bool) -> Place {
    match route {
        Route::Home if fresh => Place::Start,
        Route::OrderForm(..)
        | Route::NewWish
        | Route::NewProject
        | Route::Ballot(_)
        | Route::Result(_)
        | Route::Receipt(_)
        | Route::Recount(_)
        | Route::SignIn(_)
        | Route::Kiosk => Place::Form,
        Route::Care(tail) => match CarePage::parse(tail) {
            Some(CarePage::Doors | CarePage::Checks) | None => Place::Page,
            Some(_) => Place::Form,
        },
        Route::Points(tail) if tail.starts_with("redemptions/") => Place::Form,
        _ => Place::Page,
    }
}

/// Whether something was handed in here whose address one may want to take along.
pub(in crate::features::kiosk) fn to_take_along(route: &Route) -> bool {
    match route {
        Route::OrderForm(_, Step::Sent(_)) | Route::Order(_) => true,
        Route::Points(tail) => tail.starts_with("redemptions/"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_results_wait_longer_than_pages() {
        for (path, fresh, expected) in [
            ("/", true, Place::Start),
            ("/", false, Place::Page),
            ("/services", true, Place::Page),
            ("/services/a/order/q/b", false, Place::Form),
            ("/services/a/order/sent/k", false, Place::Form),
            ("/ballots/b", false, Place::Form),
            ("/ballots/b/result", false, Place::Form),
            ("/care", false, Place::Page),
            ("/care/check/s", false, Place::Form),
            ("/points", false, Place::Page),
            ("/points/redemptions/r", false, Place::Form),
            ("/sign-in?next=/points", false, Place::Form),
        ] {
            assert_eq!(place(&Route::parse(path), fresh), expected, "{path}");
        }
    }

    #[test]
    fn what_was_handed_in_can_be_taken_along() {
        for (path, expected) in [
            ("/orders/o1", true),
            ("/services/a/order/sent/k", true),
            ("/points/redemptions/r", true),
            ("/services/a/order/check", false),
            ("/points", false),
            ("/care/booking", false),
        ] {
            assert_eq!(to_take_along(&Route::parse(path)), expected, "{path}");
        }
    }
}
