//! Rules and types that know neither the browser nor Leptos.

pub mod care;
pub mod clock;
pub mod error;
pub mod language;
pub mod load;
pub mod money;
pub mod phone;
pub mod points;
pub mod provider;
pub mod route;
pub mod search;
pub mod share;
pub mod text;
