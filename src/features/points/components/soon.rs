//! What will happen by itself: lots that expire, and entries that do not count yet.

use leptos::prelude::*;
use linli_contract::{EntryKind, Expiry, PointsEntry};

use super::entries;
use crate::features::points::model::{announced, days_left};
use crate::features::points::words::{day, points, today};
use crate::i18n::t;
use crate::ui::parts::{icon, section, status};
use crate::ui::view;

/// The next lots that expire.
pub(in crate::features::points) fn expiring(lots: &[Expiry]) -> Option<AnyView> {
    let p = t().points();
    let today = today();
    let rows = lots
        .iter()
        .map(|lot| {
            let words = (p.expires)(&day(lot.last_day), &points(lot.points.into()));
            let left = today.map(|today| (p.expires_in)(days_left(lot.last_day, today)));
            let chip = left.filter(|_| lot.notice).map(|left| status("wait", "clock", &left));
            view! { <li class="lot" data-day=lot.last_day.to_string()><span>{words}</span> {chip}</li> }
        })
        .collect_view();
    let class = if announced(lots) > 0 {
        "card card--wait stack"
    } else {
        "card stack"
    };
    let content = view! {
        <div class=class data-testid="expiring">
            <ul class="stack">{rows}</ul>
            <p class="soft">{p.expiring_note}</p>
        </div>
    };
    (!lots.is_empty()).then(|| section(p.expiring, None, content.into_any()))
}

/// What does not count yet. A penalty says what it is before it is one.
pub(in crate::features::points) fn pending(all: &[PointsEntry]) -> Option<AnyView> {
    let p = t().points();
    let penalty = all.iter().any(|entry| entry.kind == EntryKind::Penalty);
    let warning = penalty.then(|| {
        view! {
            <div class="card card--stop ahead">
                {icon("warn")}
                <div><p class="ahead__title">{p.penalty_ahead}</p> <p>{p.penalty_ahead_text}</p></div>
            </div>
        }
    });
    let content = view! {
        <div class="stack" data-testid="pending">
            {warning}
            {entries(all.iter())}
            <p class="soft">{p.pending_note}</p>
        </div>
    };
    (!all.is_empty()).then(|| section(p.pending, None, content.into_any()))
}
