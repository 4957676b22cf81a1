//! Writes that wait for the network, on this device's disk, and arrive exactly once.

mod disk;
mod model;
mod sender;

pub use model::{Entry, Kind};
pub use sender::{NewEntry, Outbox, Submitted};
