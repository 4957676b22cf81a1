//! The desk (社工台): the queue of orders, moving them, and the audit of it.

pub(crate) mod audit;
pub mod queue;
pub mod read;
pub mod transition;

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
        .get("list_desk_orders", "/v1/desk/orders", queue::list)
        .get("get_desk_order", "/v1/desk/orders/{id}", read::get)
        .post(
            "transition_order",
            "/v1/desk/orders/{id}/transitions",
            transition::create,
        )
}
