//! Writes that wait for the network, on this device's disk, and arrive exactly once.

mod disk;
mod model;
mod sender;
mod write;

pub use model::{Entry, Kind};
pub use sender::Outbox;
pub use write::{NewEntry, Replaces, Submitted};
