//! Points, months and states in words.

use leptos::prelude::*;
use linli_contract::{AppealState, EntryKind, EntryState, PointsEntry, RedemptionState};

use super::model::chart::parse_month;
use crate::i18n::t;
use crate::ui::parts::status;
pub(super) use crate::ui::points::{day, day_of, points, signed, today, when};

/// A month of the contract in words; what is none stays as it is.
pub(super) fn month(month: &str) -> String {
    parse_month(month).map_or_else(
        || month.to_owned(),
        |(year, month)| (t().points().month)(year, month),
    )
}

/// The icon of what an entry is, and the colour that repeats it.
pub(super) fn symbol(kind: &EntryKind) -> (&'static str, &'static str) {
    match kind {
        EntryKind::Earn => ("ok", "plus"),
        EntryKind::Penalty => ("stop", "warn"),
        EntryKind::Redeem => ("points", "box"),
        EntryKind::Expire => ("wait", "clock"),
        EntryKind::Reverse => ("guide", "refresh"),
        EntryKind::Other(_) => ("guide", "info"),
    }
}

/// Where an entry stands, in a word with its icon.
pub(super) fn state(entry: &PointsEntry) -> AnyView {
    let p = t().points();
    match entry.state {
        EntryState::Pending if entry.appeal == Some(AppealState::Open) => {
            status("wait", "clock", p.state_objected)
        }
        EntryState::Pending if entry.kind == EntryKind::Redeem => {
            status("wait", "clock", p.state_held)
        }
        EntryState::Pending => status("wait", "clock", p.state_notice),
        EntryState::Posted if entry.corrected => status("closed", "refresh", p.state_corrected),
        EntryState::Posted if entry.appeal == Some(AppealState::Open) => {
            status("wait", "clock", p.state_objected)
        }
        EntryState::Posted => status("done", "check", p.state_posted),
        EntryState::Voided => status("closed", "close", p.state_voided),
        EntryState::Other(_) => status("open", "info", p.state_other),
    }
}

/// Where a redemption stands, in a word with its icon.
pub(super) fn redemption(state: &RedemptionState) -> AnyView {
    let p = t().points();
    match state {
        RedemptionState::Held => status("wait", "clock", p.state_wait),
        RedemptionState::Done => status("done", "check", p.state_done),
        RedemptionState::Cancelled => status("closed", "close", p.state_cancelled),
        RedemptionState::Lapsed => status("closed", "clock", p.state_lapsed),
        RedemptionState::Other(_) => status("open", "info", p.state_other),
    }
}

/// Until when an entry is announced or held.
pub(super) fn ends(entry: &PointsEntry) -> Option<String> {
    let p = t().points();
    let at = when(entry.notice_until?);
    if entry.state != EntryState::Pending {
        return None;
    }
    Some(if entry.kind == EntryKind::Redeem {
        (p.held_until)(&at)
    } else {
        (p.notice_until)(&at)
    })
}
