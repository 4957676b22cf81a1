//! `/desk/work`: everything that waits, in one queue.

use leptos::prelude::*;
use linli_contract::{WorkCounts, WorkItem, WorkKind};

use crate::domain::route::Route;
use crate::features::desk::api;
use crate::features::desk::components::{
    Access, Cards, Frame, access, frame, more_rows, reads, select_field, work_table,
};
use crate::features::desk::list::List;
use crate::features::desk::waiting::{Waiting, look_again};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::parts::small_icon;
use crate::ui::{changing, view};

/// What is looked at; it is the same when one comes back from what was opened.
#[derive(Clone, Copy)]
struct Looking {
    kind: RwSignal<Option<WorkKind>>,
    /// A grid; empty for all.
    grid: RwSignal<String>,
}

/// What waits, and how much of it in the grid that is looked at.
#[derive(Clone, Copy)]
struct Board {
    rows: Cards<WorkItem>,
    looking: Looking,
    counts: Query<WorkCounts>,
}

/// Everything that waits for the desk.
pub fn desk_work_page() -> AnyView {
    let w = t().desk_work();
    let session = Session::get();
    let list = List::<WorkItem>::idle(|item| item.id.as_str());
    let board = Board {
        rows: Cards::of(list),
        looking: use_context::<Looking>().unwrap_or_else(|| {
            session.keep(|| Looking {
                kind: RwSignal::new(None),
                grid: RwSignal::new(String::new()),
            })
        }),
        counts: Query::idle(),
    };
    let access = access(session);
    reads(access, move || {
        let looking = board.looking;
        looking.grid.with(|grid| {
            looking.kind.with(|kind| {
                list.read(api::work::list(kind.as_ref(), grid));
            });
        });
    });
    reads(access, move || {
        let path = board.looking.grid.with(|grid| api::work::counts(grid));
        board.counts.read(path);
    });
    look_again(move || {
        if access.get_untracked() == Access::Ask {
            board.counts.refresh();
            list.refresh();
        }
    });
    let frame_of = Frame {
        name: "desk-work",
        here: Route::DeskWork,
        title: Signal::derive(|| t().desk_work().title.to_owned()),
        access,
        state: list.state(),
        head: heading(w.title, Some(w.lead.to_owned())),
        wide: true,
    };
    frame(frame_of, move || board.view())
}

impl Board {
    fn view(self) -> AnyView {
        let w = t().desk_work();
        let some = Memo::new(move |_| self.rows.list.rows().is_some());
        let list = self.rows.list;
        view! {
            <div class="work__filters">{self.kinds()} {self.grids()}</div>
            <p class="soft work__keys">{small_icon("info")} <span>{w.keys} ": " {w.keys_text}</span></p>
            {loadable(
                move || some.get().then(|| std::sync::Arc::new(())),
                list.state(),
                move || list.refresh(),
                skeleton_rows,
                move |_| self.table(),
            )}
        }
        .into_any()
    }

    /// The kinds of which something waits, and the one that is chosen.
    fn kinds(self) -> AnyView {
        let shown = Memo::new(move |_| {
            let counts = self.counts.get();
            let chosen = self.looking.kind.get();
            let mut kinds: Vec<WorkKind> = counts
                .map(|counts| counts.kinds.iter().map(|of| of.kind.clone()).collect())
                .unwrap_or_default();
            if let Some(chosen) = chosen.filter(|chosen| !kinds.contains(chosen)) {
                kinds.push(chosen);
            }
            kinds
        });
        let others = move || {
            let kinds = shown.get();
            kinds
                .into_iter()
                .map(|kind| self.pill(Some(kind)))
                .collect_view()
        };
        view! {
            <div class="row" role="group" id="work-kinds" aria-label=t().desk_work().kinds>
                {self.pill(None)} {others}
            </div>
        }
        .into_any()
    }

    fn pill(self, kind: Option<WorkKind>) -> AnyView {
        let w = t().desk_work();
        let word = kind.as_ref().map_or(w.all, w.kind);
        let mark = kind.as_ref().map_or("all", WorkKind::as_str).to_owned();
        let (mine, of) = (kind.clone(), kind.clone());
        let number = Memo::new(move |_| {
            let counts = self.counts.get()?;
            let kinds = counts.kinds.iter();
            let mine = kinds.filter(|one| of.as_ref().is_none_or(|of| one.kind == *of));
            Some(mine.fold((0, 0), |(count, late), of| {
                (count + of.count, late + of.late)
            }))
        });
        let count = move || {
            let (count, late) = number.get()?;
            let late =
                (late > 0).then(|| view! { <span class="visually-hidden">{(w.late)(late)}</span> });
            let class = if late.is_some() {
                "work__count work__count--late"
            } else {
                "work__count"
            };
            let mark = late.is_some().then(|| small_icon("warn"));
            Some(view! { <span class=class>{count}</span> {mark} {late} })
        };
        view! {
            <button
                class="pill pill--set" type="button" data-part=mark
                aria-pressed=move || self.looking.kind.with(|chosen| *chosen == mine).to_string()
                on:click=move |_| self.looking.kind.set(kind.clone())
            >
                {word} " " {count}
            </button>
        }
        .into_any()
    }

    fn grids(self) -> AnyView {
        let w = t().desk_work();
        let options = move || {
            let counts = Waiting::get().counts.get();
            let mut options = vec![(String::new(), w.all_grids.to_owned())];
            for grid in counts.iter().flat_map(|counts| &counts.grids) {
                let mine = counts.as_ref().and_then(|counts| counts.my_grid.as_ref());
                let name = if mine == Some(&grid.id) {
                    (w.my_grid)(&grid.name)
                } else {
                    grid.name.clone()
                };
                options.push((grid.id.clone(), name));
            }
            options
        };
        select_field(
            "work-grid",
            w.grid,
            None,
            options,
            self.looking.grid,
            Signal::derive(|| None),
        )
    }

    fn table(self) -> AnyView {
        let list = self.rows.list;
        let ids = Memo::new(move |_| self.rows.ids());
        let found = Memo::new(move |_| ids.with(|ids| !ids.is_empty()));
        let caption = Signal::derive(move || {
            let w = t().desk_work();
            let which = self
                .looking
                .kind
                .with(|kind| kind.as_ref().map_or(w.all, w.kind));
            (w.caption)(which)
        });
        changing(move || {
            if !found.get() {
                return self.none();
            }
            view! {
                <p class="visually-hidden" role="status">{move || (t().desk_work().found)(ids.with(Vec::len))}</p>
                {work_table(self.rows, caption)}
                {more_rows(list)}
            }
            .into_any()
        })
    }

    fn none(self) -> AnyView {
        let w = t().desk_work();
        let looking = self.looking;
        let all = looking.kind.with(Option::is_none) && looking.grid.with(String::is_empty);
        let (drawing, title, text) = if all {
            ("art-done", w.empty_title, w.empty_text)
        } else {
            ("art-search", w.none_title, w.none_text)
        };
        let empty = empty(drawing, title, Some(text.to_owned()), ().into_any());
        view! { <div role="status" data-count="0">{empty}</div> }.into_any()
    }
}
