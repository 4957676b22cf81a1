//! The rules of the pages about orders: what stands where, and what a form may send.

use linli_contract::{OrderAction, OrderRow, OrderStatus, Problem, StatusType};

use crate::domain::text::{self, TextError};

/// Longest texts of the contract, in characters.
pub(super) const TEXT_MAX: usize = 500;
/// Longest reason of a cancellation, in characters.
pub(super) const REASON_MAX: usize = 200;
/// Most photos of a reply.
pub(super) const REPLY_PHOTOS: usize = 3;

/// Splits the rows into those that still move or wait for the household, and the rest; each part
/// keeps the server's order.
pub(super) fn split(rows: &[OrderRow]) -> (Vec<&OrderRow>, Vec<&OrderRow>) {
    rows.iter().partition(|row| is_alive(row))
}

fn is_alive(row: &OrderRow) -> bool {
    match row.status_type {
        StatusType::Closed => false,
        StatusType::Done => row.status == OrderStatus::Completed,
        StatusType::Open | StatusType::Other(_) => true,
    }
}

/// Whether the promised date is still awaited. Once a visit is agreed, the promise has been kept.
pub(super) const fn promise_awaited(status: &OrderStatus) -> bool {
    matches!(
        status,
        OrderStatus::Submitted
            | OrderStatus::Reviewing
            | OrderStatus::NeedInfo
            | OrderStatus::Dispatched
            | OrderStatus::Accepted
            | OrderStatus::Other(_)
    )
}

/// What an order asks of the household, most urgent first; the rest is a quiet button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// An answer to 待补充.
    Reply,
    /// Whether it is solved; `reopen` when 没解决 can be said.
    Result {
        /// Whether 没解决 opens it again.
        reopen: bool,
    },
    /// A rating.
    Rating,
    /// Nothing.
    Nothing,
}

/// What is asked, from the actions that the server allows.
pub(super) fn asked(actions: &[OrderAction]) -> Asked {
    if actions.contains(&OrderAction::Reply) {
        Asked::Reply
    } else if actions.contains(&OrderAction::Confirm) {
        Asked::Result {
            reopen: actions.contains(&OrderAction::Reopen),
        }
    } else if actions.contains(&OrderAction::Rate) {
        Asked::Rating
    } else {
        Asked::Nothing
    }
}

/// The words one may choose for a level: what was bad for the two lowest, what was good for the
/// two highest, all in the middle.
pub(super) fn tags(level: u8) -> &'static [&'static str] {
    const ALL: [&str; 8] = [
        "on_time",
        "skilled",
        "polite",
        "clean",
        "late",
        "rude",
        "unsolved",
        "overcharged",
    ];
    match level {
        1 | 2 => &ALL[4..],
        4 | 5 => &ALL[..4],
        _ => &ALL,
    }
}

/// Whether a level makes a call-back due.
pub(super) const fn is_low(level: u8) -> bool {
    level == 1 || level == 2
}

/// The chosen words that fit the level: a change of mind from bad to good takes them along.
pub(super) fn fitting(level: u8, chosen: &[String]) -> Vec<String> {
    let fits = |tag: &&String| tags(level).contains(&tag.as_str());
    chosen.iter().filter(fits).cloned().collect()
}

/// The text of a reply; it may be empty when there is a photo.
pub(super) fn reply(text: &str, photos: usize) -> Result<String, TextError> {
    text::checked(text, usize::from(photos == 0), TEXT_MAX)
}

/// How a waiting write stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Standing {
    /// It is sent when the network is back.
    Waiting,
    /// The person must sign in again.
    SignIn,
    /// The server refused it, or a photo that goes with it.
    Refused(Box<Problem>),
}

