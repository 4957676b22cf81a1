//! Who is here: signing in, myself, my household, whom I may act for, who is responsible for us.

pub mod demo;
pub mod secrets;
pub mod sessions;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("list_demo_accounts", "/v1/demo-accounts", demo::list)
        .post("sign_in", "/v1/sessions", sessions::sign_in)
        .get("get_session", "/v1/sessions/current", sessions::get)
        .delete("sign_out", "/v1/sessions/current", sessions::sign_out)
}
