//! Parts of the desk.

mod actions;
mod due;
mod figures;
mod guard;
mod queue;

pub(super) use actions::{Moving, actions};
pub(super) use due::due_mark;
pub(super) use figures::figures;
pub(super) use guard::{Access, access, residents};
pub(super) use queue::queue;
