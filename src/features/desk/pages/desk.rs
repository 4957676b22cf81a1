//! `/desk` and `/desk/orders/{id}`: one page, so that the queue stays as it is while orders are
//! opened in it. Where the screen is wide enough they stand side by side; elsewhere an order covers
//! the queue as a page of its own.

use leptos::prelude::*;
use linli_contract::OrderId;

use super::desk_order::Detail;
use super::queue::Queue;
use crate::domain::load::LoadState;
use crate::domain::route::Route;
use crate::features::desk::components::{
    Access, access, focus_row, navigation, panes, residents, room_for_two,
};
use crate::i18n::t;
use crate::offline::Session;
use crate::platform::{document, history};
use crate::ui::nav;
use crate::ui::page::{Arrival, empty, page};
use crate::ui::{changing, view};

/// The desk's orders.
pub fn desk_page() -> AnyView {
    let route = expect_context::<RwSignal<Route>>();
    let open = Memo::new(move |_| match route.get() {
        Route::DeskOrder(id) => Some(id),
        _ => None,
    });
    let wide = room_for_two();
    let queue = Queue::new(open);
    let access = access(Session::get());
    Effect::new(move |_| {
        if access.get() == Access::Ask {
            queue.read_anew();
        }
    });
    keep_place(open, wide);
    // An order that covers the queue; another one is another page.
    let alone = Memo::new(move |_| open.get().filter(|_| !wide.get()));
    changing(move || {
        let alone = alone.get();
        untrack(|| match alone {
            Some(id) => order_page(access, queue, id),
            None => queue_page(access, queue, open, wide),
        })
    })
}

/// An order as a page of its own.
fn order_page(access: Memo<Access>, queue: Queue, id: OrderId) -> AnyView {
    let detail = Detail::open(access, queue.rows.list, id);
    let state = detail.state();
    let state = Signal::derive(move || match access.get() {
        Access::Resident => LoadState::Ready,
        _ => state.get(),
    });
    let body = move || match access.get() {
        Access::Resident => residents(),
        _ => detail.view(),
    };
    let content = view! { <div on:keydown=close_by_key>{detail.head(false)} {body}</div> };
    page("desk-order", "", detail.title(), state, content.into_any())
}

/// The queue, and beside it, where there is room, the order that is open.
fn queue_page(
    access: Memo<Access>,
    queue: Queue,
    open: Memo<Option<OrderId>>,
    wide: RwSignal<bool>,
) -> AnyView {
    let d = t().desk();
    let list = queue.rows.list.state();
    let failed = Memo::new(move |_| list.with(|state| matches!(state, LoadState::Failed(_))));
    // What is beside: nothing, an invitation, or an order.
    let beside = Memo::new(move |_| {
        let workers = access.get() != Access::Resident && !failed.get();
        (workers && wide.get()).then(|| open.get())
    });
    let detail = RwSignal::new(None::<Detail>);
    let pane = move || {
        let Some(id) = beside.get() else {
            detail.set(None);
            return None;
        };
        let label = if id.is_some() { d.detail } else { d.pick_title };
        let view = untrack(|| match id {
            None => {
                detail.set(None);
                empty(
                    "art-done",
                    d.pick_title,
                    Some(d.pick_text.to_owned()),
                    ().into_any(),
                )
            }
            Some(id) => {
                let opened = Detail::open(access, queue.rows.list, id);
                detail.set(Some(opened));
                view! { {opened.head(true)} {opened.view()} }.into_any()
            }
        });
        Some(view! {
            <section class="desk__detail" aria-label=label on:keydown=close_by_key>{view}</section>
        })
    };
    let title = Signal::derive(move || match detail.get() {
        Some(detail) => detail.title().get(),
        None => d.queue_title.to_owned(),
    });
    let state = Signal::derive(move || match (access.get(), detail.get()) {
        (Access::Resident, _) => LoadState::Ready,
        (_, Some(detail)) if list.with(LoadState::has_content) => detail.state().get(),
        _ => list.get(),
    });
    // The page has one main heading: that of the order while one is shown.
    let shows_order = Memo::new(move |_| detail.with(Option::is_some));
    let heading = move || {
        if shows_order.get() {
            view! { <h2 class="desk__title">{d.queue_title}</h2> }.into_any()
        } else {
            view! { <h1 tabindex="-1">{d.queue_title}</h1> }.into_any()
        }
    };
    let body = move || match access.get() {
        Access::Resident => residents(),
        _ => queue.view(),
    };
    let content = view! {
        <div class=move || panes(wide)>
            {move || (access.get() != Access::Resident).then(|| navigation(&Route::Desk))}
            <div>
                <div class="page__head">{heading}</div>
                {body}
            </div>
            {pane}
        </div>
    };
    page("desk", "page--wide desk", title, state, content.into_any())
}

/// Escape leads back to the queue; what was typed is a draft. While a Chinese word is being
/// composed, Escape belongs to that.
fn close_by_key(event: leptos::ev::KeyboardEvent) {
    if event.key() == "Escape" && !event.is_composing() {
        nav::go(&Route::Desk);
    }
}

/// Leads the focus into an order that is opened, and back to its row when it is closed.
fn keep_place(open: Memo<Option<OrderId>>, wide: RwSignal<bool>) {
    let arrival = use_context::<RwSignal<Arrival>>();
    Effect::new(move |before: Option<Option<OrderId>>| {
        let now = open.get();
        let Some(before) = before.filter(|before| *before != now) else {
            return now;
        };
        let back = arrival.is_some_and(|arrival| arrival.get_untracked().scroll_back);
        if now.is_some() && !wide.get_untracked() && !back {
            history::scroll_to(0.0);
        }
        let closed = now.is_none().then_some(before).flatten();
        request_animation_frame(move || {
            if !closed.is_some_and(|id| focus_row(&id)) {
                document::focus("main h1");
            }
        });
        now
    });
}
