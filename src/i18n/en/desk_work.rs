use linli_contract::WorkKind;

use crate::i18n::messages::DeskWork;

pub(in crate::i18n) static DESK_WORK: DeskWork = DeskWork {
    nav: "To do",
    title: "To do",
    lead: "Everything that waits for the desk, the nearest deadline first; what has none comes after it, the oldest first.",
    waiting: |n| format!("{n} to do"),
    kinds: "Which kind",
    all: "All",
    kind: |kind| match kind {
        WorkKind::Order => "Order",
        WorkKind::Reply => "Resident replied",
        WorkKind::Complaint => "Complaint",
        WorkKind::CallBack => "Call back",
        WorkKind::Wish => "Wish",
        WorkKind::Proposal => "Proposal",
        WorkKind::Comment => "Comment to look at",
        WorkKind::Concern => "Concern to answer",
        WorkKind::Appeal => "Points appeal",
        WorkKind::PointsReview => "Points to review",
        WorkKind::PaperVote => "Paper vote to confirm",
        WorkKind::Pairing => "Pairing a kiosk",
        WorkKind::Other(_) => "Other",
    },
    grid: "Grid",
    all_grids: "All grids",
    my_grid: |name| format!("{name} (mine)"),
    caption: |which| {
        format!(
            "To do: {which}, the nearest deadline first. Arrow keys move between rows, Enter opens one."
        )
    },
    column_what: "What",
    column_kind: "Kind · grid",
    column_due: "Deadline",
    since: |when| format!("since {when}"),
    for_a_colleague: "You did the first step: a colleague takes this one",
    elsewhere: "This version cannot open it: load the page again, or handle it elsewhere",
    found: |n| format!("{n} listed"),
    late: |n| format!("{n} late"),
    keys: "By keyboard",
    keys_text: "↓ or j next row, ↑ or k previous row, Enter opens, / goes to the kinds.",
    empty_title: "All done",
    empty_text: "New things appear here by themselves.",
    none_title: "Nothing to do here",
    none_text: "Look at another kind or another grid.",
};
