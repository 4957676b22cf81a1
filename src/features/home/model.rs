//! What the first screen shows, and in which order.

use linli_contract::{BallotId, HomeBallot, Timestamp, Todo, TodoKind};

use crate::domain::route::Route;

/// At most this many cards wait on the first screen; the rest is one tap away.
pub(super) const MOST_TODOS: usize = 3;

/// At most this many of them are ballots without a draft; the others stand in a list of their own.
const MOST_BALLOTS: usize = 2;

/// A card of 待我办理.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Card {
    /// Something the server knows.
    Todo(Todo),
    /// An open ballot; with the time of its draft where it is half filled in on this device.
    Ballot(HomeBallot, Option<Timestamp>),
    /// A half-filled form on this device.
    Draft(Draft),
}

/// A half-filled form on this device.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Draft {
    /// Where it is filled in.
    pub(super) page: Route,
    /// What it is about.
    pub(super) title: String,
    /// When it was changed last.
    pub(super) saved_at: Timestamp,
}

/// The cards to show: first a vote that is half given, then what somebody waits for, then drafts,
/// then the rest, each group by its deadline.
pub(super) fn cards(todos: &[Todo], ballots: &[HomeBallot], drafts: Vec<Draft>) -> Vec<Card> {
    let (votes, drafts): (Vec<Draft>, Vec<Draft>) = drafts
        .into_iter()
        .partition(|draft| matches!(draft.page, Route::Ballot(_)));
    let half_given = |ballot: &HomeBallot| {
        let mut votes = votes.iter();
        votes
            .find(|draft| draft.page == Route::Ballot(ballot.ballot_id.clone()))
            .map(|draft| draft.saved_at)
    };
    let mut cards: Vec<(u8, i64, Card)> = Vec::new();
    let mut left = MOST_BALLOTS;
    // The nearest close is first.
    for ballot in ballots {
        let draft = half_given(ballot);
        let rank = match draft {
            Some(_) => 0,
            None if ballot.voted || left == 0 => continue,
            None => 3,
        };
        left -= usize::from(draft.is_none());
        let card = Card::Ballot(ballot.clone(), draft);
        cards.push((rank, ballot.closes_at.0, card));
    }
    for todo in todos {
        let due = todo.due_at.map_or(i64::MAX, |at| at.0);
        cards.push((rank(&todo.kind), due, Card::Todo(todo.clone())));
    }
    for draft in drafts {
        cards.push((2, -draft.saved_at.0, Card::Draft(draft)));
    }
    cards.sort_by_key(|(rank, due, _)| (*rank, *due));
    cards.truncate(MOST_TODOS);
    cards.into_iter().map(|(_, _, card)| card).collect()
}

/// The open ballots that no card is about.
pub(super) fn other_ballots(ballots: &[HomeBallot], cards: &[Card]) -> Vec<HomeBallot> {
    let shown: Vec<&BallotId> = cards
        .iter()
        .filter_map(|card| match card {
            Card::Ballot(ballot, _) => Some(&ballot.ballot_id),
            _ => None,
        })
        .collect();
    let mut others = ballots.to_vec();
    others.retain(|ballot| !shown.contains(&&ballot.ballot_id));
    others
}

const fn rank(kind: &TodoKind) -> u8 {
    match kind {
        TodoKind::NeedInfo => 1,
        TodoKind::Visit => 3,
        TodoKind::ConfirmResult => 4,
        TodoKind::Rate | TodoKind::Other(_) => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn todo(kind: TodoKind, due: i64) -> Todo {
        Todo {
            kind,
            title: "x".into(),
            text: None,
            due_at: Some(Timestamp(due)),
            order_id: "o".into(),
        }
    }

    fn ballot(id: &str, closes_at: i64, voted: bool) -> HomeBallot {
        HomeBallot {
            ballot_id: id.into(),
            title: id.into(),
            closes_at: Timestamp(closes_at),
            voted,
        }
    }

    fn draft(page: Route, saved_at: i64) -> Draft {
        Draft {
            page,
            title: "t".into(),
            saved_at: Timestamp(saved_at),
        }
    }

    #[test]
    fn what_somebody_waits_for_comes_first_and_a_draft_second() {
        let (old, new) = (draft(Route::NewProject, 1), draft(Route::NewWish, 2));
        let todos = [
            todo(TodoKind::Rate, 1),
            todo(TodoKind::Visit, 2),
            todo(TodoKind::NeedInfo, 9),
        ];
        let cards = cards(&todos, &[], vec![old.clone(), new.clone()]);
        assert_eq!(
            cards,
            [
                Card::Todo(todos[2].clone()),
                Card::Draft(new),
                Card::Draft(old),
            ]
        );
    }

    #[test]
    fn a_kind_of_a_newer_server_is_shown_last() {
        let todos = [
            todo(TodoKind::Other("vote".into()), 1),
            todo(TodoKind::ConfirmResult, 2),
        ];
        assert_eq!(cards(&todos, &[], vec![])[0], Card::Todo(todos[1].clone()));
    }

    #[test]
    fn a_half_given_vote_is_first_and_open_ballots_stand_among_visits_by_their_close() {
        let ballots = [
            ballot("done", 5, true),
            ballot("soon", 10, false),
            ballot("late", 30, false),
            ballot("half", 90, true),
        ];
        let todos = [todo(TodoKind::Visit, 20), todo(TodoKind::NeedInfo, 99)];
        let drafts = vec![
            draft(Route::Ballot("half".into()), 7),
            // A ballot that is closed has no card, whatever is left of it.
            draft(Route::Ballot("gone".into()), 8),
        ];
        let cards = cards(&todos, &ballots, drafts);
        assert_eq!(
            cards,
            [
                Card::Ballot(ballots[3].clone(), Some(Timestamp(7))),
                Card::Todo(todos[1].clone()),
                Card::Ballot(ballots[1].clone(), None),
            ]
        );
        let others: Vec<String> = other_ballots(&ballots, &cards)
            .into_iter()
            .map(|ballot| ballot.title)
            .collect();
        assert_eq!(others, ["done", "late"]);
    }

    #[test]
    fn many_open_ballots_leave_room_for_what_else_waits() {
        let ballots = [1, 2, 3].map(|day| ballot(&day.to_string(), day, false));
        let todos = [todo(TodoKind::Rate, 9)];
        let cards = cards(&todos, &ballots, vec![]);
        assert_eq!(cards[2], Card::Todo(todos[0].clone()));
        assert_eq!(other_ballots(&ballots, &cards), [ballots[2].clone()]);
    }
}
