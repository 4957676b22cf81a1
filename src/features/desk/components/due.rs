//! Deadlines: an icon and a word; the colour only repeats them.

use leptos::prelude::*;
use linli_contract::Timestamp;

use crate::features::desk::model::{Due, Late, due};
use crate::i18n::{self, Style, t};
use crate::platform::clock;
use crate::ui::parts::small_icon;

/// A deadline: until when, or how late it is.
pub(in crate::features::desk) fn due_mark(at: Option<Timestamp>) -> AnyView {
    let d = t().desk();
    let Some(at) = at else {
        return view! { <span class="soft">{d.no_deadline}</span> }.into_any();
    };
    let by = || (d.due_by)(&i18n::instant(at, Style::DayTime));
    let (class, symbol, text) = match due(at, clock::now()) {
        Due::Late(Late::Minutes(n)) => ("due due--late", "warn", (d.late_minutes)(n)),
        Due::Late(Late::Hours(n)) => ("due due--late", "warn", (d.late_hours)(n)),
        Due::Late(Late::Days(n)) => ("due due--late", "warn", (d.late_days)(n)),
        Due::Soon => ("due due--soon", "clock", by()),
        Due::Calm => ("due", "clock", by()),
    };
    view! { <span class=class>{small_icon(symbol)} {text}</span> }.into_any()
}
