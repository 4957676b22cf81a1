//! What a worker was looking at, so that the way back from an order leads to the same queue. In
//! memory only, and for the same person only: a search may be a resident's name.

use std::cell::RefCell;

use super::model::Filter;

thread_local! {
    static LOOKING: RefCell<(String, Filter, String)> =
        const { RefCell::new((String::new(), Filter::Open, String::new())) };
}

/// What this person was looking at last.
pub(super) fn looking_at(person: &str) -> (Filter, String) {
    LOOKING.with_borrow(|(whose, filter, q)| {
        if whose == person {
            (*filter, q.clone())
        } else {
            (Filter::Open, String::new())
        }
    })
}

/// Remembers what this person looks at.
pub(super) fn remember(person: &str, filter: Filter, q: &str) {
    LOOKING.set((person.to_owned(), filter, q.to_owned()));
}
