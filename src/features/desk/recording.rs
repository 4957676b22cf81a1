//! What a worker types and chooses of a record of points, kept as a draft until the server has it.

use leptos::prelude::*;
use linli_contract::{Indicator, NewPointsRecord, Page, PointsRecord};

use super::api;
use super::model::points::{Chosen, Record, household_of, is_recorded};
use crate::domain::error::Error;
use crate::i18n::{self, t};
use crate::offline::{Command, Query, Session, drafts};
use crate::platform::{document, random};
use crate::ui::points::today;

/// Under which name it is kept as a draft.
const DRAFT: &str = "desk.points.new";
/// The fields, as the summary leads to them.
pub(super) const HOUSEHOLDS: &str = "record-households";
/// See [`HOUSEHOLDS`].
pub(super) const INDICATOR: &str = "record-indicator";
/// See [`HOUSEHOLDS`].
pub(super) const DAY: &str = "record-day";
/// See [`HOUSEHOLDS`].
pub(super) const NOTE: &str = "record-note";

/// What was recorded, and whether that is what was asked last.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Recorded {
    pub(super) record: PointsRecord,
    pub(super) as_asked: bool,
}

/// The record that is being written.
#[derive(Clone, Copy)]
pub(super) struct Recording {
    pub(super) indicators: Query<Page<Indicator>>,
    pub(super) households: RwSignal<Vec<Chosen>>,
    pub(super) indicator: RwSignal<String>,
    pub(super) day: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) command: Command,
    pub(super) done: RwSignal<Option<Recorded>>,
    /// This device keeps nothing: said while there is something to lose.
    pub(super) not_kept: RwSignal<bool>,
    wrong: RwSignal<Vec<(String, String)>>,
    key: StoredValue<String>,
    /// The households of the record that was sent last: what the server says is about their places.
    sent: StoredValue<Vec<Chosen>>,
    person: StoredValue<String>,
}

impl Recording {
    /// Begins with what this person typed before.
    pub(super) fn start(session: Session, indicators: Query<Page<Indicator>>) -> Self {
        let person = session.person();
        let kept = drafts::load(&person, DRAFT);
        let record = kept.and_then(|text| linli_json::from_text::<Record>(&text));
        let record = record.unwrap_or_else(blank);
        let recording = Self {
            indicators,
            households: RwSignal::new(record.households),
            indicator: RwSignal::new(record.indicator),
            day: RwSignal::new(record.day),
            note: RwSignal::new(record.note),
            command: Command::new(),
            done: RwSignal::new(None),
            not_kept: RwSignal::new(false),
            wrong: RwSignal::new(Vec::new()),
            key: StoredValue::new(record.key),
            sent: StoredValue::new(Vec::new()),
            person: StoredValue::new(person),
        };
        recording.keep();
        // The indicator was changed meanwhile: what it says now is read.
        Effect::new(move |_| {
            let changed = |error: &Error| match error {
                Error::Problem(problem) => problem.errors.iter().any(|e| e.pointer == "/version"),
                _ => false,
            };
            let error = recording.command.error;
            if error.with(|error| error.as_ref().is_some_and(changed)) {
                indicators.refresh();
            }
        });
        recording
    }

    /// Keeps the draft at every change.
    fn keep(self) {
        Effect::new(move |before: Option<()>| {
            let record = self.record();
            if before.is_none() {
                return;
            }
            let nothing = Record {
                key: record.key.clone(),
                day: record.day.clone(),
                ..Record::default()
            };
            self.person.with_value(|person| {
                if record == nothing {
                    drafts::remove(person, DRAFT);
                } else {
                    let kept = drafts::save(person, DRAFT, &linli_json::to_text(&record));
                    self.not_kept.set(kept.is_err());
                }
            });
        });
    }

    fn record(self) -> Record {
        Record {
            households: self.households.get(),
            indicator: self.indicator.get(),
            day: self.day.get(),
            note: self.note.get(),
            key: self.key.get_value(),
        }
    }

    /// The indicator that is chosen, as it is shown.
    pub(super) fn chosen(self) -> Option<Indicator> {
        let page = self.indicators.get()?;
        let chosen = self.indicator.get();
        let mut all = page.items.iter();
        all.find(|one| one.code.as_str() == chosen).cloned()
    }

