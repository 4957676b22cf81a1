//! Writes that wait for the network, on this device's disk, and arrive exactly once.

mod disk;
mod later;
mod model;
mod queue;
mod sender;
mod write;

pub use model::{Entry, Kind};
pub use queue::Outbox;
pub use write::{NewEntry, Replaces, Submitted};
