//! What waits, as a table on a wide screen and as cards on a phone. The roles are written out, because rows
//! that are grids lose theirs.

use leptos::prelude::*;
use linli_contract::{WorkItem, WorkKind};

use super::{Cards, due_mark};
use crate::features::desk::model::{self, work::place};
use crate::features::desk::waiting::Waiting;
use crate::i18n::{self, Style, t};
use crate::platform::document;
use crate::ui::parts::{icon, small_icon};
use crate::ui::view;

/// The sign of a kind: that of the part of the desk in which it is handled.
const fn symbol(kind: &WorkKind) -> &'static str {
    match kind {
        WorkKind::Order => "order",
        WorkKind::Reply => "mail",
        WorkKind::Complaint => "warn",
        WorkKind::CallBack => "phone",
        WorkKind::Wish => "wish",
        WorkKind::Proposal | WorkKind::Comment | WorkKind::Concern => "people",
        WorkKind::Appeal | WorkKind::PointsReview => "points",
        WorkKind::PaperVote => "vote",
        WorkKind::Pairing => "desk",
        WorkKind::Other(_) => "info",
    }
}

/// The table; `caption` says which rows they are.
pub(in crate::features::desk) fn work_table(
    rows: Cards<WorkItem>,
    caption: Signal<String>,
) -> AnyView {
    let w = t().desk_work();
    let ids = Memo::new(move |_| rows.ids());
    let guard = StoredValue::new_local(Some(document::on_key(move |key| {
        ids.with_untracked(|ids| step(ids, key))
    })));
    on_cleanup(move || guard.set_value(None));
    let head = |word| view! { <th class="queue__cell" role="columnheader" scope="col">{word}</th> };
    view! {
        <table class="queue" role="table" data-count=move || ids.with(Vec::len).to_string()>
            <caption class="visually-hidden">{move || caption.get()}</caption>
            <thead class="queue__head" role="rowgroup">
                <tr role="row">{head(w.column_what)} {head(w.column_kind)} {head(w.column_due)}</tr>
            </thead>
            <tbody class="queue__body" role="rowgroup">
                <For each=move || ids.get() key=Clone::clone children=move |id| row(rows, id) />
            </tbody>
        </table>
    }
    .into_any()
}

/// Moves to the next row for an arrow or a letter, to the first one from elsewhere, and to the kinds for `/`.
fn step(ids: &[String], key: &str) -> bool {
    let down = match key {
        "ArrowDown" | "j" => true,
        "ArrowUp" | "k" => false,
        "/" => return document::focus("#work-kinds [aria-pressed=true]"),
        _ => return false,
    };
    let next = match document::focused("data-work") {
        Some(id) => model::beside(ids, &id, down).and_then(|at| ids.get(at)),
        // Elsewhere the arrows scroll the page; the letters go to the first row.
        None if key == "j" => ids.first(),
        None => return false,
    };
    next.is_some_and(|id| document::focus(&format!("[data-work=\"{id}\"] .queue__link")))
}

fn row(rows: Cards<WorkItem>, id: String) -> AnyView {
    let item = rows.row(&id);
    let Some(first) = item.get_untracked() else {
        return ().into_any();
    };
    let described = format!("kind-{id} due-{id}");
    // What cannot be opened can still be reached, and says why.
    let name = match place(&first) {
        Some(route) => view! {
            <a class="queue__link" href=route.to_string() aria-describedby=described>{first.title}</a>
        }
        .into_any(),
        None => view! {
            <span class="queue__link" tabindex="0" aria-describedby=described>{first.title}</span>
            <br /> <span class="soft">{t().desk_work().elsewhere}</span>
        }
        .into_any(),
    };
    let kind = id.clone();
    let mark = id.clone();
    view! {
        <tr class="queue__row" role="row" data-work=id data-kind=first.kind.as_str().to_owned()>
            <th class="queue__cell queue__cell--wide" role="rowheader" scope="row">
                {name} {move || item.get().map(|item| about(&item))}
            </th>
            <td class="queue__cell" role="cell" id=format!("kind-{kind}")>{move || item.get().map(|item| of_kind(&item))}</td>
            <td class="queue__cell" role="cell" id=format!("due-{mark}")>{move || item.get().map(|item| when(&item))}</td>
        </tr>
    }
    .into_any()
}

fn about(item: &WorkItem) -> AnyView {
    let detail = (!item.detail.is_empty())
        .then(|| view! { <br /> <span class="soft">{item.detail.clone()}</span> });
    let colleague = item.for_a_colleague.then(|| view! {
        <br /> <span class="soft">{small_icon("people")} " " {t().desk_work().for_a_colleague}</span>
    });
    view! { {detail} {colleague} }.into_any()
}

fn of_kind(item: &WorkItem) -> AnyView {
    let grid = item.grid.clone().map(|id| {
        // The name is with the counts, which may come later.
        let name = move || {
            let counts = Waiting::get().counts.get()?;
            let mut grids = counts.grids.iter();
            grids
                .find(|grid| grid.id == id)
                .map(|grid| grid.name.clone())
        };
        view! { <br /> <span class="soft">{name}</span> }
    });
    view! {
        <span class="work__kind">{icon(symbol(&item.kind))} {(t().desk_work().kind)(&item.kind)}</span> {grid}
    }
    .into_any()
}

fn when(item: &WorkItem) -> AnyView {
    let since = (t().desk_work().since)(&i18n::instant(item.since, Style::Day));
    let due = item.due_at.is_some().then(|| due_mark(item.due_at));
    view! { {due} <span class="soft work__since">{since}</span> }.into_any()
}