/// How a write stands, from its own entry and its photos': one that stops stops them all.
pub(super) fn standing<'a>(parts: impl Iterator<Item = (bool, Option<&'a Problem>)>) -> Standing {
    let mut standing = Standing::Waiting;
    for (needs_sign_in, refused) in parts {
        if let Some(problem) = refused {
            return Standing::Refused(Box::new(problem.clone()));
        }
        if needs_sign_in {
            standing = Standing::SignIn;
        }
    }
    standing
}

#[cfg(test)]
mod tests {
    use linli_contract::{Retry, Timestamp};

    use super::*;

    fn row(status_type: StatusType, status: OrderStatus) -> OrderRow {
        OrderRow {
            id: "o".into(),
            number: "1122-0001".into(),
            service_name: "疏通下水道".into(),
            status_type,
            status,
            holder: "周敏".into(),
            acting_for: None,
            created_at: Timestamp(0),
            promised_at: None,
        }
    }

    #[test]
    fn what_waits_for_the_household_is_not_filed_under_ended() {
        let rows = [
            row(StatusType::Open, OrderStatus::NeedInfo),
            row(StatusType::Done, OrderStatus::Completed),
            row(StatusType::Done, OrderStatus::Confirmed),
            row(StatusType::Closed, OrderStatus::Rejected),
            row(
                StatusType::Other("held".into()),
                OrderStatus::Other("held".into()),
            ),
        ];
        let (alive, ended) = split(&rows);
        assert_eq!(alive, [&rows[0], &rows[1], &rows[4]]);
        assert_eq!(ended, [&rows[2], &rows[3]]);
    }

    #[test]
    fn a_promise_is_kept_once_a_visit_is_agreed_or_the_order_has_ended() {
        let awaited: Vec<&str> = OrderStatus::ALL
            .iter()
            .filter(|status| promise_awaited(status))
            .map(OrderStatus::as_str)
            .collect();
        let expected = [
            "submitted",
            "reviewing",
            "need_info",
            "dispatched",
            "accepted",
        ];
        assert_eq!(awaited, expected);
    }

    #[test]
    fn one_thing_is_asked_at_a_time() {
        use OrderAction::{Cancel, Complain, Confirm, Rate, Reopen, Reply};
        assert_eq!(asked(&[Reply, Cancel, Complain]), Asked::Reply);
        assert_eq!(asked(&[Confirm, Reopen]), Asked::Result { reopen: true });
        assert_eq!(asked(&[Confirm]), Asked::Result { reopen: false });
        assert_eq!(asked(&[Rate, Complain]), Asked::Rating);
        assert_eq!(
            asked(&[Complain, OrderAction::Other("tip".into())]),
            Asked::Nothing
        );
    }

    #[test]
    fn words_follow_the_level() {
        let chosen = ["late".to_owned(), "polite".to_owned()];
        assert_eq!(fitting(1, &chosen), ["late"]);
        assert_eq!(fitting(5, &chosen), ["polite"]);
        assert_eq!(fitting(3, &chosen), chosen);
        assert!(is_low(2) && !is_low(3) && !is_low(0));
    }

    #[test]
    fn a_photo_is_an_answer_too() {
        assert_eq!(reply(" ", 0), Err(TextError::Empty));
        assert_eq!(reply(" ", 1), Ok(String::new()));
        assert_eq!(reply(&"水".repeat(501), 1), Err(TextError::TooLong(500)));
    }

    #[test]
    fn a_refused_photo_stops_its_order() {
        let problem = Problem {
            kind: String::new(),
            code: "photo_too_large".into(),
            title: String::new(),
            status: 413,
            detail: None,
            request_id: None,
            errors: vec![],
            slots: Vec::new(),
            retry: Retry::Never,
            retry_after: None,
        };
        let parts = [(false, Some(&problem)), (true, None)];
        assert_eq!(
            standing(parts.into_iter()),
            Standing::Refused(Box::new(problem.clone()))
        );
        assert_eq!(
            standing([(true, None), (false, None)].into_iter()),
            Standing::SignIn
        );
        assert_eq!(standing([(false, None)].into_iter()), Standing::Waiting);
    }
}
