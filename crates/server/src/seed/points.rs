//! Points of the seed: rules, indicators and rewards from `points.json`, and three years of entries that
//! are lived through by the rules.

use linli_contract::{Band, GuideSection, Timestamp};
use serde::Deserialize;

use super::neighbourhood::Neighbourhood;
use super::past;
use super::points_book::{Appeal, Book, Outcome, Past, Review};
use crate::clock::day_of;
use crate::config::Points;
use crate::db::Tx;
use crate::db::bulk::{self, Cell};
use crate::error::{Error, Result};
use crate::orders::model::form::Bilingual;
use crate::points::model::calendar;

/// The household of the demonstration, how many entries it has, and in how many months.
const DEMO: (&str, usize, usize) = ("h09", 500, 36);

#[derive(Deserialize)]
pub(super) struct Texts {
    rules: Rules,
    pub(super) indicators: Vec<Indicator>,
    pub(super) rewards: Vec<Reward>,
}

#[derive(Deserialize)]
struct Rules {
    version: i64,
    bands: Vec<PastBand>,
    sections: Vec<Section>,
}

#[derive(Deserialize)]
struct PastBand {
    code: String,
    name: Bilingual,
    from: i64,
    hint: Bilingual,
}

#[derive(Deserialize)]
struct Section {
    heading: Bilingual,
    paragraphs: Vec<Bilingual>,
}

#[derive(Deserialize)]
pub(super) struct Indicator {
    pub(super) code: String,
    pub(super) version: i64,
    pub(super) kind: String,
    pub(super) title: Bilingual,
    about: Bilingual,
    pub(super) standing: i64,
    pub(super) spendable: i64,
    pub(super) cap: Option<PastCap>,
    evidence: Bilingual,
    basis: Bilingual,
    adopted_by: Bilingual,
    adopted_on: String,
    /// How often it occurs among the entries of the past.
    pub(super) weight: usize,
    /// Whether the system records it.
    pub(super) system: bool,
    pub(super) notes: Vec<Bilingual>,
}

#[derive(Deserialize)]
pub(super) struct PastCap {
    pub(super) times: u32,
    pub(super) per: String,
}

#[derive(Deserialize)]
pub(super) struct Reward {
    pub(super) id: String,
    pub(super) title: Bilingual,
    about: Bilingual,
    pub(super) cost: i64,
    stock: i64,
    pub(super) per_period: Option<i64>,
    place: Bilingual,
    hours: Bilingual,
    pub(super) until_in_days: Option<i64>,
}

/// Writes rules, indicators, rewards and the points of every household.
pub(super) async fn insert(
    texts: &Texts,
    neighbourhood: &Neighbourhood,
    rules: &Points,
    tx: &mut Tx,
    now: Timestamp,
) -> Result<()> {
    insert_rules(&texts.rules, tx).await?;
    insert_indicators(&texts.indicators, tx).await?;
    insert_rewards(&texts.rewards, tx, now).await?;
    let books = books(texts, neighbourhood, rules, now)?;
    insert_books(&books, rules, tx).await
}

