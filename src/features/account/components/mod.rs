//! Parts of signing in and of 我的.

mod by_card;
mod by_code;
mod demo;
mod entry;
mod household;
mod leave;
mod settings;

pub(super) use by_card::by_card;
pub(super) use by_code::by_code;
pub(super) use demo::demo;
pub(super) use entry::Entry;
pub(super) use household::household;
pub(super) use leave::leave;
pub(super) use settings::settings;
