//! Whether an order fits beside its queue.

use leptos::prelude::*;

use crate::platform::document;
use crate::ui::appearance::Appearance;

/// Whether there is room for two columns: the style sheet decides, for it knows what size the text
/// has.
pub(in crate::features::desk) fn room_for_two() -> RwSignal<bool> {
    let fits = || document::pixels("--two-columns").is_some();
    let wide = RwSignal::new(fits());
    let measure = move || {
        let now = fits();
        if wide.get_untracked() != now {
            wide.set(now);
        }
    };
    let guard = StoredValue::new_local(Some(document::on_scroll(measure)));
    on_cleanup(move || guard.set_value(None));
    let elder = Appearance::get().elder;
    Effect::new(move |_| {
        elder.track();
        measure();
    });
    wide
}

/// The class of what holds the columns.
pub(in crate::features::desk) fn panes(wide: RwSignal<bool>) -> &'static str {
    if wide.get() { "desk__panes" } else { "" }
}
