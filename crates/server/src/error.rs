//! The one error of the server. Handlers return it with `?`; it becomes an RFC 9457 problem in the
//! language of the request (see `http::render_problems`).

use std::fmt;

use axum::response::{IntoResponse, Response};
use linli_contract::{FieldError, Slot};

pub use crate::problems::Code;

/// The result of every fallible function here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request could not be fulfilled.
#[derive(Clone, Debug)]
pub struct Error {
    /// What kind of problem.
    pub code: Code,
    /// Which parts of the body are wrong.
    pub errors: Vec<FieldError>,
    /// `slot_taken`: the nearest free times.
    pub slots: Vec<Slot>,
    /// After how many seconds the same request may be sent again.
    pub retry_after: Option<u32>,
    /// For the log only: what went wrong inside.
    pub cause: Option<String>,
}

impl Error {
    /// A problem of this kind.
    pub const fn new(code: Code) -> Self {
        Self {
            code,
            errors: Vec::new(),
            slots: Vec::new(),
            retry_after: None,
            cause: None,
        }
    }

    /// `validation_failed` with these wrong parts.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self {
            errors,
            ..Self::new(Code::ValidationFailed)
        }
    }

    /// Adds a wrong part of the body.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>, code: &str) -> Self {
        self.errors.push(field(pointer, code));
        self
    }

    /// Sets `Retry-After`.
    #[must_use]
    pub const fn after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// A fault of ours, with a sentence for the log.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self {
            cause: Some(cause.to_string()),
            ..Self::new(Code::ServerError)
        }
    }

    /// Whether the outcome depends on the request and the stored state only, so that it is kept
    /// with the idempotency key and replayed.
    pub fn is_deterministic(&self) -> bool {
        matches!(self.code.status().as_u16(), 409 | 422) && self.code != Code::InProgress
    }
}

/// A wrong part of a request body.
pub fn field(pointer: impl Into<String>, code: &str) -> FieldError {
    FieldError {
        pointer: pointer.into(),
        code: code.to_owned(),
        limit: None,
    }
}

/// A wrong part of a request body, with the bound that was broken.
pub fn field_limit(pointer: impl Into<String>, code: &str, limit: i64) -> FieldError {
    FieldError {
        limit: Some(limit),
        ..field(pointer, code)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.word(), self.code.title().1)?;
        if let Some(cause) = &self.cause {
            write!(f, " ({cause})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        // A lock that was not had in time says nothing about the request: it may come again.
        let transient = match &error {
            sqlx::Error::PoolTimedOut => true,
            sqlx::Error::Database(database) => matches!(
                database.code().as_deref(),
                // SQLite: busy, busy_snapshot; PostgreSQL: serialization, deadlock, lock timeout.
                Some("5" | "517" | "40001" | "40P01" | "55P03")
            ),
            _ => false,
        };
        let code = if transient {
            Code::Busy
        } else {
            Code::ServerError
        };
        Self {
            cause: Some(error.to_string()),
            retry_after: transient.then_some(1),
            ..Self::new(code)
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for Error {
    /// Only the status and the error itself: the outermost layer, which knows the language and the
    /// request's id, writes the body.
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Whether a statement failed on a UNIQUE constraint.
pub fn is_unique_violation(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(database) if database.is_unique_violation())
}
