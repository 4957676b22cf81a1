//! A list as cards: one for each row, drawn once, whatever is read anew behind it.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::Page;
use linli_json::Read;

use super::more_rows;
use crate::features::desk::list::List;
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::{changing, view};

/// A list and its rows, by their ids.
pub(in crate::features::desk) struct Cards<T: Send + Sync + 'static> {
    /// The list that is read.
    pub(in crate::features::desk) list: List<T>,
    rows: Memo<Option<Vec<T>>>,
}

impl<T: Send + Sync> Clone for Cards<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Cards<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> Cards<T>
where
    Page<T>: Read,
{
    /// Cards of a list that nothing has been read of yet.
    pub(in crate::features::desk) fn of(list: List<T>) -> Self {
        Self {
            list,
            rows: Memo::new(move |_| list.rows()),
        }
    }

    /// The ids of the rows, in their order.
    pub(in crate::features::desk) fn ids(self) -> Vec<String> {
        self.rows.with(|rows| {
            let rows = rows.iter().flatten();
            rows.map(|row| self.list.key_of(row).to_owned()).collect()
        })
    }

    /// The row with an id, while there is one.
    pub(in crate::features::desk) fn row(self, id: &str) -> Memo<Option<T>> {
        let id = id.to_owned();
        Memo::new(move |_| {
            self.rows.with(|rows| {
                let mut rows = rows.iter().flatten();
                rows.find(|row| self.list.key_of(row) == id).cloned()
            })
        })
    }

    /// The cards, the way to more of them, or what stands there where there is none.
    pub(in crate::features::desk) fn view(
        self,
        none: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
        card: impl Fn(String) -> AnyView + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let some = Memo::new(move |_| self.rows.with(Option::is_some));
        loadable(
            move || some.get().then(|| Arc::new(())),
            self.list.state(),
            move || self.list.refresh(),
            skeleton_rows,
            move |_| self.all(none, card),
        )
    }

    fn all(
        self,
        none: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
        card: impl Fn(String) -> AnyView + Copy + Send + Sync + 'static,
    ) -> AnyView {
        let ids = Memo::new(move |_| self.ids());
        let found = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
        changing(move || {
            if !found.get() {
                return view! { <div role="status" data-count="0">{none()}</div> }.into_any();
            }
            view! {
                <ul class="stack" data-count=move || ids.with(Vec::len).to_string()>
                    <For each=move || ids.get() key=Clone::clone children=card />
                </ul>
                {more_rows(self.list)}
            }
            .into_any()
        })
    }
}
