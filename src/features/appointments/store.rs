//! What is chosen, typed, held and booked: in memory only, and gone with the section.

use leptos::prelude::*;
use linli_contract::{Booking, BookingLookup, Date, Hold, HoldId, SlotId, Waiting};

use super::{api, model};
use crate::api::base_url;
use crate::offline::{Command, Quiet, Session};
use crate::platform::{clock, leave, random};

/// One way from choosing to a booking. One exists, made when it is first begun.
#[derive(Clone, Copy)]
pub(super) struct Visit {
    /// What for: one id.
    pub(super) kind: RwSignal<Vec<String>>,
    /// Where: an id, or an empty text for anywhere.
    pub(super) centre: RwSignal<Vec<String>>,
    /// With whom: an id, or an empty text for anybody.
    pub(super) provider: RwSignal<Vec<String>>,
    /// The day that was looked at last.
    pub(super) day: RwSignal<Option<Date>>,
    /// The time that is held, and by how much the server's clock is ahead.
    pub(super) hold: RwSignal<Option<(Hold, i64)>>,
    /// Holding a time.
    pub(super) holding: Command,
    /// Giving it back. Nobody is there any more to read what goes wrong with it.
    releasing: Command,
    /// How to meet.
    pub(super) mode: RwSignal<Vec<String>>,
    /// `alias` or `name`.
    pub(super) naming: RwSignal<Vec<String>>,
    /// The chosen name.
    pub(super) alias: RwSignal<String>,
    /// The phone.
    pub(super) phone: RwSignal<String>,
    /// Whether they agreed.
    pub(super) consent: RwSignal<Vec<String>>,
    /// Booking or moving: its key outlives the page, so that asking again never books twice.
    pub(super) sending: Command,
    /// The booking on the screen.
    pub(super) booking: RwSignal<Option<Booking>>,
    /// The entry of the waiting list on the screen.
    pub(super) waiting: RwSignal<Option<Waiting>>,
    /// The code of one of them, where it is known.
    pub(super) code: RwSignal<Option<String>>,
    /// Whether the code has just been given, so that it stands there large.
    pub(super) fresh: RwSignal<bool>,
    /// Whether a time is chosen for the booking that is there.
    pub(super) moving: RwSignal<bool>,
    hold_id: StoredValue<String>,
}

impl Visit {
    /// What is under way, from anywhere under the root.
    pub(super) fn get() -> Self {
        use_context::<Self>().unwrap_or_else(|| {
            let quiet = Quiet::get();
            Session::get().keep(move || Self::start(quiet))
        })
    }

    fn start(quiet: Quiet) -> Self {
        let none = || RwSignal::new(Vec::new());
        let visit = Self {
            kind: none(),
            centre: RwSignal::new(vec![String::new()]),
            provider: RwSignal::new(vec![String::new()]),
            day: RwSignal::new(None),
            hold: RwSignal::new(None),
            holding: Command::new(),
            releasing: Command::new(),
            mode: none(),
            naming: RwSignal::new(vec!["alias".to_owned()]),
            alias: RwSignal::new(String::new()),
            phone: RwSignal::new(String::new()),
            consent: none(),
            sending: Command::new(),
            booking: RwSignal::new(None),
            waiting: RwSignal::new(None),
            code: RwSignal::new(None),
            fresh: RwSignal::new(false),
            moving: RwSignal::new(false),
            hold_id: StoredValue::new(random::uuid()),
        };
        quiet.on_leaving(move || visit.forget());
        // Leaving at once, or closing the page, ends the program before it could give anything back.
        Effect::new(move |_| {
            let held = visit.to_give_back();
            leave::give_back_when_gone(held.map(|id| base_url() + &api::release(&id).path));
        });
        visit
    }

    /// Drops everything. A time that is held is free for somebody else at once.
    pub(super) fn forget(self) {
        self.release();
        self.kind.set(Vec::new());
        self.forget_place();
        self.forget_form();
        self.forget_booking();
    }

    /// Gives the held time back.
    fn release(self) {
        if let Some(id) = untrack(|| self.to_give_back()) {
            self.releasing.send(api::release(&id), |_| {});
        }
    }

    /// The time that is held, unless it is an offer of the waiting list, which stands until its end, or is
    /// being booked.
    fn to_give_back(self) -> Option<HoldId> {
        let own = self.hold_id.get_value();
        let sending = self.sending.pending.get();
        let held = self.hold.with(|held| {
            let id = held.as_ref().map(|(hold, _)| hold.id.clone());
            id.filter(|id| id.as_str() == own)
        });
        held.filter(|_| !sending)
    }

    /// Drops where and with whom: another kind has others.
    pub(super) fn forget_place(self) {
        self.centre.set(vec![String::new()]);
        self.provider.set(vec![String::new()]);
        self.day.set(None);
    }

    /// Drops what was typed, and the hold.
    pub(super) fn forget_form(self) {
        self.hold.set(None);
        self.hold_id.set_value(random::uuid());
        self.mode.set(Vec::new());
        self.naming.set(vec!["alias".to_owned()]);
        self.alias.set(String::new());
        self.phone.set(String::new());
        self.consent.set(Vec::new());
        self.sending.error.set(None);
        self.holding.error.set(None);
        self.moving.set(false);
    }

    /// Drops the booking, the entry and the code that are on the screen.
    pub(super) fn forget_booking(self) {
        self.booking.set(None);
        self.waiting.set(None);
        self.code.set(None);
        self.fresh.set(false);
        self.moving.set(false);
    }

    /// The first id chosen, or an empty text.
    pub(super) fn chosen(ids: RwSignal<Vec<String>>) -> String {
        ids.with(|ids| ids.first().cloned().unwrap_or_default())
    }

    /// Holds a time, or the same one longer; `minutes` is how long its kind holds one.
    pub(super) fn hold(self, slot: &SlotId, minutes: Option<u32>, then: impl FnOnce() + 'static) {
        // The hold of an offer has an id of its own.
        let id = self.hold.with_untracked(|held| match held {
            Some((hold, _)) if hold.slot.id == *slot => hold.id.clone(),
            _ => HoldId::from(self.hold_id.get_value().as_str()),
        });
        let again = self.hold.with_untracked(|held| {
            let same = held.as_ref().filter(|(hold, _)| hold.slot.id == *slot);
            same.map(|(_, ahead)| *ahead)
        });
        self.holding.send(api::hold(&id, slot), move |answer| {
            let Some(hold) = linli_json::from_text::<Hold>(&answer.body) else {
                return;
            };
            let ahead = again.unwrap_or_else(|| {
                minutes.map_or(0, |minutes| {
                    model::ahead(hold.expires_at, clock::now(), minutes)
                })
            });
            self.sending.error.try_set(None);
            self.hold.try_set(Some((hold, ahead)));
            then();
        });
    }

    /// Shows what belongs to a code.
    pub(super) fn show(self, found: BookingLookup, code: String) {
        self.fresh.set(false);
        self.booking.set(found.booking);
        self.waiting.set(found.waiting);
        self.code.set(Some(code));
    }
}
