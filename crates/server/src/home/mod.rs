//! The first screen and what it is made of: the community, what this backend can do, announcements,
//! guide pages.

pub mod announcements;
pub mod capabilities;
pub mod community;
pub mod guides;
mod screen;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("get_capabilities", "/v1/capabilities", capabilities::get)
        .get("get_home", "/v1/home", screen::get)
        .get("get_community", "/v1/community", community::get)
        .get(
            "list_announcements",
            "/v1/announcements",
            announcements::list,
        )
        .get(
            "get_announcement",
            "/v1/announcements/{id}",
            announcements::get,
        )
        .get("list_guides", "/v1/guides", guides::list)
        .get("get_guide", "/v1/guides/{id}", guides::get)
}
