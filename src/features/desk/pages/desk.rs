//! `/desk`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{DeskRow, Page};

use crate::domain::load::LoadState;
use crate::features::desk::components::{Access, access, figures, queue, residents};
use crate::features::desk::model::Filter;
use crate::features::desk::{api, store};
use crate::i18n::t;
use crate::offline::{Query, Session};
use crate::platform::timer;
use crate::ui::page::{empty, heading, loadable, page, skeleton_rows};
use crate::ui::parts::{art, icon};

/// How many rows are read at first; 再看 doubles it.
const FIRST: u32 = 100;
/// How long typing rests before the server is asked, in milliseconds.
const TYPING_MS: i32 = 250;

/// What the queue shows.
#[derive(Clone, Copy)]
struct View {
    query: Query<Page<DeskRow>>,
    filter: RwSignal<Filter>,
    q: RwSignal<String>,
    limit: StoredValue<u32>,
    person: StoredValue<String>,
}

impl View {
    /// Reads what filter and search ask for, from the top, and remembers it for the way back.
    fn read_anew(self) {
        let filter = self.filter.get_untracked();
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
        self.query.read(path);
    }
}

/// The queue of orders.
pub fn desk_page() -> AnyView {
    let session = Session::get();
    let person = session.person();
    let (filter, q) = store::looking_at(&person);
    let all = View {
        query: Query::idle(),
        filter: RwSignal::new(filter),
        q: RwSignal::new(q),
        limit: StoredValue::new(FIRST),
        person: StoredValue::new(person),
    };
    let access = access(session);
    Effect::new(move |_| {
        all.filter.track();
        if access.get() == Access::Ask {
            all.read_anew();
        }
    });
    let state = Signal::derive(move || match access.get() {
        Access::Resident => LoadState::Ready,
        _ => all.query.state().get(),
    });
    let content = move || match access.get() {
        Access::Resident => residents(),
        _ => workers(all),
    };
    let content = view! { {heading(t().desk().queue_title, None)} {content} };
    page(
        "desk",
        "page--wide desk",
        Signal::derive(|| t().desk().queue_title.to_owned()),
        state,
        content.into_any(),
    )
}

fn workers(all: View) -> AnyView {
    let shown = Memo::new(move |_| all.query.get());
    view! {
        {move || shown.get().and_then(|list| sums(all, &list))}
        {filters(all)}
        {search(all)}
        {loadable(
            move || shown.get(),
            all.query.state(),
            move || all.query.refresh(),
            skeleton_rows,
            move |list| table(all, list),
        )}
    }
    .into_any()
}

/// Figures are shown of the whole queue or not at all.
fn sums(all: View, list: &Page<DeskRow>) -> Option<AnyView> {
    let whole = list.next_cursor.is_none()
        && all.filter.get_untracked() == Filter::Open
        && all.q.with_untracked(|q| q.trim().is_empty());
    whole.then(|| figures(&list.items))
}

fn filter_word(filter: Filter) -> &'static str {
    let d = t().desk();
    match filter {
        Filter::Open => d.open,
        Filter::Done => d.done,
        Filter::Closed => d.closed,
    }
}

fn filters(all: View) -> AnyView {
    let pills = Filter::ALL
        .into_iter()
        .map(|filter| {
            view! {
                <button
                    class="pill pill--set" type="button" data-filter=filter.word()
                    aria-pressed=move || (all.filter.get() == filter).to_string()
                    on:click=move |_| all.filter.set(filter)
                >
                    {filter_word(filter)}
                </button>
            }
        })
        .collect_view();
    view! { <div class="desk__filters" role="group" aria-label=t().desk().filters>{pills}</div> }
        .into_any()
}

fn search(all: View) -> AnyView {
    let d = t().desk();
    let alarm = StoredValue::new_local(None);
    let change = move |text: String| {
        all.q.set(text);
        // The guard goes with the page, and with it a call that is still to come.
        alarm.set_value(Some(timer::after(TYPING_MS, move || all.read_anew())));
    };
    view! {
        <div class="search" role="search">
            {art("icon search__icon", "search")}
            <input
                class="search__input" type="search" aria-label=d.search placeholder=d.search autocomplete="off"
                prop:value=move || all.q.get()
                on:input=move |event| change(event_target_value(&event))
            />
            {move || all.q.with(|q| !q.is_empty()).then(|| view! {
                <button
                    class="icon-button search__clear" type="button" aria-label=d.search_clear
                    on:click=move |_| change(String::new())
                >
                    {icon("close")}
                </button>
            })}
        </div>
    }
    .into_any()
}

fn table(all: View, list: Arc<Page<DeskRow>>) -> AnyView {
    let d = t().desk();
    if list.items.is_empty() {
        let searched = all.q.with_untracked(|q| !q.trim().is_empty());
        let (drawing, title, text) = if searched || all.filter.get_untracked() != Filter::Open {
            ("art-search", d.none_title, d.none_text)
        } else {
            ("art-done", d.empty_title, d.empty_text)
        };
        let empty = empty(drawing, title, Some(text.to_owned()), ().into_any());
        return view! { <div role="status" data-count="0">{empty}</div> }.into_any();
    }
    let more = list.next_cursor.is_some().then(|| {
        let act = move |_| {
            all.limit.update_value(|n| *n = n.saturating_mul(2));
            all.read();
        };
        view! { <p class="row"><button class="button button--quiet" type="button" on:click=act>{d.more}</button></p> }
    });
    let caption = (d.caption)(filter_word(all.filter.get_untracked()));
    view! {
        <p class="visually-hidden" role="status">{(d.found)(list.items.len())}</p>
        {queue(&list.items, caption)}
        {more}
    }
    .into_any()
}
