//! What every request passes through, and the pieces handlers are made of.
//!
//! A handler is an `async fn` that takes, in this order, what it needs of: `State(app): State<App>`,
//! [`Lang`], [`MaybeUser`] / [`User`] / [`Worker`] / [`Admin`], [`Path`], [`Query`], `HeaderMap`, and last
//! [`Posted`] (a POST with its idempotency key) or [`Body`] (JSON without one), and returns
//! `Result<Response>`. Every error is an [`Error`](crate::error::Error).

mod answer;
mod csrf;
pub mod csv;
mod extract;
mod frame;
mod idempotency;
mod lang;
mod limits;
mod routes;
mod session;
mod statics;
mod text;

pub use answer::{
    Cache, Outcome, cached, changed, etag_of, if_match, if_match_unless, json, json_tagged,
    no_content,
};
pub use extract::{Body, Listing, Path, Query, cut};
pub use idempotency::{Begun, Keyed, Once, Posted};
pub use lang::Lang;
pub use limits::Limiter;
pub use routes::{Operation, Routes};
pub use session::{
    Admin, MaybeUser, User, Worker, device_cookie, device_token_of, https, session_cookie, token_of,
};
pub use text::{line, paragraph, phone};

use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::App;

/// Every operation of the contract that this backend offers.
pub fn operations() -> Vec<Operation> {
    all_routes().operations
}

fn all_routes() -> Routes {
    Routes::new()
        .merge(crate::account::routes())
        .merge(crate::home::routes())
        .merge(crate::orders::routes())
        .merge(crate::wishes::routes())
        .merge(crate::projects::routes())
        .merge(crate::votes::routes())
        .merge(crate::points::routes())
        .merge(crate::appointments::routes())
        .merge(crate::kiosk::routes())
        .merge(crate::desk::routes())
}

/// The whole service.
pub fn router(app: App) -> Router {
    // Inner layers first. Quality 4 halves JSON at a tenth of the time of the best quality.
    all_routes()
        .router
        .layer(middleware::from_fn_with_state(
            app.clone(),
            crate::kiosk::guard::guard,
        ))
        .layer(DefaultBodyLimit::max(
            app.config.rules.body_max_bytes as usize,
        ))
        .layer(middleware::from_fn_with_state(app.clone(), limits::limit))
        .layer(middleware::from_fn(csrf::refuse_cross_site))
        .layer(CatchPanicLayer::custom(frame::panicked))
        .layer(middleware::from_fn(frame::frame_api))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .fallback_service(
            Router::new()
                .fallback(statics::serve)
                .layer(middleware::from_fn(frame::frame_api))
                .with_state(app.clone()),
        )
        .layer(middleware::from_fn(frame::security_headers))
        .with_state(app)
}
