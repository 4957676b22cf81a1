//! What is typed to open times, and what becomes of it.

use leptos::prelude::*;
use linli_contract::{
    AppointmentCentre, AppointmentKind, AppointmentMode, AppointmentProvider, DeskSlot,
    NewSlotOpening, Page, SlotChange, Timestamp,
};

use super::api;
use super::components::Days;
use super::model::{self, Plan, Wanted};
use crate::i18n::t;
use crate::offline::{Command, Query};
use crate::platform::clock;

/// The id of the first time.
pub(super) const FROM: &str = "from";
/// The id of the last one's end.
pub(super) const UNTIL: &str = "until";
/// The id of the distance between two.
pub(super) const EVERY: &str = "every";
/// The id of how many can come.
pub(super) const CAPACITY: &str = "capacity";
/// The id of the ways to meet.
pub(super) const MODES: &str = "modes";
/// The id of the whole form.
pub(super) const FORM: &str = "opening";

/// What is wrong: the field's id and the sentence.
pub(super) type Lines = Vec<(String, String)>;

/// What the form needs to know.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    /// The day.
    pub(super) days: Days,
    /// Who I am as a provider; never there for a worker who is none.
    pub(super) me: Query<AppointmentProvider>,
    /// Whether there is such a provider.
    pub(super) counsels: bool,
    /// All kinds.
    pub(super) kinds: Query<Page<AppointmentKind>>,
    /// What is open on the day.
    pub(super) slots: Query<Page<DeskSlot>>,
    /// Told what was opened.
    pub(super) done: Callback<SlotChange>,
}

/// The form under way.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// What it needs to know.
    pub(super) opening: Opening,
    /// What may be opened.
    pub(super) kinds: StoredValue<Vec<AppointmentKind>>,
    /// Where the chosen kind is to be had.
    pub(super) centres: Query<Page<AppointmentCentre>>,
    /// What for: one id.
    pub(super) kind: RwSignal<Vec<String>>,
    /// Where: one id.
    pub(super) centre: RwSignal<Vec<String>>,
    /// How one can meet.
    pub(super) modes: RwSignal<Vec<String>>,
    /// When the first one begins.
    pub(super) from: RwSignal<String>,
    /// When the last one has ended.
    pub(super) until: RwSignal<String>,
    /// Minutes from one to the next.
    pub(super) every: RwSignal<String>,
    /// How many can come.
    pub(super) capacity: RwSignal<String>,
    /// What is wrong.
    pub(super) wrong: RwSignal<Lines>,
    /// Opening them.
    pub(super) command: Command,
}

impl Form {
    /// A form for these kinds; none without any.
    pub(super) fn new(opening: Opening, kinds: &[AppointmentKind]) -> Option<Self> {
        let first = kinds.first()?;
        let form = Self {
            opening,
            kinds: StoredValue::new(kinds.to_vec()),
            centres: Query::idle(),
            kind: RwSignal::new(vec![first.id.0.clone()]),
            centre: RwSignal::new(Vec::new()),
            modes: RwSignal::new(Vec::new()),
            from: RwSignal::new("09:00".to_owned()),
            until: RwSignal::new("12:00".to_owned()),
            every: RwSignal::new(String::new()),
            capacity: RwSignal::new("1".to_owned()),
            wrong: RwSignal::new(Vec::new()),
            command: Command::new(),
        };
        // Another kind has other places, other ways to meet, and takes longer.
        let chosen = Memo::new(move |_| form.chosen());
        Effect::new(move |_| {
            if let Some(kind) = chosen.get() {
                form.centres.read(api::centres(kind.id.as_str()));
                form.centre.set(Vec::new());
                let modes = kind.modes.iter().map(|mode| mode.as_str().to_owned());
                form.modes.set(modes.collect());
                let distance = model::usual_distance(kind.minutes);
                form.every.set(distance.to_string());
            }
        });
        Effect::new(move |_| {
            let places = form.places();
            let known = form.centre.with_untracked(|ids| {
                ids.first()
                    .is_some_and(|id| places.iter().any(|place| place.id.as_str() == id))
            });
            if let (Some(first), false) = (places.first(), known) {
                form.centre.set(vec![first.id.0.clone()]);
            }
        });
        Some(form)
    }

