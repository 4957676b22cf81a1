//! The rules of ballots that the screen needs, without a browser.

pub(super) mod choices;
pub(super) mod count;
pub(super) mod draft;
pub(super) mod receipt;
#[cfg(test)]
mod samples;
pub(super) mod standing;
