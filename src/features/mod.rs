//! What people can do, one folder each. A feature never imports another; shared things move down.
//!
//! Every feature has the same files: `model.rs` (its rules, pure), `api.rs` (its calls),
//! `store.rs` (state that outlives a page), `pages/` and `components/`, as far as it needs them.

pub mod account;
pub mod appointments;
pub mod counselling;
pub mod desk;
pub mod guide;
pub mod home;
pub mod kiosk;
pub mod orders;
pub mod points;
pub mod projects;
pub mod provider;
pub mod recount;
pub mod services;
pub mod votes;
pub mod wishes;
