//! The booking as a file for the phone's calendar, under a title that says nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use linli_contract::{Booking, BookingState};

use crate::api::calendar as text_of;
use crate::domain::text::encoded;
use crate::features::appointments::api;
use crate::features::appointments::store::Visit;
use crate::i18n::t;
use crate::ui::parts::icon;
use crate::ui::{changing, view};

/// A link that hands the file over. It stands in the page itself: no address of it exists anywhere.
pub(super) fn calendar(visit: Visit, booking: &Booking) -> AnyView {
    if !matches!(
        booking.state,
        BookingState::Booked | BookingState::Requested
    ) {
        return ().into_any();
    }
    let a = t().appointments();
    let file = RwSignal::new(None::<String>);
    let (path, code) = (api::calendar(&booking.id), visit.code.get_untracked());
    spawn_local(async move {
        if let Ok(text) = text_of(&path, code).await {
            file.try_set(Some(format!(
                "data:text/calendar;charset=utf-8,{}",
                encoded(&text)
            )));
        }
    });
    changing(move || {
        file.get().map(|href| {
            view! {
                <p class="row section">
                    <a class="button" href=href download="appointment.ics" data-calendar="">{icon("calendar")} {a.calendar}</a>
                    <span class="soft">{a.calendar_note}</span>
                </p>
            }
        })
    })
}
