//! What waits: where each kind is handled, and how much of it belongs to each part of the desk.

use linli_contract::{OrderId, WorkCounts, WorkItem, WorkKind};

use crate::domain::route::Route;

/// The page on which something is handled; none for a kind that this version does not know.
pub(in crate::features::desk) fn place(item: &WorkItem) -> Option<Route> {
    let subject = item.subject.as_str();
    Some(match item.kind {
        WorkKind::Order | WorkKind::Reply | WorkKind::Complaint | WorkKind::CallBack => {
            Route::DeskOrder(OrderId::from(subject))
        }
        WorkKind::PaperVote => Route::DeskPapers(subject.into()),
        ref kind => part(kind)?,
    })
}

/// The part of the desk to which a kind belongs.
pub(in crate::features::desk) const fn part(kind: &WorkKind) -> Option<Route> {
    Some(match kind {
        WorkKind::Order | WorkKind::Reply | WorkKind::Complaint | WorkKind::CallBack => Route::Desk,
        WorkKind::Wish => Route::DeskWishes,
        WorkKind::Proposal | WorkKind::Comment | WorkKind::Concern => Route::DeskProjects,
        WorkKind::Appeal => Route::DeskAppeals,
        WorkKind::PointsReview => Route::DeskPoints,
        WorkKind::PaperVote => Route::DeskBallots,
        WorkKind::Pairing => Route::DeskKiosks,
        WorkKind::Other(_) => return None,
    })
}

/// How much waits in a part of the desk: everything in its own, appeals with the points.
pub(in crate::features::desk) fn waits_in(counts: &WorkCounts, here: &Route) -> u32 {
    let mine = |kind: &WorkKind| match part(kind) {
        _ if *here == Route::DeskWork => true,
        Some(Route::DeskAppeals) => *here == Route::DeskPoints,
        part => part.as_ref() == Some(here),
    };
    let kinds = counts.kinds.iter().filter(|of| mine(&of.kind));
    kinds.map(|of| of.count).sum()
}

#[cfg(test)]
mod tests {
    use linli_contract::{Timestamp, WorkOfKind};

    use super::*;

    fn item(kind: WorkKind) -> WorkItem {
        WorkItem {
            id: format!("{}-1", kind.as_str()),
            kind,
            subject: "s1".to_owned(),
            title: String::new(),
            detail: String::new(),
            grid: None,
            due_at: None,
            since: Timestamp(0),
            for_a_colleague: false,
        }
    }

    #[test]
    fn every_kind_has_a_page_but_one_that_is_not_known_yet() {
        for kind in WorkKind::ALL {
            assert!(place(&item(kind.clone())).is_some(), "{kind:?}");
        }
        assert_eq!(place(&item(WorkKind::from("of_tomorrow"))), None);
        let reply = place(&item(WorkKind::Reply));
        assert_eq!(reply, Some(Route::DeskOrder("s1".into())));
        let paper = place(&item(WorkKind::PaperVote));
        assert_eq!(paper, Some(Route::DeskPapers("s1".into())));
    }

    #[test]
    fn the_parts_add_up_to_the_whole_whatever_else_there_is() {
        let of = |kind: &WorkKind| WorkOfKind {
            kind: kind.clone(),
            count: 2,
            late: 1,
        };
        let mut kinds: Vec<WorkOfKind> = WorkKind::ALL.iter().map(of).collect();
        kinds.push(of(&WorkKind::from("of_tomorrow")));
        let counts = WorkCounts {
            kinds,
            grids: Vec::new(),
            my_grid: None,
        };
        let in_part = |route| waits_in(&counts, &route);
        assert_eq!(in_part(Route::DeskWork), 26);
        assert_eq!(in_part(Route::Desk), 8);
        assert_eq!(in_part(Route::DeskWishes), 2);
        assert_eq!(in_part(Route::DeskProjects), 6);
        assert_eq!(in_part(Route::DeskBallots), 2);
        assert_eq!(in_part(Route::DeskPoints), 4);
        assert_eq!(in_part(Route::DeskKiosks), 2);
    }
}
