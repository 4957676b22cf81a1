//! My own bookings.

use leptos::prelude::*;
use linli_contract::Booking;

use crate::features::appointments::store::Visit;
use crate::i18n::{self, Style, t};
use crate::ui::parts::art;
use crate::ui::view;

/// A row for each; a tap opens it.
pub(super) fn rows(visit: Visit, bookings: &[Booking]) -> AnyView {
    let row = |booking: &Booking| {
        let own = booking.clone();
        let text = format!(
            "{} · {}",
            booking.kind,
            (t().appointments().state)(&booking.state)
        );
        view! {
            <li data-id=booking.id.0.clone()>
                <button
                    class="list-row" type="button"
                    on:click=move |_| {
                        visit.code.set(None);
                        visit.fresh.set(false);
                        visit.booking.set(Some(own.clone()));
                    }
                >
                    <span class="list-row__body">
                        <span class="list-row__title">{i18n::instant(booking.slot.starts_at, Style::DayTime)}</span>
                        <span class="list-row__text">{text}</span>
                    </span>
                    {art("icon list-row__end", "chevron")}
                </button>
            </li>
        }
    };
    let count = bookings.len().to_string();
    view! { <ul class="card card--flush" data-count=count>{bookings.iter().map(row).collect_view()}</ul> }
        .into_any()
}
