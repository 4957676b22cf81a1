//! Appointments of the seed: centres in four tiers, counsellors, two weeks of times, of which some are
//! taken, articles, self-checks, help lines.

use linli_contract::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::dice::Dice;
use super::files;
use crate::account::secrets;
use crate::appointments::new_salt;
use crate::clock::{day_of, instant_of};
use crate::db::Tx;
use crate::db::bulk::{self, Cell};
use crate::error::Result;
use crate::orders::model::form::Bilingual;
use crate::orders::model::words::weekday;

/// For how many days there are times.
const DAYS: i64 = 14;

pub(super) struct Appointments {
    kinds: Vec<Kind>,
    centres: Vec<Centre>,
    people: People,
    words: Words,
    readings: Vec<Reading>,
    sheets: Vec<Value>,
}

// Each of them is a rule of its own.
#[allow(clippy::struct_excessive_bools)]
#[derive(Deserialize)]
struct Kind {
    id: String,
    title: Bilingual,
    about: Bilingual,
    minutes: i64,
    modes: Vec<String>,
    private: bool,
    alias: bool,
    approval: bool,
    envelope: bool,
    cancel_minutes: i64,
    notice_minutes: i64,
    ahead_days: i64,
    late_minutes: Option<i64>,
    terms: Vec<Bilingual>,
    /// The indicator by which it gives points.
    #[serde(default)]
    indicator: String,
}

#[derive(Deserialize)]
struct Centre {
    id: String,
    tier: String,
    parent: Option<String>,
    name: Bilingual,
    address: Bilingual,
    hours: Bilingual,
    phone: String,
    kinds: Vec<String>,
    refer_to: Vec<String>,
    about: Bilingual,
}

#[derive(Deserialize)]
struct People {
    accounts: Vec<Account>,
    providers: Vec<Provider>,
    events: Vec<Event>,
    aliases: Vec<String>,
}

#[derive(Deserialize)]
struct Account {
    person: String,
    name: Bilingual,
    phone: String,
    demo: Option<Bilingual>,
}

#[derive(Deserialize)]
struct Lists {
    zh: Vec<String>,
    en: Vec<String>,
}

#[derive(Deserialize)]
struct Provider {
    id: String,
    person: Option<String>,
    name: Bilingual,
    kinds: Vec<String>,
    centres: Vec<String>,
    about: Bilingual,
    topics: Lists,
    languages: Lists,
    qualification: Bilingual,
    issuer: Bilingual,
    issued_on: String,
    /// When a time of theirs begins, in minutes after midnight.
    times: Vec<i64>,
    weekdays: Vec<usize>,
    modes: Vec<String>,
}

/// A time without a provider, every week.
#[derive(Deserialize)]
struct Event {
    kind: String,
    centre: String,
    weekday: usize,
    minute: i64,
    capacity: i64,
}

#[derive(Deserialize)]
struct Words {
    lines: Vec<Line>,
    texts: Vec<Bilingual>,
    calls: Bilingual,
}

#[derive(Deserialize)]
struct Line {
    name: Bilingual,
    phone: String,
    hours: Bilingual,
    about: Bilingual,
}

#[derive(Deserialize)]
struct Reading {
    id: String,
    title: Bilingual,
    summary: Bilingual,
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct Section {
    heading: Bilingual,
    paragraphs: Vec<Bilingual>,
}

/// A time of the two weeks.
struct Slot {
    id: String,
    kind: String,
    centre: String,
    provider: Option<String>,
    starts_at: i64,
    ends_at: i64,
    modes: Vec<String>,
    capacity: i64,
    bookings: Vec<Booking>,
}

struct Booking {
    id: String,
    person: Option<&'static str>,
    name: String,
    mode: String,
    state: &'static str,
    booked_at: i64,
}

/// A resident who helps and asks a lawyer, in some days.
const RESIDENT: &str = "p27";

fn json<T: serde::Serialize>(value: &T) -> Result<Cell> {
    Ok(Cell::Text(serde_json::to_string(value)?))
}

fn number(value: bool) -> Cell {
    Cell::Number(i64::from(value))
}

fn text(value: &str) -> Cell {
    Cell::from(value)
}

/// The texts of one language.
fn of(texts: &[Bilingual], english: bool) -> Vec<&str> {
    texts.iter().map(|text| text.get(english)).collect()
}

impl Appointments {
    pub(super) fn read() -> Result<Self, String> {
        Ok(Self {
            kinds: files::json("appointments/kinds.json")?,
            centres: files::json("appointments/centres.json")?,
            people: files::json("appointments/providers.json")?,
            words: files::json("appointments/words.json")?,
            readings: files::json("appointments/readings.json")?,
            sheets: files::json("appointments/sheets.json")?,
        })
    }

