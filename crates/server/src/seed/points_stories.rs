//! What happened in the books of the seed: ordinary months, and one of everything for the demonstration.

use linli_contract::{EntryKind, Timestamp};

use super::neighbourhood::Neighbourhood;
use super::past;
use super::points::{Indicator, Reward, Texts};
use super::points_book::{Appeal, Book};
use crate::clock::day_of;
use crate::config::Points;
use crate::error::{Error, Result};
use crate::orders::model::form::Bilingual;

/// The household of the demonstration, how many entries it has, and in how many months.
const DEMO: (&str, usize, usize) = ("h09", 500, 36);

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
pub(super) fn books<'a>(
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
            if book.visible() == DEMO.1 && has_every_kind(&book) {
                return Ok(book);
            }
        }
    }
    demo_of(texts, new(0), workers, about)
}

/// Whether there is an entry of every kind. On some days no lot would have expired.
fn has_every_kind(book: &Book) -> bool {
    let has = |kind: &EntryKind| book.entries.iter().any(|entry| entry.kind == kind.as_str());
    EntryKind::ALL.iter().all(has)
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
            book.confirm(index, "sun-lihua", past(now, 4, 620));
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use linli_contract::Date;

    use super::*;
    use crate::clock::instant_of;
    use crate::seed::files;

    #[test]
    fn the_demo_household_has_500_entries_of_every_kind_whenever_the_seed_is_loaded() {
        let texts: Texts = files::json("points.json").unwrap();
        let neighbourhood = Neighbourhood::read().unwrap();
        let rules = Points::default();
        assert_eq!(texts.rewards.len(), 20);
        let first: Date = "2026-11-26".parse().unwrap();
        // Over a year, on every weekday and on days of a month early and late.
        for day in (0..370).step_by(5).map(|days| first.plus_days(days)) {
            let now = instant_of(day, 10 * 60);
            let books = books(&texts, &neighbourhood, &rules, now).unwrap();
            let demo = books.iter().find(|book| book.household == DEMO.0).unwrap();
            assert_eq!(demo.visible(), DEMO.1, "{day}");
            assert!(has_every_kind(demo), "{day}");
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