async fn insert_rules(rules: &Rules, tx: &mut Tx) -> Result<()> {
    let bands = |english: bool| -> Vec<Band> {
        let band = |band: &PastBand| Band {
            code: band.code.clone(),
            name: band.name.get(english).to_owned(),
            from: band.from,
            hint: band.hint.get(english).to_owned(),
        };
        rules.bands.iter().map(band).collect()
    };
    let sections = |english: bool| -> Vec<GuideSection> {
        let section = |section: &Section| GuideSection {
            heading: section.heading.get(english).to_owned(),
            paragraphs: section
                .paragraphs
                .iter()
                .map(|text| text.get(english).to_owned())
                .collect(),
        };
        rules.sections.iter().map(section).collect()
    };
    sqlx::query(
        "INSERT INTO point_rules (id, version, bands_zh, bands_en, sections_zh, sections_en) \
         VALUES ('points', $1, $2, $3, $4, $5)",
    )
    .bind(rules.version)
    .bind(serde_json::to_string(&bands(false))?)
    .bind(serde_json::to_string(&bands(true))?)
    .bind(serde_json::to_string(&sections(false))?)
    .bind(serde_json::to_string(&sections(true))?)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

async fn insert_indicators(indicators: &[Indicator], tx: &mut Tx) -> Result<()> {
    let text = |text: &Bilingual| [Cell::from(text.zh.as_str()), Cell::from(text.en.as_str())];
    let mut rows: Vec<[Cell; 19]> = Vec::new();
    for (position, of) in (0_i64..).zip(indicators) {
        let [title_zh, title_en] = text(&of.title);
        let [about_zh, about_en] = text(&of.about);
        let [evidence_zh, evidence_en] = text(&of.evidence);
        let [basis_zh, basis_en] = text(&of.basis);
        let [adopted_by_zh, adopted_by_en] = text(&of.adopted_by);
        rows.push([
            of.code.as_str().into(),
            of.version.into(),
            position.into(),
            of.kind.as_str().into(),
            title_zh,
            title_en,
            about_zh,
            about_en,
            of.standing.into(),
            of.spendable.into(),
            of.cap.as_ref().map(|cap| i64::from(cap.times)).into(),
            of.cap.as_ref().map(|cap| cap.per.clone()).into(),
            evidence_zh,
            evidence_en,
            basis_zh,
            basis_en,
            adopted_by_zh,
            adopted_by_en,
            of.adopted_on.as_str().into(),
        ]);
    }
    let into = "point_indicators (code, version, position, kind, title_zh, title_en, about_zh, \
         about_en, standing, spendable, cap_times, cap_per, evidence_zh, evidence_en, basis_zh, \
         basis_en, adopted_by_zh, adopted_by_en, adopted_on)";
    bulk::insert(tx, into, &rows).await
}

async fn insert_rewards(rewards: &[Reward], tx: &mut Tx, now: Timestamp) -> Result<()> {
    let rows: Vec<[Cell; 14]> = (0_i64..)
        .zip(rewards)
        .map(|(position, reward)| {
            let until = reward.until_in_days;
            let until = until.map(|days| day_of(now).plus_days(days).to_string());
            [
                reward.id.as_str().into(),
                position.into(),
                reward.title.zh.as_str().into(),
                reward.title.en.as_str().into(),
                reward.about.zh.as_str().into(),
                reward.about.en.as_str().into(),
                reward.cost.into(),
                reward.stock.into(),
                reward.per_period.into(),
                reward.place.zh.as_str().into(),
                reward.place.en.as_str().into(),
                reward.hours.zh.as_str().into(),
                reward.hours.en.as_str().into(),
                until.into(),
            ]
        })
        .collect();
    let into = "point_rewards (id, position, title_zh, title_en, about_zh, about_en, cost, stock, \
         per_period, place_zh, place_en, hours_zh, hours_en, until_day)";
    bulk::insert(tx, into, &rows).await
}

fn find<'a>(texts: &'a Texts, code: &str) -> Result<&'a Indicator, Error> {
    let mut all = texts.indicators.iter();
    all.find(|indicator| indicator.code == code)
        .ok_or_else(|| Error::internal(format!("the seed has no indicator {code}")))
}

fn reward<'a>(texts: &'a Texts, id: &str) -> Result<&'a Reward, Error> {
    let mut all = texts.rewards.iter();
    all.find(|reward| reward.id == id)
        .ok_or_else(|| Error::internal(format!("the seed has no reward {id}")))
}

