//! `/provider`

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{AppointmentProvider, BookingId, BookingState, DeskBooking, Page};

use crate::domain::load::LoadState;
use crate::domain::provider::ProviderPage;
use crate::features::provider::api;
use crate::features::provider::components::{
    Access, Days, For, Pause, Step, access, booking_card, frame, reads, span,
};
use crate::features::provider::words::refused;
use crate::i18n::t;
use crate::offline::{Command, Query, Session};
use crate::platform::document;
use crate::ui::dialog::confirm;
use crate::ui::notice::banner;
use crate::ui::page::{empty, heading, loadable, skeleton_rows};
use crate::ui::toast::Toasts;
use crate::ui::{changing, view};

/// From the day before on: what took place yesterday may still have to be noted.
const BEFORE: i64 = 1;
/// So many days are in the strip.
const DAYS: i64 = 15;

#[derive(Clone, Copy)]
struct Board {
    access: Memo<Access>,
    days: Days,
    query: Query<Page<DeskBooking>>,
    me: Query<AppointmentProvider>,
    command: Command,
    pause: Pause,
    asking: RwSignal<bool>,
    asked: RwSignal<Option<Step>>,
}

/// The bookings of a day, and what became of them.
pub fn bookings_page() -> AnyView {
    let access = access(Session::get(), For::Both);
    let board = Board {
        access,
        days: Days::new(access),
        query: Query::idle(),
        me: Query::idle(),
        command: Command::new(),
        pause: Pause::new(),
        asking: RwSignal::new(false),
        asked: RwSignal::new(None),
    };
    reads(access, move || {
        if let Access::Here { counsels: true, .. } = access.get_untracked() {
            board.me.read(api::PROVIDER.to_owned());
        }
    });
    reads(access, move || {
        if let Some(day) = board.days.get() {
            board.command.error.set(None);
            board.query.read(api::bookings(day));
        }
    });
    // Somebody else was quicker: what is there now is read.
    Effect::new(move |_| {
        let late = board.command.error.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| matches!(error.status(), 404 | 409))
        });
        if late {
            board.query.refresh();
        }
    });
    frame(
        "provider-bookings",
        ProviderPage::Bookings,
        access,
        board.query.state(),
        move || board.view(),
    )
}

impl Board {
    fn view(self) -> AnyView {
        let p = t().provider();
        let lead = match self.access.get_untracked() {
            Access::Here { counsels: true, .. } => p.bookings_lead,
            _ => p.bookings_worker,
        };
        let take = Callback::new(move |step| self.take(step));
        let text = move || {
            let (booking, to) = self.asked.get()?;
            let text = (t().provider().ask_text)(&to);
            let who = [span(&booking), booking.name].join(" · ");
            Some(view! { <p><strong>{who}</strong></p> <p>{text}</p> })
        };
        let label = move || view! { {text} }.into_any();
        let query = self.query;
        view! {
            {heading(p.bookings, Some(lead.to_owned()))}
            {self.days.view((BEFORE, DAYS), query)}
            {refused(self.command.error)}
            {self.without_key()}
            {loadable(
                move || of_now(query),
                query.state(),
                move || query.refresh(),
                skeleton_rows,
                move |page| self.list(&page.items, take),
            )}
            {confirm(self.asking, "[data-asked]", p.ask, label, ("button--stop", p.ask_yes), self.command.pending.into(), move || self.go())}
        }
        .into_any()
    }

    /// Without a key nobody can share anything: that is said where the day begins.
    fn without_key(self) -> AnyView {
        let none = Memo::new(move |_| self.me.get().is_some_and(|me| me.public_key.is_none()));
        changing(move || {
            none.get().then(|| {
                let p = t().provider();
                let way = (ProviderPage::Key.to_string(), p.to_key.to_owned());
                banner("", "shield", p.key_none_text.to_owned(), Some(way))
            })
        })
    }

    fn list(self, bookings: &[DeskBooking], take: Callback<Step>) -> AnyView {
        let p = t().provider();
        if bookings.is_empty() {
            let href = ProviderPage::Times.to_string();
            let way = view! { <a class="button button--soft" href=href>{p.open}</a> };
            let text = Some(p.bookings_none_text.to_owned());
            return empty("art-empty", p.bookings_none, text, way.into_any());
        }
        let cards = bookings
            .iter()
            .map(|booking| booking_card(booking, self.asked, take))
            .collect_view();
        view! { <ul class="stack section" data-count=bookings.len().to_string()>{cards}</ul> }
            .into_any()
    }

    /// What cannot be taken back is asked first.
    fn take(self, step: Step) {
        if self.command.pending.get_untracked() || self.pause.is_on() {
            return;
        }
        let for_good = matches!(step.1, BookingState::Declined | BookingState::Noshow);
        self.asked.set(Some(step));
        if for_good {
            self.asking.set(true);
        } else {
            self.go();
        }
    }

    fn go(self) {
        let Some((booking, to)) = self.asked.get_untracked() else {
            return;
        };
        let query = self.query;
        let write = api::transition(&booking.id, to.clone());
        self.command.send(write, move |answer| {
            let Some(moved) = linli_json::from_text::<DeskBooking>(&answer.body) else {
                return query.refresh();
            };
            Toasts::say((t().provider().done)(&to));
            self.pause.begin();
            let id = moved.id.clone();
            query.change(|page| {
                if let Some(booking) = page.items.iter_mut().find(|one| one.id == moved.id) {
                    *booking = moved;
                }
            });
            focus(&id);
        });
        self.asking.set(false);
    }
}

/// The list is built anew; the focus stays with the booking.
fn focus(id: &BookingId) {
    let first = format!("[data-id=\"{id}\"] button");
    request_animation_frame(move || {
        if !document::focus(&first) {
            document::focus("main h1");
        }
    });
}

/// What the server says of the day that is chosen; not what was on the screen of another day.
pub(super) fn of_now<T>(query: Query<T>) -> Option<Arc<T>>
where
    T: linli_json::Read + Send + Sync + 'static,
{
    let value = query.get();
    value.filter(|_| query.state().with(LoadState::has_content))
}
