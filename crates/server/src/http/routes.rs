//! Routes with the names of their operations, so that tests can compare them with the contract.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::http::Method;
use axum::routing::{MethodFilter, on};

use crate::App;

/// One operation of the contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its `operationId`.
    pub id: &'static str,
    /// Its method.
    pub method: Method,
    /// Its path, with parameters in braces.
    pub path: &'static str,
}

/// The routes of a module.
#[derive(Default)]
pub struct Routes {
    pub(super) router: Router<App>,
    pub(super) operations: Vec<Operation>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A GET (and so HEAD) operation.
    #[must_use]
    pub fn get<T: 'static>(
        self,
        id: &'static str,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.route(id, Method::GET, MethodFilter::GET, path, handler)
    }

    /// A POST operation.
    #[must_use]
    pub fn post<T: 'static>(
        self,
        id: &'static str,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.route(id, Method::POST, MethodFilter::POST, path, handler)
    }

    /// A PUT operation.
    #[must_use]
    pub fn put<T: 'static>(
        self,
        id: &'static str,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.route(id, Method::PUT, MethodFilter::PUT, path, handler)
    }

    /// A DELETE operation.
    #[must_use]
    pub fn delete<T: 'static>(
        self,
        id: &'static str,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.route(id, Method::DELETE, MethodFilter::DELETE, path, handler)
    }

    /// Lets the handlers so far take bodies of this many bytes.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.router = self.router.layer(DefaultBodyLimit::max(bytes));
        self
    }

    /// Adds another module's routes.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.operations.extend(other.operations);
        self
    }

    fn route<T: 'static>(
        mut self,
        id: &'static str,
        method: Method,
        filter: MethodFilter,
        path: &'static str,
        handler: impl Handler<T, App>,
    ) -> Self {
        self.router = self.router.route(path, on(filter, handler));
        self.operations.push(Operation { id, method, path });
        self
    }
}
