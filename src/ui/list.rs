//! Long lists: only the rows near the window exist. All rows have the height of the custom
//! property `--row-height`, so their places follow from their numbers.

use leptos::prelude::*;

use super::appearance::Appearance;
use crate::platform::document;
use crate::ui::view;

/// Rows above and below the window that exist as well, so that a quick scroll shows no gap.
const MARGIN: usize = 6;
/// Rows are built by this many at once, so that not every pixel of a scroll builds one.
const STEP: usize = 4;

/// The first and last row (exclusive) to build, from how far the list's top lies above the
/// window's, both in pixels.
fn window_of(above: f64, window_height: f64, row_height: f64, rows: usize) -> (usize, usize) {
    if row_height <= 0.0 || !above.is_finite() {
        return (0, rows.min(40));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to zero and the number of rows"
    )]
    let row_at = |y: f64| ((y / row_height).max(0.0) as usize).min(rows);
    let first = row_at(above).saturating_sub(MARGIN) / STEP * STEP;
    let last = (row_at(above + window_height) + 1 + MARGIN)
        .next_multiple_of(STEP)
        .min(rows);
    (first.min(last), last)
}

/// The place of a row: its number, and where its top lies in the list.
pub struct Place {
    /// Its number, from 0.
    pub number: usize,
    /// For `style:inset-block-start`.
    pub top: String,
}

/// A list of `count` rows, of which `row` builds the one at a place. `data-count` has the number
/// of all, and assistive technology is told it by `aria-setsize` on the rows.
pub fn long_list(
    class: &'static str,
    count: Signal<usize>,
    row: impl Fn(Place) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    // 长辈版 has taller rows, and may be switched while the list is shown.
    let height = Memo::new(|_| {
        if let Some(appearance) = use_context::<Appearance>() {
            appearance.elder.track();
        }
        document::pixels("--row-height").unwrap_or(92.0)
    });
    let span = RwSignal::new((0, 16));
    let measure = move || {
        let Some((above, window_height)) = document::window_into("[data-long-list]") else {
            return;
        };
        let next = window_of(
            above,
            window_height,
            height.get_untracked(),
            count.get_untracked(),
        );
        if span.get_untracked() != next {
            span.set(next);
        }
    };
    Effect::new(move |_| {
        count.track();
        height.track();
        measure();
    });
    let guard = StoredValue::new_local(Some(document::on_scroll(measure)));
    on_cleanup(move || guard.set_value(None));
    #[expect(
        clippy::cast_precision_loss,
        reason = "lists have fewer than a million rows"
    )]
    let pixels = move |rows: usize| format!("{}px", rows as f64 * height.get());
    let rows = move || {
        let (first, last) = span.get();
        let all = count.get();
        (first.min(all)..last.min(all))
            .map(|number| {
                row(Place {
                    number,
                    top: pixels(number),
                })
            })
            .collect_view()
    };
    view! {
        <ul
            class=format!("{class} {class}--windowed") data-long-list=""
            data-count=move || count.get().to_string()
            style:block-size=move || pixels(count.get())
        >
            {rows}
        </ul>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rows_near_the_window_are_built() {
        assert_eq!(window_of(0.0, 800.0, 92.0, 868), (0, 16));
        assert_eq!(window_of(9200.0, 800.0, 92.0, 868), (92, 116));
        assert_eq!(window_of(1e9, 800.0, 92.0, 868), (860, 868));
        assert_eq!(window_of(-500.0, 800.0, 92.0, 868), (0, 12));
        assert_eq!(window_of(0.0, 800.0, 92.0, 3), (0, 3));
    }

    #[test]
    fn a_missing_measure_builds_a_first_screen() {
        assert_eq!(window_of(0.0, 800.0, 0.0, 868), (0, 40));
        assert_eq!(window_of(f64::NAN, 800.0, 92.0, 5), (0, 5));
    }
}
