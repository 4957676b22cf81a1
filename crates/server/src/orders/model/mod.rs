//! The rules of orders, pure: no database, no HTTP, no clock.

pub mod answers;
pub mod form;
pub mod life;
pub mod quota;
pub mod slots;
pub mod words;
