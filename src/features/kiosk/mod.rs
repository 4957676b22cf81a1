//! The kiosk: its first page, signing in at it, what every page has around it, asking whether somebody is there, and
//! clearing everything when nobody is.

mod api;
mod components;
mod device;
mod model;
mod pages;
mod scans;

pub use components::{around, bar, show, take_along};
pub use device::Device;
pub use pages::{health_page, not_here_page, pairing_page, sign_in_page, start_page};
