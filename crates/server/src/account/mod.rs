//! Who is here: signing in, myself, my household, whom I may act for, who is responsible for us.

pub mod codes;
pub mod contacts;
pub mod demo;
pub mod household;
pub mod people;
pub mod secrets;
pub mod sessions;
mod sign_in;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .post(
            "request_phone_code",
            "/v1/sessions/phone-codes",
            codes::request,
        )
        .get("list_demo_accounts", "/v1/demo-accounts", demo::list)
        .post("sign_in", "/v1/sessions", sign_in::create)
        .get("get_session", "/v1/sessions/current", sessions::get)
        .delete("sign_out", "/v1/sessions/current", sessions::sign_out)
        .get("get_me", "/v1/me", sessions::get_me)
        .get("get_household", "/v1/household", household::get)
        .get("list_people", "/v1/people", people::list)
        .get("list_contacts", "/v1/contacts", contacts::list)
}