/// The books of all households.
fn books<'a>(
    texts: &Texts,
    neighbourhood: &'a Neighbourhood,
    rules: &'a Points,
    now: Timestamp,
) -> Result<Vec<Book<'a>>> {
    let mut books = Vec::new();
    for (index, household) in neighbourhood.households.iter().enumerate() {
        let code = household.code.as_str();
        let mut people = neighbourhood.people.iter();
        let person = people
            .find(|person| person.household == code)
            .ok_or_else(|| Error::internal(format!("household {code} has nobody")))?;
        // The grid worker of the household, and the worker of the centre.
        let mut workers = vec!["tang-wen"];
        let grid = neighbourhood
            .workers
            .iter()
            .find(|worker| worker.grid.as_deref() == Some(household.grid.as_str()));
        workers.extend(grid.map(|worker| worker.code.as_str()));
        let new = |luck: u64| {
            let seed = 4_711 + u64::try_from(index).unwrap_or(0) + luck * 1_000;
            Book::new((code, person.code.as_str()), rules, now, seed)
        };
        books.push(if code == DEMO.0 {
            demo(texts, new, &workers)?
        } else {
            let mut book = new(0);
            book.earn(12 + index * 37 % 52, 24, &texts.indicators, &workers);
            stories(texts, code, &mut book, &workers)?;
            book.live(&texts.rewards);
            book
        });
    }
    Ok(books)
}

/// The demonstration's household: exactly so many entries, and one of everything among them.
fn demo<'a>(texts: &Texts, new: impl Fn(u64) -> Book<'a>, workers: &[&str]) -> Result<Book<'a>> {
    // How many lots expire and how many rewards are had follows from the rest, so it is tried.
    let first = demo_of(texts, new(0), workers, DEMO.1)?.visible();
    let about = DEMO.1 + DEMO.1 - first;
    for luck in 0..20 {
        for number in [about, about + 1, about - 1, about + 2, about - 2] {
            let book = demo_of(texts, new(luck), workers, number)?;
            if book.visible() == DEMO.1 {
                return Ok(book);
            }
        }
    }
    demo_of(texts, new(0), workers, about)
}

fn demo_of<'a>(
    texts: &Texts,
    mut book: Book<'a>,
    workers: &[&str],
    number: usize,
) -> Result<Book<'a>> {
    let now = book.now;
    let day = |days: i64| day_of(now).plus_days(-days);
    let clutter = find(texts, "corridor-clutter")?;
    let zhou = || Some("zhou-min".to_owned());
    book.earn(number, DEMO.2, &texts.indicators, workers);
    // A penalty of long ago, one that was objected to in vain, and one that is announced now.
    let old = book.record(clutter, 1, day(403), past(now, 402, 600), zhou());
    book.confirm(old, "zhao-qiang", past(now, 401, 640));
    let kept = book.record(clutter, 0, day(215), past(now, 214, 600), zhou());
    book.confirm(kept, "tang-wen", past(now, 213, 640));
    book.entries[kept].appeal = Some(Appeal {
        person: book.person.to_owned(),
        text: "箱子第二天就收走了。".to_owned(),
        at: past(now, 210, 620),
        decision: Some((
            "rejected",
            "两次提醒相隔一周，照片上箱子都在，扣分不变；谢谢您后来收走了。".to_owned(),
            past(now, 203, 700),
            "sun-lihua".to_owned(),
        )),
    });
    let new = book.record(clutter, 0, day(4), past(now, 3, 610), zhou());
    book.confirm(new, "zhao-qiang", past(now, 2, 650));
    // A large award, and a vote whose points are announced.
    let relief = find(texts, "relief")?;
    let award = book.record(relief, 0, day(470), past(now, 468, 600), zhou());
    book.confirm(award, "sun-lihua", past(now, 467, 640));
    let vote = find(texts, "vote-taking-part")?;
    book.record(vote, 1, day(3), past(now, 3, 700), None);
    // Somebody else's lecture, found by an appeal, and an entry that was recorded twice.
    let lecture = find(texts, "lecture")?;
    // A time of their own, by which they are found again.
    let wrong_at = Timestamp(past(now, 43, 600).0 + 7);
    let wrong = book.record(lecture, 0, day(44), wrong_at, zhou());
    book.entries[wrong].appeal = Some(Appeal {
        person: book.person.to_owned(),
        text: "那天我在家，没有去听课。".to_owned(),
        at: past(now, 28, 600),
        decision: Some((
            "upheld",
            "核对签到表，是5号楼同名的住户，已更正。".to_owned(),
            past(now, 20, 700),
            "tang-wen".to_owned(),
        )),
    });
    let stairs = find(texts, "stair-cleaning")?;
    let twice_at = Timestamp(past(now, 130, 611).0 + 7);
    book.record(stairs, 0, day(131), twice_at, zhou());
    book.live(&texts.rewards);
    for (at, by, days, zh) in [
        (wrong_at, "tang-wen", 20, "签到的是5号楼同名的另一户。"),
        (twice_at, "sun-lihua", 118, "同一次打扫记了两遍。"),
    ] {
        if let Some(index) = book.entries.iter().position(|entry| entry.at == at) {
            let note = Bilingual {
                zh: zh.to_owned(),
                en: String::new(),
            };
            book.reverse(index, past(now, days, 705), by, note);
        }
    }
    let lapsed = Bilingual {
        zh: "72 小时内没有领取，积分已退回。".to_owned(),
        en: "Not picked up within 72 hours; the points are back.".to_owned(),
    };
    let back = Bilingual {
        zh: "已退回，没有领取。".to_owned(),
        en: "Given back before pick-up.".to_owned(),
    };
    for (id, days, state, reason) in [
        ("umbrella", 90, "cancelled", &back),
        ("eggs", 12, "lapsed", &lapsed),
        ("haircut", 1, "held", &lapsed),
    ] {
        book.redeem(reward(texts, id)?, past(now, days, 15 * 60), state, reason);
    }
    Ok(book)
}

