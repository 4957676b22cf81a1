//! Parts of the pages of this feature.

mod call_me;
mod lines;
mod question;
mod result;

pub(super) use call_me::call_me;
pub(super) use lines::lines;
pub(super) use question::question;
pub(super) use result::{licence, result};
