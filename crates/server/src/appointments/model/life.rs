//! What may become of a booking, and until when.

use linli_contract::{BookingAction, BookingState, Timestamp};

/// How long before its beginning somebody can be noted as having come.
const EARLY_MINUTES: i64 = 60;

/// What decides about a booking.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Where it stands.
    pub state: &'a BookingState,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Until how many minutes before it can be moved and cancelled.
    pub cancel_minutes: i64,
    /// Whether its provider can be sent an envelope.
    pub can_share: bool,
}

/// Whether a state takes a seat and can still change.
pub const fn is_ahead(state: &BookingState) -> bool {
    matches!(state, BookingState::Requested | BookingState::Booked)
}

/// Whether an envelope has no reader any more.
pub const fn is_void(state: &BookingState) -> bool {
    matches!(
        state,
        BookingState::Cancelled
            | BookingState::Declined
            | BookingState::Lapsed
            | BookingState::Noshow
    )
}

impl Facts<'_> {
    /// Until when it can be moved and cancelled.
    pub const fn cancel_until(&self) -> Timestamp {
        self.starts_at.plus_minutes(-self.cancel_minutes)
    }

    /// Whether it can be moved and cancelled as far as its state is concerned.
    pub const fn is_ahead(&self) -> bool {
        is_ahead(self.state)
    }

    /// Whether an envelope can be put to it.
    pub fn may_share(&self, now: Timestamp) -> bool {
        self.can_share
            && matches!(self.state, BookingState::Booked | BookingState::Arrived)
            && now < self.ends_at
    }

    /// What whoever booked it may do now.
    pub fn actions(&self, now: Timestamp) -> Vec<BookingAction> {
        let mut actions = Vec::new();
        if self.is_ahead() && now <= self.cancel_until() {
            actions.extend([BookingAction::Move, BookingAction::Cancel]);
        }
        if self.may_share(now) {
            actions.push(BookingAction::Share);
        }
        actions
    }

    /// What it may be moved to by whom it was booked with.
    pub fn transitions(&self, now: Timestamp) -> Vec<BookingState> {
        match self.state {
            BookingState::Requested if now < self.starts_at => {
                vec![BookingState::Booked, BookingState::Declined]
            }
            BookingState::Booked if now >= self.starts_at => {
                vec![BookingState::Arrived, BookingState::Noshow]
            }
            BookingState::Booked if now >= self.starts_at.plus_minutes(-EARLY_MINUTES) => {
                vec![BookingState::Arrived]
            }
            BookingState::Arrived => vec![BookingState::Fulfilled],
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600_000;

    fn facts(state: &BookingState) -> Facts<'_> {
        Facts {
            state,
            starts_at: Timestamp(100 * HOUR),
            ends_at: Timestamp(101 * HOUR),
            cancel_minutes: 24 * 60,
            can_share: true,
        }
    }

    #[test]
    fn it_can_be_moved_until_the_cut_off_to_the_millisecond() {
        let facts = facts(&BookingState::Booked);
        let last = facts.cancel_until();
        assert_eq!(last, Timestamp(76 * HOUR));
        assert!(facts.actions(last).contains(&BookingAction::Cancel));
        let later = Timestamp(last.0 + 1);
        assert_eq!(facts.actions(later), [BookingAction::Share]);
        assert_eq!(facts.actions(facts.ends_at), []);
    }

    #[test]
    fn nobody_is_missing_before_the_time_has_come() {
        let booked = facts(&BookingState::Booked);
        assert_eq!(booked.transitions(Timestamp(98 * HOUR)), []);
        let early = booked.transitions(Timestamp(99 * HOUR));
        assert_eq!(early, [BookingState::Arrived]);
        let begun = booked.transitions(booked.starts_at);
        assert!(begun.contains(&BookingState::Noshow));
    }

    #[test]
    fn what_is_over_stays_as_it_is() {
        for state in BookingState::ALL.iter().filter(|state| is_void(state)) {
            assert_eq!(facts(state).actions(Timestamp(0)), [], "{state:?}");
            assert_eq!(facts(state).transitions(Timestamp(101 * HOUR)), []);
        }
        assert_eq!(
            facts(&BookingState::Arrived).transitions(Timestamp(0)),
            [BookingState::Fulfilled]
        );
    }
}
