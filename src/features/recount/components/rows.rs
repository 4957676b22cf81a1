//! Long lists, some rows at first and more when they are asked for: a file may have thousands of options.

use leptos::prelude::*;

use crate::i18n::t;
use crate::ui::view;

/// As many rows of a list are shown at first, and more each time.
pub(super) const STEP: usize = 200;

/// As many winners are shown at first: whoever reads the page, or a program that does, has them all.
pub(super) const ALL: usize = 2_000;

/// The `first` of `count` rows, and the button for more; `row` makes the one at a place.
pub(super) fn in_parts(
    count: usize,
    first: usize,
    row: impl Fn(usize) -> AnyView + Clone + Send + Sync + 'static,
) -> (AnyView, AnyView) {
    let shown = RwSignal::new(count.min(first));
    let rows = view! { <For each=move || 0..shown.get() key=|place| *place children=row /> };
    let more = move || {
        let left = count - shown.get();
        (left > 0).then(|| {
            let next = left.min(STEP);
            view! {
                <p class="recount__more">
                    <button class="button button--soft" type="button" on:click=move |_| shown.update(|shown| *shown += next)>
                        {(t().recount().more_rows)(next)}
                    </button>
                </p>
            }
        })
    };
    (rows.into_any(), more.into_any())
}
