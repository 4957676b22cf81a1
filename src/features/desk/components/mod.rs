//! Parts of the desk.

mod actions;
mod ballot_check;
mod ballot_conflict;
mod ballot_form;
mod ballot_running;
mod ballot_state;
mod decide;
mod due;
mod duties;
mod figures;
mod frame;
mod guard;
mod meetings;
mod milestones;
mod navigation;
mod pairs;
mod paper_form;
mod papers_sums;
mod queue;
mod room;
mod rows;
mod saying;
mod select;

pub(super) use actions::{Moving, actions};
pub(super) use ballot_check::ballot_check;
pub(super) use ballot_conflict::{ballot_conflict, unsaved};
pub(super) use ballot_form::ballot_form;
pub(super) use ballot_running::ballot_running;
pub(super) use ballot_state::ballot_state;
pub(super) use decide::{Deciding, decide_form};
pub(super) use due::{call_back_mark, complaint_mark, due_mark};
pub(super) use duties::duties;
pub(super) use figures::figures;
pub(super) use frame::{Frame, frame, reads};
pub(super) use guard::{Access, access, residents};
pub(super) use meetings::meetings;
pub(super) use milestones::milestones;
pub(super) use navigation::navigation;
pub(super) use paper_form::{Paper, PaperTold, is_mine, paper_done, paper_form};
pub(super) use papers_sums::papers_sums;
pub(super) use queue::{Rows, focus_row, queue};
pub(super) use room::{panes, room_for_two};

pub(super) use saying::{Saying, Told, publish_button, say_form};
pub(super) use select::select_field;