    pub(super) async fn insert(&self, tx: &mut Tx, now: Timestamp) -> Result<()> {
        let salt = [[Cell::Number(1), Cell::Text(new_salt()?)]];
        bulk::insert(tx, "appointment_salt (id, salt)", &salt).await?;
        self.insert_kinds(tx).await?;
        self.insert_centres(tx).await?;
        self.insert_accounts(tx).await?;
        self.insert_providers(tx).await?;
        self.insert_texts(tx).await?;
        insert_slots(tx, &self.slots(now)).await
    }

    async fn insert_kinds(&self, tx: &mut Tx) -> Result<()> {
        let mut rows = Vec::new();
        for (position, kind) in (0_i64..).zip(&self.kinds) {
            rows.push([
                text(&kind.id),
                Cell::Number(position),
                text(&kind.title.zh),
                text(&kind.title.en),
                text(&kind.about.zh),
                text(&kind.about.en),
                Cell::Number(kind.minutes),
                json(&kind.modes)?,
                number(kind.private),
                number(kind.alias),
                number(kind.approval),
                number(kind.envelope),
                Cell::Number(kind.cancel_minutes),
                Cell::Number(kind.notice_minutes),
                Cell::Number(kind.ahead_days),
                json(&of(&kind.terms, false))?,
                json(&of(&kind.terms, true))?,
            ]);
        }
        let into = "appointment_kinds (id, position, title_zh, title_en, about_zh, about_en, minutes, \
                    modes, private, alias, approval, envelope, cancel_minutes, notice_minutes, \
                    ahead_days, terms_zh, terms_en)";
        bulk::insert(tx, into, &rows).await?;
        for kind in &self.kinds {
            sqlx::query(
                "UPDATE appointment_kinds SET late_minutes = $2, indicator = $3 WHERE id = $1",
            )
            .bind(&kind.id)
            .bind(kind.late_minutes)
            .bind(&kind.indicator)
            .execute(&mut **tx)
            .await?;
        }
        Ok(())
    }

    async fn insert_centres(&self, tx: &mut Tx) -> Result<()> {
        let mut rows = Vec::new();
        for (position, centre) in (0_i64..).zip(&self.centres) {
            rows.push([
                text(&centre.id),
                Cell::Number(position),
                text(&centre.tier),
                Cell::Maybe(centre.parent.clone()),
                json(&centre.refer_to)?,
                json(&centre.kinds)?,
                text(&centre.name.zh),
                text(&centre.name.en),
                text(&centre.address.zh),
                text(&centre.address.en),
                text(&centre.hours.zh),
                text(&centre.hours.en),
                text(&centre.about.zh),
                text(&centre.about.en),
                text(&centre.phone),
            ]);
        }
        // The file has the nearest first; a parent must be there before its children.
        rows.reverse();
        let into = "appointment_centres (id, position, tier, parent_id, refer_to, kinds, name_zh, \
                    name_en, address_zh, address_en, hours_zh, hours_en, about_zh, about_en, phone)";
        bulk::insert(tx, into, &rows).await
    }

    async fn insert_accounts(&self, tx: &mut Tx) -> Result<()> {
        for (position, account) in (1000_i64..).zip(&self.people.accounts) {
            sqlx::query(
                "INSERT INTO people (id, household_id, position, name_zh, name_en, phone, \
                 birth_year, relation, grid_id) VALUES ($1, NULL, $2, $3, $4, $5, NULL, 'worker', NULL)",
            )
            .bind(&account.person)
            .bind(position)
            .bind(&account.name.zh)
            .bind(&account.name.en)
            .bind(&account.phone)
            .execute(&mut **tx)
            .await?;
            sqlx::query("INSERT INTO roles (person_id, role) VALUES ($1, 'counsellor')")
                .bind(&account.person)
                .execute(&mut **tx)
                .await?;
            if let Some(line) = &account.demo {
                // After the three residents and before the workers.
                sqlx::query(
                    "INSERT INTO demo_accounts (person_id, position, description_zh, \
                     description_en) VALUES ($1, 25, $2, $3)",
                )
                .bind(&account.person)
                .bind(&line.zh)
                .bind(&line.en)
                .execute(&mut **tx)
                .await?;
            }
        }
        Ok(())
    }

