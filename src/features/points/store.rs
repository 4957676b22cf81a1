//! The ledger, read page by page and searched. Each page is a reading of its own, with a kept copy, and
//! follows the cursor of the page before it, so that new entries leave no gap.

use std::cell::RefCell;

use leptos::prelude::*;
use linli_contract::{PointsEntry, PointsEntryPage, PointsTotal};

use super::api;
use super::model::ledger::{Filter, joined};
use crate::domain::error::Error;
use crate::domain::load::LoadState;
use crate::offline::{Query, Session};

thread_local! {
    /// Who looked for what, and how many pages were open, so that the way back from an entry leads to
    /// the same list. In memory only, and for the same person only.
    static LOOKING: RefCell<(String, Filter, usize)> = RefCell::new(Default::default());
}

/// A list of entries, as far as it was read.
#[derive(Clone, Copy)]
pub(super) struct Pages {
    readings: RwSignal<Vec<Query<PointsEntryPage>>>,
    filter: StoredValue<Filter>,
    wanted: RwSignal<usize>,
    turn: StoredValue<u32>,
    owner: StoredValue<Option<Owner>>,
}

impl Pages {
    fn new(first: Query<PointsEntryPage>, wanted: usize) -> Self {
        let list = Self {
            readings: RwSignal::new(vec![first]),
            filter: StoredValue::new(Filter::default()),
            wanted: RwSignal::new(wanted.max(1)),
            turn: StoredValue::new(0),
            owner: StoredValue::new(Owner::current()),
        };
        Effect::new(move |_| {
            if list.readings.with(Vec::len) < list.wanted.get() && list.cursor().is_some() {
                list.push();
            }
        });
        list
    }

    /// Reads the list of another filter from its beginning.
    fn read(self, filter: Filter, wanted: usize) {
        let path = api::entries(&filter, None);
        self.filter.set_value(filter);
        self.turn.update_value(|turn| *turn += 1);
        self.wanted.set(wanted.max(1));
        self.readings.update(|pages| pages.truncate(1));
        self.first().read(path);
    }

    fn first(self) -> Query<PointsEntryPage> {
        // There is always a first one.
        self.readings.with(|pages| pages[0])
    }

    fn push(self) {
        let Some(owner) = self.owner.get_value() else {
            return;
        };
        let before = self.readings.with_untracked(|pages| pages.last().copied());
        let Some(before) = before else { return };
        let turn = self.turn.get_value();
        let page = owner.with(|| {
            let page = Query::<PointsEntryPage>::idle();
            Effect::new(move |known: Option<Option<String>>| {
                let cursor = before.get().and_then(|page| page.next_cursor.clone());
                // The pages of an earlier search are read no more.
                if self.turn.get_value() == turn
                    && let Some(cursor) = &cursor
                    && known.as_ref() != Some(&Some(cursor.clone()))
                {
                    let filter = self.filter.get_value();
                    page.read(api::entries(&filter, Some(cursor)));
                }
                cursor.or(known.flatten())
            });
            page
        });
        self.readings.update(|pages| pages.push(page));
    }

    /// The entries that are here. A page behind one without a cursor belongs to the list no more.
    pub(super) fn entries(self) -> Vec<PointsEntry> {
        let mut pages = Vec::new();
        for page in self.readings.get() {
            let Some(page) = page.get() else { break };
            let last = page.next_cursor.is_none();
            pages.push(page);
            if last {
                break;
            }
        }
        joined(pages.iter().map(|page| page.items.as_slice()))
    }

    /// What the server says of the whole list.
    pub(super) fn total(self) -> Option<PointsTotal> {
        self.first().get().map(|page| page.total.clone())
    }

    /// Where the list goes on; none where it ends, and while its last page is on its way.
    pub(super) fn cursor(self) -> Option<String> {
        let last = self.readings.with(|pages| pages.last().copied())?;
        last.get().and_then(|page| page.next_cursor.clone())
    }

    /// Whether the list goes on, or is not all here yet.
    pub(super) fn goes_on(self) -> bool {
        self.readings
            .get()
            .into_iter()
            .all(|page| page.get().is_none_or(|page| page.next_cursor.is_some()))
    }

    /// The state of its first page.
    pub(super) fn state(self) -> LoadState {
        self.first().state().get()
    }

    /// Whether a further page is on its way.
    pub(super) fn busy(self) -> bool {
        self.later()
            .any(|page| page.state().with(|state| *state == LoadState::Loading))
    }

    /// Why a further page did not come.
    pub(super) fn failed(self) -> Option<Error> {
        self.later().find_map(|page| match page.state().get() {
            LoadState::Failed(error) => Some(error),
            _ => None,
        })
    }

    fn later(self) -> impl Iterator<Item = Query<PointsEntryPage>> {
        self.readings.get().into_iter().skip(1)
    }

    /// Asks for one page more.
    pub(super) fn more(self) {
        let open = self.readings.with_untracked(Vec::len);
        self.wanted.set(open + 1);
    }

    /// Asks for all.
    pub(super) fn all(self) {
        self.wanted.set(usize::MAX);
    }

    /// Asks again for what is open.
    pub(super) fn refresh(self) {
        for page in self.readings.get_untracked() {
            page.refresh();
        }
    }
}

/// The whole ledger, and what is looked for in it.
#[derive(Clone, Copy)]
pub(super) struct Ledger {
    /// All entries.
    pub(super) all: Pages,
    /// Those that fit what is looked for.
    pub(super) found: Pages,
    /// What is looked for.
    pub(super) filter: RwSignal<Filter>,
}

impl Ledger {
    /// The ledger of a page, as it was left.
    pub(super) fn open(session: Session) -> Self {
        let person = untrack(|| session.person());
        let (filter, wanted) = LOOKING.with_borrow(|(whose, filter, wanted)| {
            if *whose == person {
                (filter.clone(), *wanted)
            } else {
                Default::default()
            }
        });
        let searched = !filter.is_empty();
        let (of_all, of_found) = if searched { (1, wanted) } else { (wanted, 1) };
        let first = Query::new(api::entries(&Filter::default(), None));
        let ledger = Self {
            all: Pages::new(first, of_all),
            found: Pages::new(Query::idle(), 1),
            filter: RwSignal::new(filter),
        };
        let filter = Memo::new(move |_| ledger.filter.get());
        Effect::new(move |before: Option<()>| {
            let filter = filter.get();
            if !filter.is_empty() {
                let pages = if before.is_none() { of_found } else { 1 };
                ledger.found.read(filter, pages);
            }
        });
        Effect::new(move |_| {
            let open = ledger.shown().readings.with(Vec::len);
            LOOKING.set((person.clone(), ledger.filter.get(), open));
        });
        ledger
    }

    /// The list that is asked for.
    pub(super) fn shown(self) -> Pages {
        if self.filter.with(Filter::is_empty) {
            self.all
        } else {
            self.found
        }
    }

    /// Whether the search could not reach the server, so that it looks in what is here.
    pub(super) fn here_only(self) -> bool {
        !self.filter.with(Filter::is_empty)
            && matches!(self.found.state(), LoadState::Failed(error) if error.outcome_unknown())
    }

    /// Asks again.
    pub(super) fn refresh(self) {
        self.all.refresh();
        if !self.filter.with_untracked(Filter::is_empty) {
            self.found.refresh();
        }
    }
}
