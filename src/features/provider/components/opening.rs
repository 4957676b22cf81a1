//! Opening times of a day, all that are wanted at once.

use std::sync::Arc;

use leptos::prelude::*;
use linli_contract::{
    AppointmentCentre, AppointmentKind, AppointmentMode, AppointmentProvider, DeskSlot,
    NewSlotOpening, Page, SlotChange, Timestamp,
};

use super::Days;
use crate::features::provider::model::{self, Plan, Wanted};
use crate::features::provider::{api, words};
use crate::i18n::{self, Style, t};
use crate::offline::{Command, Query};
use crate::platform::clock;
use crate::ui::choice::{Choice, choices};
use crate::ui::field::{Kind, error_summary, field_error, text_field};
use crate::ui::page::{loadable, skeleton_rows};
use crate::ui::parts::submit;
use crate::ui::problem::of_field;
use crate::ui::view;

const FROM: &str = "from";
const UNTIL: &str = "until";
const EVERY: &str = "every";
const CAPACITY: &str = "capacity";
const MODES: &str = "modes";
const FORM: &str = "opening";

/// What is wrong: the field's id and the sentence.
type Lines = Vec<(String, String)>;

/// What the form needs to know.
#[derive(Clone, Copy)]
pub(in crate::features::provider) struct Opening {
    /// The day.
    pub(in crate::features::provider) days: Days,
    /// Who I am as a provider; never there for a worker who is none.
    pub(in crate::features::provider) me: Query<AppointmentProvider>,
    /// Whether there is such a provider.
    pub(in crate::features::provider) counsels: bool,
    /// All kinds.
    pub(in crate::features::provider) kinds: Query<Page<AppointmentKind>>,
    /// What is open on the day.
    pub(in crate::features::provider) slots: Query<Page<DeskSlot>>,
    /// Told what was opened.
    pub(in crate::features::provider) done: Callback<SlotChange>,
}

/// The form, once it is known what may be opened.
pub(in crate::features::provider) fn opening(opening: Opening) -> AnyView {
    let Opening {
        me,
        counsels,
        kinds,
        ..
    } = opening;
    // The same answers again leave what is typed as it is.
    let mine = Memo::new(move |_| {
        let all = kinds.get()?;
        let provider = if counsels { Some(me.get()?) } else { None };
        let may = |kind: &&AppointmentKind| match &provider {
            Some(provider) => provider.kinds.contains(&kind.id),
            None => !kind.private,
        };
        Some(all.items.iter().filter(may).cloned().collect::<Vec<_>>())
    });
    let state = Signal::derive(move || match kinds.state().get() {
        state if state.has_content() && counsels => me.state().get(),
        state => state,
    });
    let again = move || {
        kinds.refresh();
        if counsels {
            me.refresh();
        }
    };
    loadable(
        move || mine.get().map(Arc::new),
        state,
        again,
        skeleton_rows,
        move |kinds| Form::new(opening, &kinds).map_or_else(|| ().into_any(), Form::view),
    )
}

#[derive(Clone, Copy)]
struct Form {
    opening: Opening,
    kinds: StoredValue<Vec<AppointmentKind>>,
    centres: Query<Page<AppointmentCentre>>,
    kind: RwSignal<Vec<String>>,
    centre: RwSignal<Vec<String>>,
    modes: RwSignal<Vec<String>>,
    from: RwSignal<String>,
    until: RwSignal<String>,
    every: RwSignal<String>,
    capacity: RwSignal<String>,
    wrong: RwSignal<Lines>,
    command: Command,
}