    /// The kind that is chosen.
    pub(super) fn chosen(self) -> Option<AppointmentKind> {
        let id = self.kind.with(|ids| ids.first().cloned())?;
        self.kinds
            .with_value(|all| all.iter().find(|kind| kind.id.as_str() == id).cloned())
    }

    /// Where it may be opened.
    pub(super) fn places(self) -> Vec<AppointmentCentre> {
        let Some(all) = self.centres.get() else {
            return Vec::new();
        };
        let mine = self.opening.me.get().filter(|_| self.opening.counsels);
        let may = |centre: &&AppointmentCentre| {
            mine.as_ref()
                .is_none_or(|provider| provider.centres.contains(&centre.id))
        };
        all.items.iter().filter(may).cloned().collect()
    }

    /// What is asked for, or what is wrong with it.
    pub(super) fn wanted(self) -> Result<Wanted, Lines> {
        let p = t().provider();
        let line = |id: &str, text: &str| vec![(id.to_owned(), text.to_owned())];
        let minutes = self.chosen().map_or(60, |kind| kind.minutes);
        let day = self.opening.days.get().ok_or_else(Vec::new)?;
        let at = |text: RwSignal<String>, id: &str| {
            text.with(|text| model::minute(text))
                .ok_or_else(|| line(id, p.time_missing))
        };
        let (from, until) = (at(self.from, FROM)?, at(self.until, UNTIL)?);
        let minutes_long = i64::from(minutes);
        if until < from + minutes_long {
            return Err(line(UNTIL, p.time_wrong));
        }
        let every = self.every.with(|text| text.trim().parse::<i64>().ok());
        let every = every.filter(|every| (minutes_long..=24 * 60).contains(every));
        let every = every.ok_or_else(|| line(EVERY, &(p.every_wrong)(minutes)))?;
        Ok(Wanted {
            day,
            from,
            until,
            every,
            minutes: minutes_long,
        })
    }

    /// Which of them can be opened beside what is open.
    pub(super) fn plan(self, wanted: Wanted) -> Plan {
        let kind = self.kind.with(|ids| ids.first().cloned());
        let centre = self.centre.with(|ids| ids.first().cloned());
        let same = |slot: &&DeskSlot| {
            let slot = &slot.slot;
            self.opening.counsels
                || (Some(&slot.kind_id.0) == kind.as_ref()
                    && Some(&slot.centre_id.0) == centre.as_ref())
        };
        let open: Vec<(Timestamp, Timestamp)> =
            self.opening.slots.get().map_or_else(Vec::new, |page| {
                let slots = page.items.iter().filter(same);
                slots
                    .map(|slot| (slot.slot.starts_at, slot.slot.ends_at))
                    .collect()
            });
        model::plan(wanted, &open, clock::now())
    }

    /// What is sent, or what is wrong.
    pub(super) fn body(self) -> Result<Vec<NewSlotOpening>, Lines> {
        let p = t().provider();
        let plan = self.plan(self.wanted()?);
        let (Some(kind), Some(centre)) =
            (self.chosen(), self.centre.with(|ids| ids.first().cloned()))
        else {
            return Err(vec![(FORM.to_owned(), p.plan_none.to_owned())]);
        };
        let modes: Vec<AppointmentMode> = self.modes.with(|keys| {
            keys.iter()
                .map(|key| AppointmentMode::from(key.as_str()))
                .collect()
        });
        if modes.is_empty() {
            return Err(vec![(MODES.to_owned(), p.modes_missing.to_owned())]);
        }
        let capacity = if kind.private {
            Some(1)
        } else {
            self.capacity.with(|text| text.trim().parse::<u32>().ok())
        };
        let capacity = capacity.filter(|n| (1..=500).contains(n));
        let capacity =
            capacity.ok_or_else(|| vec![(CAPACITY.to_owned(), p.capacity_wrong.to_owned())])?;
        let opening = |starts_at: Timestamp| NewSlotOpening {
            kind_id: kind.id.clone(),
            centre_id: centre.as_str().into(),
            starts_at,
            modes: modes.clone(),
            capacity,
        };
        Ok(plan.opens.into_iter().map(opening).collect())
    }
}
