//! Parts of the first screen.

mod areas;
mod news;
mod todos;

pub(super) use areas::areas;
pub(super) use news::{announcements, ballots, contact, wishes};
pub(super) use todos::{project_news, todos, wish_news};
