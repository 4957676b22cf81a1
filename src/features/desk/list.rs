//! A list that is read page by page. Each page is a reading of its own and follows the cursor of the page
//! before it, so that new rows leave no gap.

use leptos::prelude::*;
use linli_contract::Page;
use linli_json::Read;

use crate::domain::load::LoadState;
use crate::offline::Query;

/// A list, as far as it was read.
pub(super) struct List<T: 'static> {
    pages: RwSignal<Vec<Query<Page<T>>>>,
    path: StoredValue<String>,
    /// Pages of an earlier path are read no more.
    turn: StoredValue<u32>,
    /// What tells rows apart.
    key: fn(&T) -> &str,
    owner: StoredValue<Option<Owner>>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T: Clone + Send + Sync + 'static> List<T>
where
    Page<T>: Read,
{
    /// A list that reads nothing until [`Self::read`] is called.
    pub(super) fn idle(key: fn(&T) -> &str) -> Self {
        Self {
            pages: RwSignal::new(vec![Query::idle()]),
            path: StoredValue::new(String::new()),
            turn: StoredValue::new(0),
            key,
            owner: StoredValue::new(Owner::current()),
        }
    }

    /// What tells a row from the others.
    pub(super) fn key_of(self, row: &T) -> &str {
        (self.key)(row)
    }

    /// Reads the list at this path, which has a query already, from its beginning.
    pub(super) fn read(self, path: String) {
        self.path.set_value(path.clone());
        self.turn.update_value(|turn| *turn += 1);
        self.pages.update(|pages| pages.truncate(1));
        if let Some(first) = self.first() {
            first.read(path);
        }
    }

    fn first(self) -> Option<Query<Page<T>>> {
        self.pages.with_untracked(|pages| pages.first().copied())
    }

    fn last(self) -> Option<Query<Page<T>>> {
        self.pages.with(|pages| pages.last().copied())
    }

    /// Asks for one page more.
    pub(super) fn more(self) {
        let before = untrack(|| self.last());
        let (Some(owner), Some(before)) = (self.owner.get_value(), before) else {
            return;
        };
        let turn = self.turn.get_value();
        let page = owner.with(|| {
            let page = Query::<Page<T>>::idle();
            Effect::new(move |known: Option<Option<String>>| {
                let known = known.flatten();
                // While another list is on its way, what is shown has the cursor of the one before.
                if before.state().with(|state| *state == LoadState::Loading) {
                    return known;
                }
                let cursor = before.get().and_then(|page| page.next_cursor.clone());
                if self.turn.get_value() == turn
                    && cursor != known
                    && let Some(cursor) = &cursor
                {
                    let cursor = crate::domain::text::encoded(cursor);
                    let path = self
                        .path
                        .with_value(|path| format!("{path}&cursor={cursor}"));
                    page.read(path);
                }
                cursor.or(known)
            });
            page
        });
        self.pages.update(|pages| pages.push(page));
    }

    /// The rows that are here; one that comes twice, because the list moved on between two readings,
    /// stands once. Nothing before the first page has come.
    pub(super) fn rows(self) -> Option<Vec<T>> {
        let mut rows: Vec<T> = Vec::new();
        let mut known = false;
        for page in self.pages.get() {
            // A page behind one without a cursor belongs to the list no more.
            let Some(page) = page.get() else { break };
            known = true;
            for row in &page.items {
                let key = (self.key)(row);
                if !rows.iter().any(|other| (self.key)(other) == key) {
                    rows.push(row.clone());
                }
            }
            if page.next_cursor.is_none() {
                break;
            }
        }
        known.then_some(rows)
    }

    /// Whether the list goes on behind what is here.
    pub(super) fn goes_on(self) -> bool {
        let mut pages = self.pages.get().into_iter();
        pages.all(|page| page.get().is_none_or(|page| page.next_cursor.is_some()))
    }

    /// Whether a further page is on its way.
    pub(super) fn coming(self) -> bool {
        self.later()
            .any(|page| page.state().with(|state| *state == LoadState::Loading))
    }

    /// Whether a further page did not come.
    pub(super) fn stopped(self) -> bool {
        self.later().any(|page| {
            page.state()
                .with(|state| matches!(state, LoadState::Failed(_)))
        })
    }

    fn later(self) -> impl Iterator<Item = Query<Page<T>>> {
        self.pages.get().into_iter().skip(1)
    }

    /// The state of its first page.
    pub(super) fn state(self) -> Signal<LoadState> {
        Signal::derive(move || {
            let first = self.pages.with(|pages| pages.first().copied());
            first.map_or(LoadState::Loading, |page| page.state().get())
        })
    }

    /// Asks again for what is open.
    pub(super) fn refresh(self) {
        for page in self.pages.get_untracked() {
            page.refresh();
        }
    }
}
