//! The neighbourhood that fills an empty database.

use crate::App;
use crate::error::Result;

/// Fills the database if it has no community yet.
#[allow(clippy::unused_async)]
pub async fn fill(_app: &App) -> Result<()> {
    Ok(())
}