    async fn insert_providers(&self, tx: &mut Tx) -> Result<()> {
        let mut rows = Vec::new();
        for (position, provider) in (0_i64..).zip(&self.people.providers) {
            rows.push([
                text(&provider.id),
                Cell::Number(position),
                Cell::Maybe(provider.person.clone()),
                json(&provider.kinds)?,
                json(&provider.centres)?,
                text(&provider.name.zh),
                text(&provider.name.en),
                text(&provider.about.zh),
                text(&provider.about.en),
                json(&provider.topics.zh)?,
                json(&provider.topics.en)?,
                json(&provider.languages.zh)?,
                json(&provider.languages.en)?,
                text(&provider.qualification.zh),
                text(&provider.qualification.en),
                text(&provider.issuer.zh),
                text(&provider.issuer.en),
                text(&provider.issued_on),
            ]);
        }
        let into = "appointment_providers (id, position, person_id, kinds, centres, name_zh, name_en, \
                    about_zh, about_en, topics_zh, topics_en, languages_zh, languages_en, \
                    qualification_zh, qualification_en, issuer_zh, issuer_en, issued_on)";
        bulk::insert(tx, into, &rows).await
    }

    async fn insert_texts(&self, tx: &mut Tx) -> Result<()> {
        let mut rows = Vec::new();
        for (position, line) in (0_i64..).zip(&self.words.lines) {
            rows.push([
                Cell::Number(position),
                text(&line.name.zh),
                text(&line.name.en),
                text(&line.phone),
                text(&line.hours.zh),
                text(&line.hours.en),
                text(&line.about.zh),
                text(&line.about.en),
            ]);
        }
        let into = "appointment_lines (position, name_zh, name_en, phone, hours_zh, hours_en, \
                    about_zh, about_en)";
        bulk::insert(tx, into, &rows).await?;
        let words = [[
            text("words"),
            json(&of(&self.words.texts, false))?,
            json(&of(&self.words.texts, true))?,
            text(&self.words.calls.zh),
            text(&self.words.calls.en),
        ]];
        let into = "appointment_words (id, texts_zh, texts_en, calls_zh, calls_en)";
        bulk::insert(tx, into, &words).await?;
        let mut rows = Vec::new();
        for (position, reading) in (0_i64..).zip(&self.readings) {
            rows.push([
                text(&reading.id),
                Cell::Number(position),
                text(&reading.title.zh),
                text(&reading.title.en),
                text(&reading.summary.zh),
                text(&reading.summary.en),
                json(&reading.sections(false))?,
                json(&reading.sections(true))?,
            ]);
        }
        let into = "appointment_readings (id, position, title_zh, title_en, summary_zh, summary_en, \
                    sections_zh, sections_en)";
        bulk::insert(tx, into, &rows).await?;
        let mut rows = Vec::new();
        for (position, sheet) in (0_i64..).zip(&self.sheets) {
            for language in ["zh", "en"] {
                let mut content = in_language(sheet, language);
                content["language"] = language.into();
                rows.push([
                    text(sheet["id"].as_str().unwrap_or_default()),
                    text(language),
                    Cell::Number(position),
                    json(&content)?,
                ]);
            }
        }
        let into = "appointment_sheets (id, language, position, content)";
        bulk::insert(tx, into, &rows).await
    }

    /// The times of two weeks from today on, with who has booked them.
    fn slots(&self, now: Timestamp) -> Vec<Slot> {
        let mut dice = Dice::new(41);
        let mut slots = Vec::new();
        let minutes = |kind: &str| {
            let kind = self.kinds.iter().find(|known| known.id == kind);
            kind.map_or(60, |kind| kind.minutes)
        };
        for offset in 0..DAYS {
            let day = day_of(now).plus_days(offset);
            let stamp = format!("{:02}{:02}", day.month, day.day);
            for provider in &self.people.providers {
                if !provider.weekdays.contains(&weekday(day)) {
                    continue;
                }
                let kind = provider.kinds.first().cloned().unwrap_or_default();
                // Who works in several places is there on different days.
                let places = provider.centres.len().max(1);
                let place = if provider.person.is_some() {
                    0
                } else {
                    usize::try_from(offset).unwrap_or(0) % places
                };
                for minute in &provider.times {
                    let starts_at = instant_of(day, *minute);
                    slots.push(Slot {
                        id: format!(
                            "{}-{stamp}-{:02}{:02}",
                            provider.id,
                            minute / 60,
                            minute % 60
                        ),
                        centre: provider.centres.get(place).cloned().unwrap_or_default(),
                        provider: Some(provider.id.clone()),
                        starts_at: starts_at.0,
                        ends_at: starts_at.plus_minutes(minutes(&kind)).0,
                        modes: provider.modes.clone(),
                        capacity: 1,
                        bookings: Vec::new(),
                        kind: kind.clone(),
                    });
                }
            }
            for event in &self.people.events {
                if event.weekday != weekday(day) {
                    continue;
                }
                let starts_at = instant_of(day, event.minute);
                slots.push(Slot {
                    id: format!("{}-{stamp}-{:04}", event.centre, event.minute),
                    kind: event.kind.clone(),
                    centre: event.centre.clone(),
                    provider: None,
                    starts_at: starts_at.0,
                    ends_at: starts_at.plus_minutes(minutes(&event.kind)).0,
                    modes: vec!["in_person".to_owned()],
                    capacity: event.capacity,
                    bookings: Vec::new(),
                });
            }
        }
        for slot in &mut slots {
            self.book(slot, &mut dice, now);
        }
        slots
    }