impl Form {
    fn new(opening: Opening, kinds: &[AppointmentKind]) -> Option<Self> {
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
    fn chosen(self) -> Option<AppointmentKind> {
        let id = self.kind.with(|ids| ids.first().cloned())?;
        self.kinds
            .with_value(|all| all.iter().find(|kind| kind.id.as_str() == id).cloned())
    }

    /// Where it may be opened.
    fn places(self) -> Vec<AppointmentCentre> {
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
    fn wanted(self) -> Result<Wanted, Lines> {
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
    fn plan(self, wanted: Wanted) -> Plan {
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

    fn view(self) -> AnyView {
        let p = t().provider();
        let a = t().appointments();
        let found = Signal::derive(move || match self.command.error.get() {
            Some(error) if self.wrong.with(Vec::is_empty) => {
                let overlaps = error.status() == 422;
                let text = if overlaps {
                    p.overlaps.to_owned()
                } else {
                    words::sentence(&error)
                };
                vec![(FORM.to_owned(), text)]
            }
            _ => self.wrong.get(),
        });
        let kinds = self.kinds.with_value(|all| {
            let option =
                |kind: &AppointmentKind| Choice::new(kind.id.0.clone(), kind.title.clone());
            all.iter().map(option).collect::<Vec<_>>()
        });
        let several = kinds.len() > 1;
        let which = several.then(|| {
            view! {
                <fieldset class="stack">
                    <legend class="field__label">{p.kind}</legend>
                    {choices("kind", "choices--grid", true, false, kinds, self.kind)}
                </fieldset>
            }
        });
        let where_ = move || {
            let option = |centre: AppointmentCentre| Choice::new(centre.id.0, centre.name);
            let options: Vec<Choice> = self.places().into_iter().map(option).collect();
            choices("centre", "", false, false, options, self.centre)
        };
        let chosen = Memo::new(move |_| self.chosen());
        let how = move || {
            let modes = chosen.get().map_or_else(Vec::new, |kind| kind.modes);
            let option = |mode: &AppointmentMode| Choice::new(mode.as_str(), (a.mode_of)(mode));
            let options: Vec<Choice> = modes.iter().map(option).collect();
            choices("mode", "choices--grid", true, true, options, self.modes)
        };
        let time = Kind {
            input: "time",
            ..Kind::default()
        };
        let number = Kind {
            inputmode: "numeric",
            ..Kind::default()
        };
        let every = move || {
            let hint = chosen.get().map(|kind| (p.every_hint)(kind.minutes));
            text_field(
                EVERY,
                p.every,
                hint.as_deref(),
                self.every,
                of_field(found, EVERY),
                number,
            )
        };
        // Somebody who is talked to alone has one place.
        let many =
            Memo::new(move |_| chosen.with(|kind| kind.as_ref().is_some_and(|kind| !kind.private)));
        let capacity = move || {
            many.get().then(|| {
                text_field(
                    CAPACITY,
                    p.capacity,
                    None,
                    self.capacity,
                    of_field(found, CAPACITY),
                    number,
                )
            })
        };
        let send = move |event: leptos::ev::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        let day = move || {
            self.opening
                .days
                .get()
                .map(|day| (p.open_lead)(&i18n::day(day)))
        };
        view! {
            <form class="card stack" id=FORM tabindex="-1" novalidate autocomplete="off" on:submit=send>
                {error_summary(found)}
                <p class="soft">{day}</p>
                {which}
                <fieldset class="stack">
                    <legend class="field__label">{p.centre}</legend>
                    {where_}
                </fieldset>
                <div class="desk__pair">
                    {text_field(FROM, p.from, None, self.from, of_field(found, FROM), time)}
                    {text_field(UNTIL, p.until, None, self.until, of_field(found, UNTIL), time)}
                </div>
                {every}
                {capacity}
                <fieldset class="stack" id=MODES tabindex="-1">
                    <legend class="field__label">{p.modes}</legend>
                    {field_error(MODES, of_field(found, MODES))}
                    {how}
                </fieldset>
                {move || self.foreseen()}
                {move || submit(&self.label(), self.command.pending.into())}
            </form>
        }
        .into_any()
    }

    fn label(self) -> String {
        let p = t().provider();
        match self.wanted().map(|wanted| self.plan(wanted).opens.len()) {
            Ok(count) if count > 0 => (p.open_send)(count),
            _ => p.open.to_owned(),
        }
    }

    /// What would be opened, before it is.
    fn foreseen(self) -> AnyView {
        let p = t().provider();
        let Ok(wanted) = self.wanted() else {
            return ().into_any();
        };
        let plan = self.plan(wanted);
        let times: Vec<String> = plan
            .opens
            .iter()
            .map(|at| i18n::instant(*at, Style::Time))
            .collect();
        let said = if times.is_empty() {
            p.plan_none.to_owned()
        } else {
            (p.plan)(times.len(), &times.join(" "))
        };
        let there =
            (plan.there > 0).then(|| view! { <p class="soft">{(p.plan_there)(plan.there)}</p> });
        let past =
            (plan.past > 0).then(|| view! { <p class="soft">{(p.plan_past)(plan.past)}</p> });
        view! {
            <div data-testid="plan" data-count=plan.opens.len().to_string()>
                <p>{said}</p>
                {there}
                {past}
            </div>
        }
        .into_any()
    }

    fn send(self) {
        let p = t().provider();
        match untrack(|| self.body()) {
            Err(lines) => self.wrong.set(lines),
            Ok(opens) => {
                self.wrong.set(Vec::new());
                if opens.is_empty() {
                    let nothing = (UNTIL.to_owned(), p.plan_none.to_owned());
                    return self.wrong.set(vec![nothing]);
                }
                let Opening { done, slots, .. } = self.opening;
                self.command
                    .send(api::change_slots(opens, Vec::new()), move |answer| {
                        match linli_json::from_text::<SlotChange>(&answer.body) {
                            Some(change) => drop(done.try_run(change)),
                            None => slots.refresh(),
                        }
                    });
            }
        }
    }

    fn body(self) -> Result<Vec<NewSlotOpening>, Lines> {
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
        let capacity = match kind.private {
            true => Some(1),
            false => self.capacity.with(|text| text.trim().parse::<u32>().ok()),
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
