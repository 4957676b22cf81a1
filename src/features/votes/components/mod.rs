//! Parts of the pages of a ballot.

mod can_i;
mod conflict;
mod matters;
mod options;
mod outcome;
mod problem;
mod proves;
mod receipt;
mod room;
mod rules;
mod state;
mod submit;
mod sums;

pub(super) use crate::ui::ballot::fingerprint;
pub(super) use can_i::can_i;
pub(super) use conflict::conflict;
pub(super) use matters::matters;
pub(super) use options::{choose_matters, choose_options, chosen_list, options, picture};
pub(super) use outcome::{course, left_out, winners};
pub(super) use problem::{changes, problem};
pub(super) use proves::proves;
pub(super) use receipt::{receipt_card, receipt_number};
pub(super) use rules::rules;
pub(super) use state::vote_state;
pub(super) use submit::submit_bar;
pub(super) use sums::{files, turnout};
