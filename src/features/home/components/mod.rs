//! Parts of the first screen.

mod areas;
mod news;
mod todos;

pub(super) use areas::areas;
pub(super) use news::{announcements, contact, wishes};
pub(super) use todos::{todos, wish_news};
