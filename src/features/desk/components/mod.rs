//! Parts of the desk.

mod actions;
mod decide;
mod due;
mod duties;
mod figures;
mod guard;
mod navigation;
mod queue;
mod room;
mod saying;

pub(super) use actions::{Moving, actions};
pub(super) use decide::{Deciding, decide_form};
pub(super) use due::{call_back_mark, complaint_mark, due_mark};
pub(super) use duties::duties;
pub(super) use figures::figures;
pub(super) use guard::{Access, access, residents};
pub(super) use navigation::navigation;
pub(super) use queue::{Rows, focus_row, queue};
pub(super) use room::{panes, room_for_two};
pub(super) use saying::{Saying, Told, publish_button, say_form};
