//! The one table of what does not appear on a public screen, and the layer that keeps it.

use std::collections::HashSet;
use std::sync::LazyLock;

use axum::extract::{MatchedPath, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::device::{self, AtKiosk};
use crate::App;
use crate::error::{Code, Error};
use crate::http::{Operation, device_token_of, operations};

/// Refused at a kiosk, with everything of the desk: what is read over somebody's shoulder and is nobody
/// else's business, a code that opens an account elsewhere, and letting a kiosk open the next one.
const REFUSED: [&str; 7] = [
    "list_bookings",
    "join_waiting",
    "get_waiting",
    "leave_waiting",
    "request_phone_code",
    "look_up_hand_off",
    "decide_hand_off",
];

fn is_refused(operation: &Operation) -> bool {
    operation.path.starts_with("/v1/desk/") || REFUSED.contains(&operation.id)
}

/// The same by what a request has.
static REFUSED_PATHS: LazyLock<HashSet<(Method, &'static str)>> = LazyLock::new(|| {
    operations()
        .into_iter()
        .filter(is_refused)
        .map(|operation| (operation.method, operation.path))
        .collect()
});

/// Finds out whether a request comes from a kiosk, for the handlers, and refuses there what the table has.
pub(crate) async fn guard(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let at = match device_token_of(request.headers()) {
        None => AtKiosk::No,
        Some(token) => match device::of_token(&app, token).await {
            Ok(at) => at,
            Err(error) => return error.into_response(),
        },
    };
    if at.id().is_some() && refuses(&request) {
        return Error::new(Code::NotAtAKiosk).into_response();
    }
    request.extensions_mut().insert(at);
    next.run(request).await
}

fn refuses(request: &Request) -> bool {
    // A HEAD is answered as the GET is.
    let method = match *request.method() {
        Method::HEAD => Method::GET,
        ref method => method.clone(),
    };
    let path = request.extensions().get::<MatchedPath>();
    let path = path.map_or("", MatchedPath::as_str);
    REFUSED_PATHS.contains(&(method, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_an_operation() {
        let offered = operations();
        for id in REFUSED {
            assert!(offered.iter().any(|operation| operation.id == id), "{id}");
        }
    }
}
