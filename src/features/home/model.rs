//! What the first screen shows, and in which order.

use linli_contract::{Timestamp, Todo, TodoKind};

/// At most this many cards wait on the first screen; the rest is one tap away.
pub(super) const MOST_TODOS: usize = 3;

/// A card of 待我办理.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Card {
    /// Something the server knows.
    Todo(Todo),
    /// A half-filled form on this device.
    Draft {
        /// The service's id.
        service: String,
        /// Its name.
        title: String,
        /// When it was changed last.
        saved_at: Timestamp,
    },
}

/// The cards to show: first what somebody waits for, then drafts, then the rest, each group by
/// its deadline.
pub(super) fn cards(todos: &[Todo], drafts: Vec<Card>) -> Vec<Card> {
    let mut todos: Vec<&Todo> = todos.iter().collect();
    todos.sort_by_key(|todo| (rank(&todo.kind), todo.due_at.map_or(i64::MAX, |at| at.0)));
    let (urgent, rest): (Vec<&Todo>, Vec<&Todo>) =
        todos.into_iter().partition(|todo| rank(&todo.kind) == 0);
    let card = |todo: &Todo| Card::Todo(todo.clone());
    let mut cards: Vec<Card> = urgent.into_iter().map(card).collect();
    cards.extend(drafts);
    cards.extend(rest.into_iter().map(card));
    cards.truncate(MOST_TODOS);
    cards
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
            service: "s".into(),
            title: "t".into(),
            saved_at: Timestamp(0),
        };
        let todos = [
            todo(TodoKind::Rate, 1),
            todo(TodoKind::Visit, 2),
            todo(TodoKind::NeedInfo, 9),
        ];
        let cards = cards(&todos, vec![draft.clone()]);
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
        assert_eq!(cards(&todos, vec![])[0], Card::Todo(todos[1].clone()));
    }
}
