//! Deadlines: an icon and a word; the colour only repeats them.

use leptos::prelude::*;
use linli_contract::Timestamp;

use crate::features::desk::model::{Due, Late, due};
use crate::i18n::{self, Style, t};
use crate::platform::clock;
use crate::ui::parts::small_icon;
use crate::ui::view;

/// A deadline: until when, or how late it is.
pub(in crate::features::desk) fn due_mark(at: Option<Timestamp>) -> AnyView {
    match at {
        Some(at) => mark(at, "clock", t().desk().due_by, |late| late),
        None => view! { <span class="soft">{t().desk().no_deadline}</span> }.into_any(),
    }
}

/// The deadline of a call-back.
pub(in crate::features::desk) fn call_back_mark(at: Timestamp) -> AnyView {
    let d = t().desk();
    mark(at, "phone", d.call_back, d.call_back_late)
}

/// The deadline of the answer to a complaint.
pub(in crate::features::desk) fn complaint_mark(at: Timestamp) -> AnyView {
    let d = t().desk();
    mark(at, "edit", d.answer_by, d.answer_late)
}

fn mark(
    at: Timestamp,
    symbol: &str,
    by: fn(&str) -> String,
    overdue: fn(String) -> String,
) -> AnyView {
    let d = t().desk();
    let until = || by(&i18n::instant(at, Style::DayTime));
    let (class, symbol, text) = match due(at, clock::now()) {
        Due::Late(late) => {
            let late = match late {
                Late::Minutes(n) => (d.late_minutes)(n),
                Late::Hours(n) => (d.late_hours)(n),
                Late::Days(n) => (d.late_days)(n),
            };
            ("due due--late", "warn", overdue(late))
        }
        Due::Soon => ("due due--soon", symbol, until()),
        Due::Calm => ("due", symbol, until()),
    };
    view! { <span class=class>{small_icon(symbol)} {text}</span> }.into_any()
}
