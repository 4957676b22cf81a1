//! The pages about points, one beside the other.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::i18n::t;
use crate::ui::view;

/// Entries, appeals, handing out; `here` is the page that is shown.
pub(in crate::features::desk) fn points_ways(here: &Route) -> AnyView {
    let p = t().desk_points();
    let item = |route: Route, word| {
        view! {
            <a class="pill pill--set" href=route.to_string() aria-current=(*here == route).then_some("page")>{word}</a>
        }
    };
    view! {
        <nav class="row desk__ways" aria-label=p.ways>
            {item(Route::DeskPoints, p.entries)}
            {item(Route::DeskAppeals, p.appeals)}
            {item(Route::DeskHandouts, p.handouts)}
        </nav>
    }
    .into_any()
}
