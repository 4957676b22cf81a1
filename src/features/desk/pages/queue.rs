//! The queue with its filter and search: the left of the desk, or a page of its own.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{DeskRow, OrderId, Page};

use crate::features::desk::components::{Rows, figures, queue};
use crate::features::desk::model::Filter;
use crate::features::desk::{api, store};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::platform::timer;
use crate::ui::page::{empty, loadable, skeleton_rows};
use crate::ui::search::{Words, search_field};
use crate::ui::{changing, view};

/// How many rows are read at first; 再看 doubles it.
const FIRST: u32 = 100;
/// How long typing rests before the server is asked, in milliseconds.
const TYPING_MS: i32 = 250;

/// What the queue shows. It outlives an order that is opened.
#[derive(Clone, Copy)]
pub(super) struct Queue {
    /// The rows.
    pub(super) rows: Rows,
    filter: RwSignal<Filter>,
    q: RwSignal<String>,
    limit: StoredValue<u32>,
    person: StoredValue<String>,
}

impl Queue {
    /// As this person left it; nothing is read yet.
    pub(super) fn new(open: Memo<Option<OrderId>>) -> Self {
        let person = Session::get().person();
        let (filter, q) = store::looking_at(&person);
        let list = Query::<Page<DeskRow>>::idle();
        let ids = Memo::new(move |_| {
            let page = list.get();
            page.map(|page| page.items.iter().map(|row| row.id.clone()).collect())
                .unwrap_or_default()
        });
        Self {
            rows: Rows { list, ids, open },
            filter: RwSignal::new(filter),
            q: RwSignal::new(q),
            limit: StoredValue::new(FIRST),
            person: StoredValue::new(person),
        }
    }

    /// Reads what filter and search ask for, from the top, and remembers it for the way back. An
    /// effect that calls this follows the filter.
    pub(super) fn read_anew(self) {
        let filter = self.filter.get();
        self.person.with_value(|person| {
            self.q
                .with_untracked(|q| store::remember(person, filter, q));
        });
        self.limit.set_value(FIRST);
        self.read();
    }

    fn read(self) {
        let path = self
            .q
            .with_untracked(|q| api::queue(self.filter.get_untracked(), q, self.limit.get_value()));
        self.rows.list.read(path);
    }

    /// Filter, search and table, with what the whole adds up to.
    pub(super) fn view(self) -> AnyView {
        let list = self.rows.list;
        let shown = Memo::new(move |_| list.get());
        let some = Memo::new(move |_| shown.with(Option::is_some));
        view! {
            {move || shown.get().and_then(|list| self.sums(&list))}
            <div class="row">{self.filters()} {self.search()}</div>
            {loadable(
                move || some.get().then(|| Arc::new(())),
                list.state(),
                move || list.refresh(),
                skeleton_rows,
                move |_| self.table(shown),
            )}
        }
        .into_any()
    }

    /// Figures are shown of the whole queue or not at all.
    fn sums(self, list: &Page<DeskRow>) -> Option<AnyView> {
        let whole = list.next_cursor.is_none()
            && self.filter.get_untracked() == Filter::Open
            && self.q.with_untracked(|q| q.trim().is_empty());
        whole.then(|| figures(&list.items))
    }

    fn filters(self) -> AnyView {
        let pills = Filter::ALL
            .into_iter()
            .map(|filter| {
                view! {
                    <button
                        class="pill pill--set" type="button" data-filter=filter.word()
                        aria-pressed=move || (self.filter.get() == filter).to_string()
                        on:click=move |_| self.filter.set(filter)
                    >
                        {filter_word(filter)}
                    </button>
                }
            })
            .collect_view();
        view! { <div class="row" role="group" aria-label=t().desk().filters>{pills}</div> }
            .into_any()
    }

    fn search(self) -> AnyView {
        let d = t().desk();
        let alarm = StoredValue::new_local(None);
        let change = move |text: String| {
            self.q.set(text);
            // The guard goes with the page, and with it a call that is still to come.
            alarm.set_value(Some(timer::after(TYPING_MS, move || {
                untrack(|| self.read_anew());
            })));
        };
        let words = Words {
            label: d.search,
            hint: d.search,
            clear: d.search_clear,
        };
        search_field("desk-search", words, self.q, change)
    }

    fn table(self, shown: Memo<Option<Arc<Page<DeskRow>>>>) -> AnyView {
        let ids = self.rows.ids;
        let found = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
        let more = Memo::new(move |_| {
            shown.with(|list| list.as_ref().is_some_and(|list| list.next_cursor.is_some()))
        });
        // The rows of another filter stay until those that are asked for have come, and so do the words
        // about them.
        let of_rows = Memo::new(move |_| {
            shown.track();
            self.filter.get_untracked()
        });
        let caption = Signal::derive(move || (t().desk().caption)(filter_word(of_rows.get())));
        changing(move || {
            if !found.get() {
                // What was looked for may be another thing now.
                shown.track();
                return self.none();
            }
            let more = move || {
                let act = move |_| {
                    self.limit.update_value(|n| *n = n.saturating_mul(2));
                    self.read();
                };
                more.get().then(|| view! {
                    <p class="row"><button class="button button--quiet" type="button" on:click=act>{t().desk().more}</button></p>
                })
            };
            view! {
                <p class="visually-hidden" role="status">{move || (t().desk().found)(ids.with(Vec::len))}</p>
                {queue(self.rows, caption)}
                {more}
            }
            .into_any()
        })
    }

    fn none(self) -> AnyView {
        let d = t().desk();
        let searched = self.q.with_untracked(|q| !q.trim().is_empty());
        let (drawing, title, text) = if searched || self.filter.get_untracked() != Filter::Open {
            ("art-search", d.none_title, d.none_text)
        } else {
            ("art-done", d.empty_title, d.empty_text)
        };
        let empty = empty(drawing, title, Some(text.to_owned()), ().into_any());
        view! { <div role="status" data-count="0">{empty}</div> }.into_any()
    }
}

fn filter_word(filter: Filter) -> &'static str {
    let d = t().desk();
    match filter {
        Filter::Open => d.open,
        Filter::Done => d.done,
        Filter::Closed => d.closed,
    }
}
