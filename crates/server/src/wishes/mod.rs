//! Wishes (心愿单): what the menu lacks.

pub mod create;
pub mod list;
pub mod model;
pub mod news;
pub(crate) mod record;
pub mod second;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("list_wishes", "/v1/wishes", list::list)
        .get("get_wish", "/v1/wishes/{id}", list::get)
        .post("create_wish", "/v1/wishes", create::create)
        .put("second_wish", "/v1/wishes/{id}/second", second::put)
        .delete("unsecond_wish", "/v1/wishes/{id}/second", second::delete)
}
