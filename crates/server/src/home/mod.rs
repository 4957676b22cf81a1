//! The first screen and what it is made of: the community, what this backend can do, announcements,
//! guide pages.

pub mod capabilities;
pub mod community;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("get_capabilities", "/v1/capabilities", capabilities::get)
        .get("get_community", "/v1/community", community::get)
}
