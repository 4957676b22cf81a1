//! The queue: a table on a wide screen, cards on a phone. The roles are written out, because rows
//! that are grids lose theirs.

use leptos::prelude::*;
use linli_contract::{DeskRow, StatusType};

use super::due_mark;
use crate::domain::route::Route;
use crate::features::desk::model::deadline;
use crate::i18n::{self, Style, t};
use crate::ui::order::status_chip;
use crate::ui::parts::small_icon;

/// The table of these rows; `caption` says which they are.
pub(in crate::features::desk) fn queue(rows: &[DeskRow], caption: String) -> AnyView {
    let d = t().desk();
    let heads = [
        d.column_service,
        d.column_person,
        d.column_status,
        d.column_holder,
        d.column_due,
    ]
    .into_iter()
    .map(|word| view! { <th class="queue__cell" role="columnheader" scope="col">{word}</th> })
    .collect_view();
    view! {
        <table class="queue" role="table" data-count=rows.len().to_string()>
            <caption class="visually-hidden">{caption}</caption>
            <thead class="queue__head" role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody class="queue__body" role="rowgroup">{rows.iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(row: &DeskRow) -> AnyView {
    let href = Route::DeskOrder(row.id.clone()).to_string();
    let call_back = row
        .call_back_by
        .filter(|_| row.status_type != StatusType::Open)
        .map(|by| {
            let text = (t().desk().call_back)(&i18n::instant(by, Style::DayTime));
            view! { <br /> <span class="due due--soon">{small_icon("phone")} {text}</span> }
        });
    view! {
        <tr class="queue__row" role="row" data-id=row.id.0.clone()>
            <th class="queue__cell queue__cell--wide" role="rowheader" scope="row">
                <a class="queue__link" href=href>{row.service_name.clone()}</a>
                <br />
                <span class="soft number">{row.number.clone()}</span>
            </th>
            <td class="queue__cell" role="cell">
                {row.person.clone()} <br /> <span class="soft">{row.address.clone()}</span>
            </td>
            <td class="queue__cell" role="cell">{status_chip(&row.status)}</td>
            <td class="queue__cell queue__cell--soft" role="cell">{row.holder.clone()}</td>
            <td class="queue__cell" role="cell">{due_mark(deadline(row))} {call_back}</td>
        </tr>
    }
    .into_any()
}
