//! Parts of the pages of projects.

mod ballots;
mod card;
mod comments;
mod course;
mod evaluation;
mod follow;
mod meetings;
mod waiting;
mod writing;

pub(super) use ballots::{ballots, check_links, closed_ballots};
pub(super) use card::card;
pub(super) use comments::comments;
pub(super) use course::milestones;
pub(super) use evaluation::evaluation;
pub(super) use follow::follow;
pub(super) use meetings::{assessment, meetings};
pub(super) use waiting::waiting;
