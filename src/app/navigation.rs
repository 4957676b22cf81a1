//! Moving between pages: the address, the way back, and what a page must know on arrival.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::platform::history::{self, Move};
use crate::ui::page::Arrival;

/// Where the person is. One exists, made at the root.
#[derive(Clone, Copy)]
pub(super) struct Navigation {
    /// The route now, steps of forms included.
    pub(super) route: RwSignal<Route>,
}

impl Navigation {
    /// Follows the address bar from now on.
    pub(super) fn start() -> Self {
        let route = RwSignal::new(Route::parse(&history::path()));
        let left_at = history::saved_scroll();
        let arrival = RwSignal::new(Arrival {
            first: true,
            scroll_back: left_at > 0.0,
            left_at,
        });
        provide_context(arrival);
        provide_context(route);
        history::listen(move |path, how| {
            let next = Route::parse(path);
            let same_page = next.page() == route.get_untracked().page();
            // Read now: while the page is short, the place that is kept becomes its top.
            arrival.set(Arrival {
                first: false,
                scroll_back: how == Move::Back,
                left_at: history::saved_scroll(),
            });
            if how != Move::Back && !same_page {
                history::scroll_to(0.0);
            }
            route.set(next);
        });
        Self { route }
    }
}
