//! The life of an order: which status follows which, who may do what, and by when.

use linli_contract::{OrderAction, OrderStatus, StatusType, Timestamp};

use crate::config::Rules;

use OrderStatus::{
    Accepted, Cancelled, Completed, Confirmed, Dispatched, Duplicate, InService, NeedInfo,
    Rejected, Reviewing, Scheduled, Submitted,
};

/// Within how many days 待补充 wants its answer.
pub const QUESTION_DAYS: i64 = 7;

/// How many complaints one order may have, so that a stuck client cannot fill the desk.
pub const COMPLAINTS_PER_ORDER: usize = 5;

/// Whether an order is being worked on, ended without service, or was served.
pub fn status_type(status: &OrderStatus) -> StatusType {
    match status {
        Rejected | Cancelled | Duplicate => StatusType::Closed,
        Completed | Confirmed => StatusType::Done,
        _ => StatusType::Open,
    }
}

/// The statuses to which a worker can move an order, in the order to offer them.
pub fn worker_transitions(from: &OrderStatus) -> &'static [OrderStatus] {
    match from {
        Submitted => &[Reviewing, Dispatched, NeedInfo, Rejected, Duplicate],
        Reviewing => &[Dispatched, NeedInfo, Rejected, Duplicate],
        NeedInfo => &[Rejected, Cancelled],
        Dispatched => &[Accepted, Reviewing],
        Accepted => &[Scheduled, InService, Dispatched],
        Scheduled => &[InService, Scheduled, Accepted],
        InService => &[Completed],
        _ => &[],
    }
}

/// Whether the resident must be told something when a worker moves an order there.
pub fn needs_text(to: &OrderStatus) -> bool {
    matches!(to, NeedInfo | Rejected | Duplicate)
}

/// Whether an order that arrives there gives its quota and its slot back.
pub fn gives_back(to: &OrderStatus) -> bool {
    status_type(to) == StatusType::Closed
}

/// Who has an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The worker of the household's grid.
    GridWorker,
    /// The household itself.
    Household,
    /// The provider of the service.
    Provider,
    /// Nobody: it has ended.
    Nobody,
}

/// Who has an order in a status.
pub fn hand(status: &OrderStatus) -> Hand {
    match status {
        NeedInfo | Completed => Hand::Household,
        Dispatched | Accepted | Scheduled | InService => Hand::Provider,
        Rejected | Cancelled | Duplicate | Confirmed => Hand::Nobody,
        _ => Hand::GridWorker,
    }
}

/// What decides which actions a household has.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The status now.
    pub status: OrderStatus,
    /// When it was completed last.
    pub completed_at: Option<Timestamp>,
    /// Whether 没解决 was said before.
    pub reopened: bool,
    /// The levels of its ratings, oldest first.
    pub ratings: Vec<u8>,
    /// How many complaints it has.
    pub complaints: usize,
}

/// Whether a rating is one of the two that make a call-back due.
pub fn is_dissatisfied(level: u8) -> bool {
    level <= 2
}

impl Facts {
    /// Until when 没解决 can be said; `None` when it cannot.
    pub fn reopen_until(&self, rules: &Rules) -> Option<Timestamp> {
        match self.completed_at {
            Some(at) if self.status == Completed && !self.reopened => {
                Some(at.plus_days(rules.reopen_days))
            }
            _ => None,
        }
    }

    /// Whether a rating is welcome: once after 已确认, and once more after a dissatisfied one,
    /// when it has been put right.
    pub fn may_rate(&self) -> bool {
        self.status == Confirmed
            && match self.ratings.as_slice() {
                [] => true,
                [level] => is_dissatisfied(*level),
                _ => false,
            }
    }

    /// Whether the household can still withdraw: until somebody is at work.
    pub fn may_cancel(&self) -> bool {
        matches!(
            self.status,
            Submitted | Reviewing | NeedInfo | Dispatched | Accepted | Scheduled
        )
    }

    /// What the household may do now.
    pub fn actions(&self, now: Timestamp, rules: &Rules) -> Vec<OrderAction> {
        let mut actions = Vec::new();
        if self.status == NeedInfo {
            actions.push(OrderAction::Reply);
        }
        if self.status == Completed {
            actions.push(OrderAction::Confirm);
        }
        if self.reopen_until(rules).is_some_and(|until| now <= until) {
            actions.push(OrderAction::Reopen);
        }
        if self.may_rate() {
            actions.push(OrderAction::Rate);
        }
        if self.may_cancel() {
            actions.push(OrderAction::Cancel);
        }
        if self.complaints < COMPLAINTS_PER_ORDER {
            actions.push(OrderAction::Complain);
        }
        actions
    }
}

/// When an answer is promised, `hours` after `from`.
pub fn promise(from: Timestamp, hours: u32) -> Timestamp {
    from.plus_minutes(i64::from(hours) * 60)
}