    /// Takes a household into the list, once.
    pub(super) fn add(self, household: Chosen) {
        self.households.update(|all| {
            if !all.iter().any(|one| one.id == household.id) {
                all.push(household);
            }
        });
    }

    /// Takes a household out of the list.
    pub(super) fn remove(self, id: &str) {
        self.households.update(|all| all.retain(|one| one.id != id));
    }

    /// What is wrong: by our own checks, else what the server said.
    pub(super) fn lines(self) -> Signal<Vec<(String, String)>> {
        Signal::derive(move || {
            let wrong = self.wrong.get();
            match self.command.error.get() {
                Some(error) if wrong.is_empty() => self.refused(&error),
                _ => wrong,
            }
        })
    }

    fn refused(self, error: &Error) -> Vec<(String, String)> {
        if error.code() == "idempotency_mismatch" {
            let sentence = t().desk_points().sent_before.to_owned();
            return vec![(HOUSEHOLDS.to_owned(), sentence)];
        }
        match error {
            Error::Problem(problem) if !problem.errors.is_empty() => {
                let errors = problem.errors.iter();
                errors
                    .map(|one| self.line(&one.pointer, &one.code, one.limit))
                    .collect()
            }
            _ => vec![(HOUSEHOLDS.to_owned(), i18n::sentence(error))],
        }
    }

    /// The field of a pointer, and what is wrong there in a sentence.
    fn line(self, pointer: &str, code: &str, limit: Option<i64>) -> (String, String) {
        let p = t().desk_points();
        let sentence = match (pointer, code) {
            ("/households", "required") => p.household_missing.to_owned(),
            ("/indicator", "required") => p.indicator_missing.to_owned(),
            ("/version", _) => p.version_changed.to_owned(),
            ("/for_day", "out_of_range") => p.day_range.to_owned(),
            _ => i18n::field_sentence(code, limit),
        };
        let household = household_of(pointer).and_then(|place| {
            self.sent
                .with_value(|sent| sent.get(place).map(|one| one.address.clone()))
        });
        let sentence = match household {
            Some(address) => (p.of_household)(&address, &sentence),
            None => sentence,
        };
        let field = match pointer {
            "/indicator" | "/version" => INDICATOR,
            "/for_day" => DAY,
            "/note" => NOTE,
            _ => HOUSEHOLDS,
        };
        (field.to_owned(), sentence)
    }

    /// Sends it, or says everything that is wrong with it.
    pub(super) fn send(self) {
        let (record, version) = untrack(|| (self.record(), self.chosen().map(|one| one.version)));
        match record.checked(version, today()) {
            Err(findings) => {
                let findings = findings.into_iter();
                let lines = findings.map(|(pointer, code, limit)| self.line(pointer, code, limit));
                self.wrong.set(lines.collect());
            }
            Ok(new) => {
                self.wrong.set(Vec::new());
                self.sent.set_value(record.households);
                let person = self.person.get_value();
                let write = api::points::record(&new);
                self.command
                    .send(write, move |answer| self.take(&new, &person, &answer.body));
            }
        }
    }

    /// The server has it: the draft goes, also when the page has gone meanwhile.
    fn take(self, new: &NewPointsRecord, person: &str, answer: &str) {
        let Some(record) = linli_json::from_text::<PointsRecord>(answer) else {
            self.command.error.try_set(Some(Error::Contract));
            return;
        };
        drafts::remove(person, DRAFT);
        let as_asked = is_recorded(new, &record);
        let recorded = Some(Recorded { record, as_asked });
        if self.done.try_set(recorded).is_some() {
            return;
        }
        self.clear();
        request_animation_frame(|| {
            document::scroll_into_view("main h1");
            document::focus("[data-recorded] h2");
        });
    }

    /// Nothing yet, under a new name.
    fn clear(self) {
        let blank = blank();
        self.key.set_value(blank.key);
        self.households.set(blank.households);
        self.indicator.set(blank.indicator);
        self.day.set(blank.day);
        self.note.set(blank.note);
    }
}

/// Nothing yet: today, and a name for ever.
fn blank() -> Record {
    Record {
        day: today().map(|day| day.to_string()).unwrap_or_default(),
        key: random::uuid(),
        ..Record::default()
    }
}
