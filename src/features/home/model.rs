//! What the first screen shows, and in which order.

use linli_contract::{HomeBallot, PointsTodo, PointsTodoKind, Reminder, Timestamp, Todo, TodoKind};

use crate::domain::route::Route;

/// At most this many cards wait on the first screen; the rest is one tap away.
pub(super) const MOST_TODOS: usize = 3;

/// A card of 待我办理.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Card {
    /// Something the server knows.
    Todo(Todo),
    /// A half-filled form on this device.
    Draft {
        /// Where it is filled in.
        page: Route,
        /// What it is about.
        title: String,
        /// When it was changed last.
        saved_at: Timestamp,
    },
    /// A ballot that is open to me.
    Ballot {
        /// The one.
        ballot: HomeBallot,
        /// Whether this device has a half-filled vote of it, which counts for nothing yet.
        begun: bool,
        /// How many more wait for my vote.
        more: usize,
    },
    /// Something about my household's points.
    Points(PointsTodo),
    /// An appointment of mine that is near.
    Reminder(Reminder),
}

/// The cards of open ballots: the half-filled ones by name, then the nearest close of those that
/// wait for a vote. `begun` are the ids of which this device has a draft.
pub(super) fn ballot_cards(ballots: &[HomeBallot], begun: &[String]) -> (Vec<Card>, Option<Card>) {
    let card = |ballot: &HomeBallot, begun, more| Card::Ballot {
        ballot: ballot.clone(),
        begun,
        more,
    };
    let (mut half_filled, mut nearest, mut more) = (Vec::new(), None, 0_usize);
    // The nearest close stands first in the server's list.
    for ballot in ballots {
        if begun.contains(&ballot.ballot_id.0) {
            half_filled.push(card(ballot, true, 0));
        } else if !ballot.voted {
            match nearest {
                None => nearest = Some(ballot),
                Some(_) => more += 1,
            }
        }
    }
    (half_filled, nearest.map(|ballot| card(ballot, false, more)))
}

/// The cards to show: half-filled votes, which many take for handed in; what somebody waits for; points
/// that are about to be taken, while there is time to object; appointments of the next day; drafts; one
/// ballot that waits for a vote; then the rest, each group by its deadline.
pub(super) fn cards(
    todos: &[Todo],
    points: &[PointsTodo],
    reminders: &[Reminder],
    drafts: Vec<Card>,
    (half_filled, waiting): (Vec<Card>, Option<Card>),
) -> Vec<Card> {
    let mut todos: Vec<&Todo> = todos.iter().collect();
    todos.sort_by_key(|todo| (rank(&todo.kind), todo.due_at.map_or(i64::MAX, |at| at.0)));
    let (urgent, rest): (Vec<&Todo>, Vec<&Todo>) =
        todos.into_iter().partition(|todo| rank(&todo.kind) == 0);
    let card = |todo: &Todo| Card::Todo(todo.clone());
    let (penalties, other_points): (Vec<&PointsTodo>, Vec<&PointsTodo>) = points
        .iter()
        .partition(|todo| todo.kind == PointsTodoKind::PenaltyAnnounced);
    let of_points = |todo: &PointsTodo| Card::Points(todo.clone());
    let mut cards = half_filled;
    cards.extend(urgent.into_iter().map(card));
    cards.extend(penalties.into_iter().map(of_points));
    cards.extend(reminders.iter().cloned().map(Card::Reminder));
    cards.extend(drafts);
    cards.extend(waiting);
    cards.extend(rest.into_iter().map(card));
    cards.extend(other_points.into_iter().map(of_points));
    cards.truncate(MOST_TODOS);
    cards
}

/// The open ballots that no card is about.
pub(super) fn other_ballots(ballots: &[HomeBallot], cards: &[Card]) -> Vec<HomeBallot> {
    let shown = |wanted: &HomeBallot| {
        let mut cards = cards.iter();
        cards.any(|card| matches!(card, Card::Ballot { ballot, .. } if ballot == wanted))
    };
    let others = ballots.iter().filter(|ballot| !shown(ballot));
    others.cloned().collect()
}

const fn rank(kind: &TodoKind) -> u8 {
    match kind {
        TodoKind::NeedInfo => 0,
        TodoKind::Visit => 1,
        TodoKind::ConfirmResult => 2,
        TodoKind::Rate | TodoKind::Other(_) => 3,
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

    #[test]
    fn what_somebody_waits_for_comes_first_and_a_draft_second() {
        let draft = Card::Draft {
            page: Route::NewProject,
            title: "t".into(),
            saved_at: Timestamp(0),
        };
        let todos = [
            todo(TodoKind::Rate, 1),
            todo(TodoKind::Visit, 2),
            todo(TodoKind::NeedInfo, 9),
        ];
        let cards = cards(&todos, &[], &[], vec![draft.clone()], (vec![], None));
        assert_eq!(
            cards,
            [
                Card::Todo(todos[2].clone()),
                draft,
                Card::Todo(todos[1].clone())
            ]
        );
    }

    #[test]
    fn a_kind_of_a_newer_server_is_shown_last() {
        let todos = [
            todo(TodoKind::Other("vote".into()), 1),
            todo(TodoKind::ConfirmResult, 2),
        ];
        let cards = cards(&todos, &[], &[], vec![], (vec![], None));
        assert_eq!(cards[0], Card::Todo(todos[1].clone()));
    }

    #[test]
    fn points_to_be_taken_and_what_is_near_come_first() {
        let of = |kind| PointsTodo {
            kind,
            title: "x".into(),
            points: 5,
            due_at: Timestamp(1),
            id: None,
        };
        let points = [
            of(PointsTodoKind::PickUp),
            of(PointsTodoKind::PenaltyAnnounced),
        ];
        let near = Reminder {
            booking_id: "b".into(),
            title: "x".into(),
            starts_at: Timestamp(3),
        };
        let todos = [todo(TodoKind::Visit, 2)];
        let cards = cards(
            &todos,
            &points,
            std::slice::from_ref(&near),
            vec![],
            (vec![], None),
        );
        assert_eq!(
            cards,
            [
                Card::Points(points[1].clone()),
                Card::Reminder(near),
                Card::Todo(todos[0].clone()),
            ]
        );
    }

    #[test]
    fn a_half_filled_vote_is_first_and_one_ballot_stands_for_all_that_wait() {
        let ballot = |id: &str, closes, voted| HomeBallot {
            ballot_id: id.into(),
            title: id.to_owned(),
            closes_at: Timestamp(closes),
            voted,
        };
        let ballots = [
            ballot("soon", 5, false),
            ballot("half", 8, false),
            ballot("late", 9, false),
            ballot("done", 10, true),
        ];
        // A draft of a ballot that is over nags nobody.
        let begun = ["half".to_owned(), "over".to_owned()];
        let todos = [todo(TodoKind::NeedInfo, 9)];
        let cards = cards(&todos, &[], &[], vec![], ballot_cards(&ballots, &begun));
        let expected = [
            Card::Ballot {
                ballot: ballots[1].clone(),
                begun: true,
                more: 0,
            },
            Card::Todo(todos[0].clone()),
            Card::Ballot {
                ballot: ballots[0].clone(),
                begun: false,
                more: 1,
            },
        ];
        assert_eq!(cards, expected);
        // What has no card is told elsewhere.
        let others = other_ballots(&ballots, &cards);
        assert_eq!(others, [ballots[2].clone(), ballots[3].clone()]);
        // A change that was begun is half-filled, too.
        let (changing, waiting) = ballot_cards(&ballots[3..], &["done".to_owned()]);
        assert_eq!((changing.len(), waiting), (1, None));
    }
}
