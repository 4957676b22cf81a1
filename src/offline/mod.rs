//! The only ways to the server's data: [`Query`] reads, [`Command`] and the [`outbox`] write.
//!
//! A `Query` shows the kept copy at once and the network's after it. A `Command` runs one write at
//! a time under one key per intention. What may wait for the network goes through the outbox.

pub mod ballot_file;
mod cache;
mod command;
pub mod drafts;
pub mod guides;
pub mod outbox;
mod query;
mod quiet;
pub mod receipts;
mod session;

pub use cache::{forget, writes};
pub use command::{Command, Write};
pub use query::Query;
pub use quiet::{Finished, Quiet};
pub use session::Session;