/// What waits at the desk: for a second worker, and for a decision.
fn stories(texts: &Texts, household: &str, book: &mut Book, workers: &[&str]) -> Result<()> {
    let now = book.now;
    let day = |days: i64| day_of(now).plus_days(-days);
    let by = workers.last().map(|worker| (*worker).to_owned());
    match household {
        "h02" => {
            let throwing = find(texts, "throwing")?;
            book.record(throwing, 0, day(2), past(now, 1, 600), by);
        }
        "h21" => {
            let relief = find(texts, "relief")?;
            book.record(relief, 0, day(6), past(now, 1, 640), by);
        }
        "h14" => {
            let clutter = find(texts, "corridor-clutter")?;
            let index = book.record(clutter, 0, day(6), past(now, 5, 600), by);
            book.confirm(index, "zhao-qiang", past(now, 4, 620));
            book.entries[index].appeal = Some(Appeal {
                person: book.person.to_owned(),
                text: "纸箱是楼上装修留下的，我拍了照片。".to_owned(),
                at: past(now, 1, 560),
                decision: None,
            });
        }
        _ => {}
    }
    Ok(())
}

/// The row of an entry.
fn entry_row(household: &str, entry: &Past, rules: &Points) -> [Cell; 18] {
    [
        entry.id.as_str().into(),
        household.into(),
        entry.kind.into(),
        entry.standing.into(),
        entry.spendable.into(),
        entry.title.zh.as_str().into(),
        entry.title.en.as_str().into(),
        entry.note.zh.as_str().into(),
        entry.note.en.as_str().into(),
        entry
            .indicator
            .as_ref()
            .map(|(code, _)| code.clone())
            .into(),
        entry.indicator.as_ref().map(|(_, version)| *version).into(),
        entry.for_day.to_string().into(),
        calendar::period_code(entry.for_day, rules.period_months).into(),
        entry.at.0.into(),
        entry.by.clone().into(),
        i64::from(entry.second_worker).into(),
        entry
            .until
            .filter(|_| entry.review.is_none())
            .map(|until| until.0)
            .into(),
        entry.reverses.clone().into(),
    ]
}