/// The promise stands still while the household is asked: it moves by the time the answer took.
pub fn promise_after_reply(promised: Timestamp, asked: Timestamp, replied: Timestamp) -> Timestamp {
    Timestamp(
        promised
            .0
            .saturating_add(replied.0.saturating_sub(asked.0).max(0)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(status: OrderStatus) -> Facts {
        Facts {
            status,
            completed_at: None,
            reopened: false,
            ratings: Vec::new(),
            complaints: 0,
        }
    }

    #[test]
    fn every_open_status_leads_to_an_end() {
        for status in OrderStatus::ALL {
            let mut reached = vec![status.clone()];
            let mut index = 0;
            while index < reached.len() {
                for next in worker_transitions(&reached[index]) {
                    if !reached.contains(next) {
                        reached.push(next.clone());
                    }
                }
                index += 1;
            }
            assert!(
                reached.iter().any(|s| status_type(s) != StatusType::Open),
                "{status:?} has no way out"
            );
        }
    }

    #[test]
    fn what_has_ended_is_not_moved_by_a_worker() {
        for status in OrderStatus::ALL {
            if status_type(status) != StatusType::Open {
                assert!(worker_transitions(status).is_empty(), "{status:?}");
            }
        }
        assert!(worker_transitions(&OrderStatus::from("unheard_of")).is_empty());
    }

    #[test]
    fn a_worker_never_confirms_in_the_place_of_the_household() {
        for status in OrderStatus::ALL {
            assert!(!worker_transitions(status).contains(&Confirmed));
        }
    }

    #[test]
    fn only_what_ends_without_service_gives_the_quota_back() {
        let back: Vec<_> = OrderStatus::ALL.iter().filter(|s| gives_back(s)).collect();
        assert_eq!(back, [&Rejected, &Cancelled, &Duplicate]);
    }

    #[test]
    fn the_household_is_asked_to_act_exactly_when_it_has_the_order() {
        for status in OrderStatus::ALL {
            let asks = facts(status.clone())
                .actions(Timestamp(0), &Rules::default())
                .iter()
                .any(|a| matches!(a, OrderAction::Reply | OrderAction::Confirm));
            assert_eq!(asks, hand(status) == Hand::Household, "{status:?}");
        }
    }

    #[test]
    fn an_order_can_be_cancelled_until_somebody_is_at_work() {
        for status in OrderStatus::ALL {
            let expected = status_type(status) == StatusType::Open && *status != InService;
            assert_eq!(facts(status.clone()).may_cancel(), expected, "{status:?}");
        }
    }

    #[test]
    fn not_solved_can_be_said_once_and_for_fifteen_days() {
        let rules = Rules::default();
        let mut order = facts(Completed);
        order.completed_at = Some(Timestamp(0));
        let last = Timestamp(0).plus_days(15);
        assert!(order.actions(last, &rules).contains(&OrderAction::Reopen));
        let late = Timestamp(last.0 + 1);
        assert!(!order.actions(late, &rules).contains(&OrderAction::Reopen));
        assert!(order.actions(late, &rules).contains(&OrderAction::Confirm));
        order.reopened = true;
        assert!(!order.actions(last, &rules).contains(&OrderAction::Reopen));
    }

    #[test]
    fn a_rating_is_given_once_and_again_after_a_dissatisfied_one() {
        let mut order = facts(Confirmed);
        for (ratings, may) in [
            (vec![], true),
            (vec![5], false),
            (vec![3], false),
            (vec![2], true),
            (vec![1], true),
            (vec![1, 1], false),
            (vec![2, 5], false),
        ] {
            order.ratings.clone_from(&ratings);
            assert_eq!(order.may_rate(), may, "{ratings:?}");
        }
        assert!(!facts(Completed).may_rate());
    }

    #[test]
    fn a_complaint_is_possible_in_every_status_but_not_without_end() {
        let rules = Rules::default();
        for status in OrderStatus::ALL {
            let mut order = facts(status.clone());
            let complain = OrderAction::Complain;
            assert!(order.actions(Timestamp(0), &rules).contains(&complain));
            order.complaints = COMPLAINTS_PER_ORDER;
            assert!(!order.actions(Timestamp(0), &rules).contains(&complain));
        }
    }

    #[test]
    fn the_promise_waits_while_the_household_is_asked() {
        let promised = promise(Timestamp(0), 24);
        assert_eq!(promised, Timestamp(86_400_000));
        assert_eq!(
            promise_after_reply(promised, Timestamp(1_000), Timestamp(5_000)),
            Timestamp(86_404_000)
        );
        assert_eq!(
            promise_after_reply(promised, Timestamp(5_000), Timestamp(1_000)),
            promised,
            "a clock that steps back takes nothing away"
        );
    }
}
