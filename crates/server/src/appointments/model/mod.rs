//! The rules of appointments, without a database.

pub mod ics;
pub mod life;
pub mod mask;