/// Rows of all books, by table.
#[derive(Default)]
struct Rows {
    entries: Vec<[Cell; 18]>,
    outcomes: Vec<[Cell; 5]>,
    reviews: Vec<[Cell; 7]>,
    corrections: Vec<[Cell; 2]>,
    appeals: Vec<[Cell; 6]>,
    decisions: Vec<[Cell; 6]>,
    pending: Vec<[Cell; 2]>,
    lots: Vec<[Cell; 6]>,
    uses: Vec<[Cell; 3]>,
    redemptions: Vec<[Cell; 13]>,
}

impl Rows {
    fn entry(&mut self, household: &str, entry: &Past, rules: &Points) {
        self.entries.push(entry_row(household, entry, rules));
        let id = || Cell::from(entry.id.as_str());
        match &entry.outcome {
            Some(Outcome { posted, at, reason }) => self.outcomes.push([
                id(),
                if *posted { "posted" } else { "voided" }.into(),
                at.0.into(),
                reason.zh.as_str().into(),
                reason.en.as_str().into(),
            ]),
            None => self
                .pending
                .push([id(), entry.until.map(|until| until.0).into()]),
        }
        if let (Some(Review { by, at, text }), Some(recorded_by)) = (&entry.review, &entry.by) {
            self.reviews.push([
                id(),
                recorded_by.as_str().into(),
                by.as_str().into(),
                "confirm".into(),
                text.as_str().into(),
                at.0.into(),
                entry.until.map(|until| until.0).into(),
            ]);
        }
        if let Some(wrong) = &entry.reverses {
            self.corrections.push([wrong.as_str().into(), id()]);
        }
        for used in &entry.uses {
            self.uses
                .push([id(), used.id.as_str().into(), used.remaining.into()]);
        }
        if let Some(appeal) = &entry.appeal {
            self.appeal(entry, appeal, rules);
        }
    }

    fn appeal(&mut self, entry: &Past, appeal: &Appeal, rules: &Points) {
        let id = format!("{}-appeal", entry.id);
        self.appeals.push([
            id.as_str().into(),
            entry.id.as_str().into(),
            appeal.person.as_str().into(),
            appeal.text.as_str().into(),
            appeal.at.0.into(),
            appeal.at.plus_days(rules.decide_days).0.into(),
        ]);
        if let Some((state, answer, at, by)) = &appeal.decision {
            self.decisions.push([
                id.into(),
                (*state).into(),
                answer.as_str().into(),
                at.0.into(),
                by.as_str().into(),
                entry.by.clone().into(),
            ]);
        }
    }
}

