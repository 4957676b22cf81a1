//! The JSON types of the Linli contract, shared by the app and the reference backend.
//!
//! `contract/openapi.yaml` is the only normative description; these types follow it, and every
//! example in `contract/examples/` is read and written again by this crate's tests.
//!
//! Rules that hold for all of them:
//!
//! * names are `snake_case`; an absent field means "not given, or not yours to see";
//! * a reader ignores fields it does not know, and maps an unknown word of an open list to `Other`;
//! * numbers are integers: money in fen (0.01 yuan), ratings in tenths, areas in 0.01 m²,
//!   times in whole units;
//! * instants are RFC 3339 in UTC ([`Timestamp`]), calendar days are `YYYY-MM-DD` ([`Date`]).

#[macro_use]
mod macros;

mod account;
mod appointment;
mod audit;
mod ballot;
mod desk;
mod desk_appointments;
mod desk_points;
mod desk_services;
mod desk_votes;
mod home;
mod ids;
mod kiosk;
mod order;
mod page;
mod points;
mod problem;
mod project;
mod result;
mod rewards;
mod service;
mod sheet;
mod time;
mod wish;
mod work;

/// Reads an optional field of a request: it may be absent, but not `null`.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: serde::Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

pub use account::*;
pub use appointment::*;
pub use audit::*;
pub use ballot::*;
pub use desk::*;
pub use desk_appointments::*;
pub use desk_points::*;
pub use desk_services::*;
pub use desk_votes::*;
pub use home::*;
pub use ids::*;
pub use kiosk::*;
pub use order::*;
pub use page::Page;
pub use points::*;
pub use problem::*;
pub use project::*;
pub use result::*;
pub use rewards::*;
pub use service::*;
pub use sheet::*;
pub use time::{Date, TimeError, Timestamp};
pub use wish::*;
pub use work::*;
