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
    // None while it is on its way; its place is kept, so that nothing moves away under a finger.
    let file = RwSignal::new(None::<Option<String>>);
    let (path, code) = (api::calendar(&booking.id), visit.code.get_untracked());
    spawn_local(async move {
        let text = text_of(&path, code).await.ok();
        let link = text.map(|text| format!("data:text/calendar;charset=utf-8,{}", encoded(&text)));
        file.try_set(Some(link));
    });
    changing(move || {
        let (href, class) = match file.get() {
            None => (None, "row section booking-calendar--coming"),
            Some(Some(href)) => (Some(href), "row section"),
            Some(None) => return ().into_any(),
        };
        view! {
            <p class=class>
                <a class="button" href=href download="appointment.ics" data-calendar="">{icon("calendar")} {a.calendar}</a>
                <span class="soft">{a.calendar_note}</span>
            </p>
        }
        .into_any()
    })
}