    /// A third of the counsellors' and lawyers' times is taken; a few are over already.
    fn book(&self, slot: &mut Slot, dice: &mut Dice, now: Timestamp) {
        let day = 86_400_000;
        let alias = |dice: &mut Dice| {
            let place = dice.below(self.people.aliases.len());
            self.people.aliases.get(place).cloned().unwrap_or_default()
        };
        let over = slot.ends_at <= now.0;
        // Later than what the first screen reminds of.
        let soon = slot.starts_at < now.plus_days(3).0;
        let mut add = |person: Option<&'static str>, name: String, dice: &mut Dice| {
            let mode = slot.modes.get(dice.below(slot.modes.len()));
            let back = i64::try_from(dice.below(5)).unwrap_or(0) + 1;
            slot.bookings.push(Booking {
                id: format!("{}-b{}", slot.id, slot.bookings.len()),
                person,
                name,
                mode: mode.cloned().unwrap_or_default(),
                state: if !over {
                    "booked"
                } else if dice.happens(900) {
                    "fulfilled"
                } else {
                    "noshow"
                },
                booked_at: now.0 - back * day / 3,
            });
        };
        if slot.provider.is_some() {
            if dice.happens(330) {
                add(None, alias(dice), dice);
            } else if slot.kind == "k2" && slot.id.ends_with("-0900") && !soon {
                add(Some(RESIDENT), String::new(), dice);
            }
        } else if slot.kind == "k4" && !soon {
            add(Some(RESIDENT), String::new(), dice);
        }
    }
}

impl Reading {
    fn sections(&self, english: bool) -> Vec<linli_contract::GuideSection> {
        self.sections
            .iter()
            .map(|section| linli_contract::GuideSection {
                heading: section.heading.get(english).to_owned(),
                paragraphs: section
                    .paragraphs
                    .iter()
                    .map(|paragraph| paragraph.get(english).to_owned())
                    .collect(),
            })
            .collect()
    }
}

/// A value in which texts of two languages have become texts of one.
fn in_language(value: &Value, language: &str) -> Value {
    match value {
        Value::Object(fields) => match fields.get(language) {
            Some(text) if fields.len() == 2 && fields.contains_key("zh") => text.clone(),
            _ => fields
                .iter()
                .map(|(name, inner)| (name.clone(), in_language(inner, language)))
                .collect(),
        },
        Value::Array(items) => items
            .iter()
            .map(|item| in_language(item, language))
            .collect(),
        other => other.clone(),
    }
}

async fn insert_slots(tx: &mut Tx, slots: &[Slot]) -> Result<()> {
    let (mut rows, mut bookings, mut changes) = (Vec::new(), Vec::new(), Vec::new());
    for slot in slots {
        rows.push([
            text(&slot.id),
            text(&slot.kind),
            text(&slot.centre),
            Cell::Maybe(slot.provider.clone()),
            Cell::Number(slot.starts_at),
            Cell::Number(slot.ends_at),
            json(&slot.modes)?,
            Cell::Number(slot.capacity),
            Cell::Number(i64::try_from(slot.bookings.len()).unwrap_or(i64::MAX)),
            Cell::Number(1),
        ]);
        for booking in &slot.bookings {
            bookings.push([
                text(&booking.id),
                // Nobody has the keys and codes of these.
                Cell::Text(secrets::token()?),
                Cell::Text(secrets::token()?),
                Cell::Text(secrets::token()?),
                text(&slot.id),
                Cell::Maybe(booking.person.map(str::to_owned)),
                text(&booking.name),
                text(&booking.mode),
                text(booking.state),
                Cell::Number(i64::from(booking.state != "booked")),
            ]);
            let mut change = |number: i64, at: i64, state: &str| {
                changes.push([
                    text(&booking.id),
                    Cell::Number(number),
                    Cell::Number(at),
                    text(state),
                    Cell::Number(slot.starts_at),
                ]);
            };
            change(1, booking.booked_at, "booked");
            if booking.state != "booked" {
                change(2, slot.ends_at, booking.state);
            }
        }
    }
    let into = "appointment_slots (id, kind_id, centre_id, provider_id, starts_at, ends_at, modes, \
                capacity, taken, open)";
    bulk::insert(tx, into, &rows).await?;
    let into = "appointment_bookings (id, key_hash, body_hash, code_hash, slot_id, person_id, name, \
                mode, state, sequence)";
    bulk::insert(tx, into, &bookings).await?;
    let into = "appointment_changes (booking_id, number, at, state, starts_at)";
    bulk::insert(tx, into, &changes).await
}
