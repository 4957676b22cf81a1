//! The rules of points, without a database.

pub mod bands;
pub mod calendar;
pub mod code;
pub mod groups;
pub mod lots;
