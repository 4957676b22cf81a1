//! The queue: a table on a wide screen, cards on a phone. The roles are written out, because rows
//! that are grids lose theirs.

use leptos::prelude::*;
use linli_contract::{DeskRow, OrderId, Page, StatusType};

use super::{call_back_mark, complaint_mark, due_mark};
use crate::domain::route::Route;
use crate::features::desk::model::{self, deadline};
use crate::i18n::t;
use crate::offline::Query;
use crate::platform::document;
use crate::ui::order::status_chip;
use crate::ui::view;

/// The rows of a queue, and which of them is open.
#[derive(Clone, Copy)]
pub(in crate::features::desk) struct Rows {
    /// What was read.
    pub(in crate::features::desk) list: Query<Page<DeskRow>>,
    /// Which rows there are, in their order.
    pub(in crate::features::desk) ids: Memo<Vec<OrderId>>,
    /// The order that is open beside them.
    pub(in crate::features::desk) open: Memo<Option<OrderId>>,
}

/// Moves the focus to a row; says whether it is there.
pub(in crate::features::desk) fn focus_row(id: &OrderId) -> bool {
    document::focus(&format!("tr[data-id=\"{id}\"] a"))
}

/// The table; `caption` says which rows they are. A row follows its order and stays the same
/// element, so that the focus stays on it while others come and go.
pub(in crate::features::desk) fn queue(rows: Rows, caption: Signal<String>) -> AnyView {
    let d = t().desk();
    let head = |class, word| view! { <th class=class role="columnheader" scope="col">{word}</th> };
    view! {
        <table class="queue" role="table" data-count=move || rows.ids.with(Vec::len).to_string()>
            <caption class="visually-hidden">{move || caption.get()}</caption>
            <thead class="queue__head" role="rowgroup">
                <tr role="row">
                    {head("queue__cell", d.column_service)}
                    {head("queue__cell", d.column_person)}
                    {head("queue__cell", d.column_status)}
                    {head("queue__cell queue__cell--holder", d.column_holder)}
                    {head("queue__cell", d.column_due)}
                </tr>
            </thead>
            <tbody class="queue__body" role="rowgroup">
                <For each=move || rows.ids.get() key=|id| id.0.clone() children=move |id| row(rows, id) />
            </tbody>
        </table>
    }
    .into_any()
}

fn row(rows: Rows, id: OrderId) -> AnyView {
    let mine = id.clone();
    let order = Memo::new(move |_| {
        let page = rows.list.get()?;
        page.items.iter().find(|row| row.id == mine).cloned()
    });
    let Some(first) = order.get_untracked() else {
        return ().into_any();
    };
    let mine = id.clone();
    let open = Memo::new(move |_| rows.open.with(|open| *open == Some(mine.clone())));
    let described = format!("who-{id} state-{id} due-{id}");
    let href = Route::DeskOrder(id.clone()).to_string();
    let mine = id.clone();
    view! {
        <tr
            class=move || if open.get() { "queue__row queue__row--open" } else { "queue__row" }
            role="row" data-id=id.0
            on:keydown=move |event| step(rows, &mine, &event)
        >
            <th class="queue__cell queue__cell--wide" role="rowheader" scope="row">
                <a
                    class="queue__link" href=href aria-describedby=described
                    aria-current=move || open.get().then_some("true")
                >
                    {first.service_name}
                </a>
                <br />
                <span class="soft number">{first.number}</span>
            </th>
            {move || order.get().as_ref().map(cells)}
        </tr>
    }
    .into_any()
}

/// Up and down, or `k` and `j`, move to the next row; Enter follows its link.
fn step(rows: Rows, id: &OrderId, event: &leptos::ev::KeyboardEvent) {
    let down = match event.key().as_str() {
        "ArrowDown" | "j" => true,
        "ArrowUp" | "k" => false,
        _ => return,
    };
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    event.prevent_default();
    rows.ids.with_untracked(|ids| {
        if let Some(next) = model::beside(ids, id, down).and_then(|at| ids.get(at)) {
            focus_row(next);
        }
    });
}

fn cells(row: &DeskRow) -> AnyView {
    let id = row.id.as_str();
    let open = row.status_type == StatusType::Open;
    let call_back = row.call_back_by.filter(|_| !open);
    // After its end only what is still owed has a deadline.
    let mark =
        (open || deadline(row).is_none()).then(|| due_mark(row.promised_at.filter(|_| open)));
    view! {
        <td class="queue__cell" role="cell" id=format!("who-{id}")>
            {row.person.clone()} <br /> <span class="soft">{row.address.clone()}</span>
        </td>
        <td class="queue__cell" role="cell" id=format!("state-{id}")>{status_chip(&row.status)}</td>
        <td class="queue__cell queue__cell--holder" role="cell">{row.holder.clone()}</td>
        <td class="queue__cell" role="cell" id=format!("due-{id}")>
            {mark} {call_back.map(call_back_mark)} {row.complaint_due_at.map(complaint_mark)}
        </td>
    }
    .into_any()
}
