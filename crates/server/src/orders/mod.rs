//! Services and orders (点单): the catalogue, placing an order, following it, ending it.

pub mod cancel;
pub mod catalogue;
pub mod complain;
pub mod create;
pub mod list;
pub mod lists;
pub mod model;
pub mod quota;
pub mod rate;
pub mod read;
pub(crate) mod record;
pub mod reply;
pub mod resolve;
pub mod service;
pub(crate) mod shown;
pub mod slots;
pub mod todos;
pub mod uploads;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get(
            "list_categories",
            "/v1/categories",
            catalogue::list_categories,
        )
        .get("list_service_lists", "/v1/service-lists", lists::list)
        .get("list_services", "/v1/services", catalogue::list_services)
        .get("get_service", "/v1/services/{id}", service::get)
        .get("list_slots", "/v1/services/{id}/slots", slots::list)
        .post("create_order", "/v1/orders", create::create)
        .get("list_orders", "/v1/orders", list::list)
        .get("get_order", "/v1/orders/{id}", read::get)
        .post("reply_order", "/v1/orders/{id}/replies", reply::create)
        .post(
            "cancel_order",
            "/v1/orders/{id}/cancellation",
            cancel::create,
        )
        .post(
            "resolve_order",
            "/v1/orders/{id}/resolution",
            resolve::create,
        )
        .post("rate_order", "/v1/orders/{id}/rating", rate::create)
        .post(
            "complain_order",
            "/v1/orders/{id}/complaints",
            complain::create,
        )
        .put("put_upload", "/v1/uploads/{id}", uploads::put)
        .get("get_upload", "/v1/uploads/{id}", uploads::get)
}
