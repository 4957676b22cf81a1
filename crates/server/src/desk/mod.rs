//! The desk (社工台): the queue of orders, moving them, what is owed after the end, deciding
//! wishes, and the audit of it.

pub(crate) mod audit;
pub mod call_back;
pub mod complaint;
pub mod decide;
pub mod queue;
pub mod read;
pub mod transition;
pub mod wishes;

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
        .post(
            "call_back_order",
            "/v1/desk/orders/{id}/call-backs",
            call_back::create,
        )
        .post(
            "answer_complaint",
            "/v1/desk/orders/{id}/complaint-answers",
            complaint::answer,
        )
        .get("list_desk_wishes", "/v1/desk/wishes", wishes::list)
        .post(
            "decide_wish",
            "/v1/desk/wishes/{id}/decision",
            decide::create,
        )
}
