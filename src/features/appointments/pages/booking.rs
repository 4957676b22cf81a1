//! `/care/booking`

use leptos::prelude::*;

use crate::features::appointments::components::{booked, find, waits};
use crate::features::appointments::store::Visit;
use crate::ui::quiet::plain_quiet_page;

/// The booking or the entry of the waiting list that is open, or the field for its code.
pub fn booking_page() -> AnyView {
    let visit = Visit::get();
    let content = move || {
        let booking = visit.booking.get();
        match (booking, visit.waiting.get()) {
            (Some(booking), _) => booked(visit, &booking),
            (None, Some(waiting)) => waits(visit, &waiting),
            (None, None) => find(visit),
        }
    };
    plain_quiet_page("booking", content.into_any())
}
