//! See the brief: helper O's.

use crate::http::Routes;

/// The operations of this part.
pub fn routes() -> Routes {
    Routes::new()
}
