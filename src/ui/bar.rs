//! A bar of how much of something is there, with a mark at what is needed. The words stand beside it.

use leptos::prelude::*;

use crate::ui::view;

/// A bar. `part` and `mark` are thousandths of the whole; `kind` colours it (`ok`, `short`, or
/// nothing). It only repeats what stands beside it in words, so that it is hidden from those who
/// listen.
pub fn bar(part: i64, mark: Option<i64>, kind: &'static str) -> AnyView {
    let part = part.clamp(0, 1000);
    let mark = mark.map(|mark| {
        let x = mark.clamp(3, 997).to_string();
        view! { <line class="bar__mark" x1=x.clone() x2=x y1="0" y2="28" /> }
    });
    view! {
        <svg class=format!("bar bar--{kind}") viewBox="0 0 1000 28" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__track" x="0" y="8" width="1000" height="12" />
            <rect class="bar__part" x="0" y="8" width=part.to_string() height="12" />
            {mark}
        </svg>
    }
    .into_any()
}

/// A bar made of pieces, each from and to so many thousandths, such as what was bought from a budget.
pub fn pieces(all: &[(i64, i64)]) -> AnyView {
    let parts = all
        .iter()
        .enumerate()
        .map(|(place, (from, to))| {
            // A hair of the ground between neighbours keeps them apart without colours.
            let width = (to - from - 4).max(2).to_string();
            let class = if place % 2 == 0 {
                "bar__part"
            } else {
                "bar__part bar__part--next"
            };
            view! { <rect class=class x=from.to_string() y="8" width=width height="12" /> }
        })
        .collect_view();
    view! {
        <svg class="bar bar--plain" viewBox="0 0 1000 28" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar__track" x="0" y="8" width="1000" height="12" />
            {parts}
        </svg>
    }
    .into_any()
}