async fn insert_books(books: &[Book<'_>], rules: &Points, tx: &mut Tx) -> Result<()> {
    let mut rows = Rows::default();
    for book in books {
        for entry in &book.entries {
            rows.entry(book.household, entry, rules);
        }
        rows.lots.extend(book.lots.iter().map(|lot| {
            [
                lot.id.as_str().into(),
                book.household.into(),
                lot.at.0.into(),
                lot.points.into(),
                lot.remaining.into(),
                lot.last_day.to_string().into(),
            ]
        }));
        for (index, past) in book.redemptions.iter().enumerate() {
            let id = format!("seed-r-{}-{index}", book.household);
            let period = calendar::period_code(day_of(past.at), rules.period_months);
            rows.redemptions.push([
                id.as_str().into(),
                book.household.into(),
                book.person.into(),
                id.as_str().into(),
                past.reward.as_str().into(),
                past.entry.as_str().into(),
                past.code.as_str().into(),
                past.cost.into(),
                period.into(),
                past.state.into(),
                past.at.0.into(),
                past.at.plus_minutes(rules.pick_up_hours * 60).0.into(),
                past.ended_at.map(|at| at.0).into(),
            ]);
        }
    }
    // A reversal names the entry it corrects, so that one comes first.
    rows.entries
        .sort_by_key(|row| matches!(row[17], Cell::Maybe(Some(_))));
    insert_rows(&rows, tx).await?;
    let accounts: Vec<[Cell; 3]> = books
        .iter()
        .map(|book| {
            let name = match book.household {
                "h01" => Some("晨跑一家".to_owned()),
                "h11" => Some("花匠老张".to_owned()),
                "h16" => Some("爱看书的一家".to_owned()),
                "h30" => Some("十号楼的猫".to_owned()),
                _ => None,
            };
            [book.household.into(), Cell::Number(0), name.into()]
        })
        .collect();
    bulk::insert(
        tx,
        "point_accounts (household_id, turns, board_name)",
        &accounts,
    )
    .await
}

async fn insert_rows(rows: &Rows, tx: &mut Tx) -> Result<()> {
    let into = "point_entries (id, household_id, kind, standing, spendable, title_zh, title_en, \
         note_zh, note_en, indicator, indicator_version, for_day, period, recorded_at, recorded_by, \
         second_worker, notice_until, reverses)";
    bulk::insert(tx, into, &rows.entries).await?;
    let into = "point_outcomes (entry_id, state, at, reason_zh, reason_en)";
    bulk::insert(tx, into, &rows.outcomes).await?;
    let into = "point_reviews (entry_id, recorded_by, person_id, decision, text, at, notice_until)";
    bulk::insert(tx, into, &rows.reviews).await?;
    bulk::insert(
        tx,
        "point_corrections (entry_id, by_entry)",
        &rows.corrections,
    )
    .await?;
    let into = "point_appeals (id, entry_id, person_id, text, made_at, due_at)";
    bulk::insert(tx, into, &rows.appeals).await?;
    let into = "point_appeal_decisions (appeal_id, state, answer, at, person_id, recorded_by)";
    bulk::insert(tx, into, &rows.decisions).await?;
    bulk::insert(tx, "point_pending (entry_id, due_at)", &rows.pending).await?;
    let into = "point_lots (entry_id, household_id, earned_at, points, remaining, last_day)";
    bulk::insert(tx, into, &rows.lots).await?;
    bulk::insert(tx, "point_uses (entry_id, lot_id, points)", &rows.uses).await?;
    let into = "point_redemptions (id, household_id, person_id, client_ref, reward_id, entry_id, \
         code, cost, period, state, created_at, pick_up_until, ended_at)";
    bulk::insert(tx, into, &rows.redemptions).await
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::clock::instant_of;
    use crate::seed::files;

    #[test]
    fn the_demo_household_has_500_entries_whenever_the_seed_is_loaded() {
        let texts: Texts = files::json("points.json").unwrap();
        let neighbourhood = Neighbourhood::read().unwrap();
        let rules = Points::default();
        assert_eq!(texts.rewards.len(), 20);
        for day in [
            "2026-11-26",
            "2026-12-31",
            "2027-01-01",
            "2027-02-28",
            "2027-06-15",
        ] {
            let now = instant_of(day.parse().unwrap(), 10 * 60);
            let books = books(&texts, &neighbourhood, &rules, now).unwrap();
            let demo = books.iter().find(|book| book.household == DEMO.0).unwrap();
            assert_eq!(demo.visible(), DEMO.1, "{day}");
            for book in &books {
                let posted: i64 = book
                    .entries
                    .iter()
                    .filter(|entry| entry.outcome.as_ref().is_some_and(|o| o.posted))
                    .map(|entry| entry.spendable)
                    .sum();
                let held: i64 = book
                    .entries
                    .iter()
                    .filter(|entry| entry.outcome.is_none() && entry.spendable < 0)
                    .map(|entry| entry.spendable)
                    .sum();
                let left: i64 = book.lots.iter().map(|lot| lot.remaining).sum();
                assert_eq!(posted + held, left, "{} {day}", book.household);
                assert!(book.entries.iter().all(|entry| entry.at <= now));
            }
        }
    }
}
