//! Parts of the desk.

mod actions;
mod ballot_check;
mod ballot_conflict;
mod ballot_form;
mod ballot_options;
mod ballot_running;
mod ballot_state;
mod cards;
mod decide;
mod decisions;
mod due;
mod duties;
mod entry_about;
mod entry_forms;
mod figures;
mod frame;
mod guard;
mod households;
mod meeting_conflict;
mod meetings;
mod milestones;
mod more_rows;
mod navigation;
mod pairs;
mod paper_form;
mod papers_sums;
mod points_ways;
mod queue;
mod room;
mod rows;
mod saying;
mod select;
mod service_conflict;
mod work;

pub(super) use actions::{Moving, actions};
pub(super) use ballot_check::ballot_check;
pub(super) use ballot_conflict::{ballot_conflict, unsaved};
pub(super) use ballot_form::ballot_form;
pub(super) use ballot_running::ballot_running;
pub(super) use ballot_state::ballot_state;
pub(super) use cards::Cards;
pub(super) use decide::{Deciding, decide_form};
pub(super) use due::{call_back_mark, complaint_mark, due_mark};
pub(super) use duties::duties;
pub(super) use entry_about::{amount, entry_about};
pub(super) use entry_forms::{appeal_form, reversal_form, review_form};
pub(super) use figures::figures;
pub(super) use frame::{Frame, frame, reads};
pub(super) use guard::{Access, access, residents};
pub(super) use households::household_search;
pub(super) use meetings::meetings;
pub(super) use milestones::milestones;
pub(super) use more_rows::more_rows;
pub(super) use navigation::navigation;
pub(super) use paper_form::{Paper, PaperTold, is_mine, paper_done, paper_form};
pub(super) use papers_sums::papers_sums;
pub(super) use points_ways::points_ways;
pub(super) use queue::{Rows, focus_row, queue};
pub(super) use room::{panes, room_for_two};

pub(super) use saying::{Saying, Told, publish_button, say_form};
pub(super) use select::select_field;
pub(super) use service_conflict::{
    FIELDS as SERVICE_FIELDS, name as service_field_name, service_conflict,
};
pub(super) use work::work_table;
