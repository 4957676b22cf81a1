//! The points of one household of the seed, lived through day by day by the same rules as the real ones.

use std::collections::HashMap;

use linli_contract::{Date, Timestamp};

use super::dice::Dice;
use super::points::{Indicator, Reward};
use crate::clock::{day_of, instant_of};
use crate::config::Points;
use crate::orders::model::form::Bilingual;
use crate::points::model::calendar;
use crate::points::model::lots::{self, Lot};

/// What became of an entry, and when.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    pub(super) posted: bool,
    pub(super) at: Timestamp,
    pub(super) reason: Bilingual,
}

/// What a second worker said.
#[derive(Clone, Debug)]
pub(super) struct Review {
    pub(super) by: String,
    pub(super) at: Timestamp,
    pub(super) text: String,
}

/// An appeal and its decision: state, answer, day, by whom.
#[derive(Clone, Debug)]
pub(super) struct Appeal {
    pub(super) person: String,
    pub(super) text: String,
    pub(super) at: Timestamp,
    pub(super) decision: Option<(&'static str, String, Timestamp, String)>,
}

/// An entry of the past.
#[derive(Clone, Debug)]
pub(super) struct Past {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) standing: i64,
    pub(super) spendable: i64,
    pub(super) title: Bilingual,
    pub(super) note: Bilingual,
    pub(super) indicator: Option<(String, i64)>,
    pub(super) for_day: Date,
    pub(super) at: Timestamp,
    pub(super) by: Option<String>,
    pub(super) second_worker: bool,
    pub(super) until: Option<Timestamp>,
    pub(super) reverses: Option<String>,
    pub(super) outcome: Option<Outcome>,
    pub(super) review: Option<Review>,
    pub(super) appeal: Option<Appeal>,
    pub(super) uses: Vec<Lot>,
}

/// What a posted entry gave.
#[derive(Clone, Debug)]
pub(super) struct PastLot {
    pub(super) id: String,
    pub(super) at: Timestamp,
    pub(super) points: i64,
    pub(super) remaining: i64,
    pub(super) last_day: Date,
}

/// A redemption of the past.
#[derive(Clone, Debug)]
pub(super) struct PastRedemption {
    pub(super) reward: String,
    pub(super) entry: String,
    pub(super) code: String,
    pub(super) cost: i64,
    pub(super) state: &'static str,
    pub(super) at: Timestamp,
    pub(super) ended_at: Option<Timestamp>,
}

/// The book of one household.
pub(super) struct Book<'a> {
    pub(super) household: &'a str,
    pub(super) person: &'a str,
    rules: &'a Points,
    pub(super) now: Timestamp,
    dice: Dice,
    counts: HashMap<(String, String), u32>,
    pub(super) entries: Vec<Past>,
    pub(super) lots: Vec<PastLot>,
    pub(super) redemptions: Vec<PastRedemption>,
}

impl<'a> Book<'a> {
    pub(super) fn new(
        (household, person): (&'a str, &'a str),
        rules: &'a Points,
        now: Timestamp,
        seed: u64,
    ) -> Self {
        Self {
            household,
            person,
            rules,
            now,
            dice: Dice::new(seed),
            counts: HashMap::new(),
            entries: Vec::new(),
            lots: Vec::new(),
            redemptions: Vec::new(),
        }
    }

    /// Records so many entries of the last months, as the indicators weigh and their caps allow, more in
    /// some months than in others.
    pub(super) fn earn(
        &mut self,
        number: usize,
        months: usize,
        indicators: &[Indicator],
        workers: &[&str],
    ) {
        let busy: Vec<usize> = (0..months).map(|_| 3 + self.dice.below(12)).collect();
        let mut left = number;
        let mut tries = 0;
        while left > 0 && tries < number * 40 + 40 {
            tries += 1;
            let month = self.dice.weighted(busy.iter().copied());
            let days_ago = i64::try_from(month * 30 + 1 + self.dice.below(30)).unwrap_or(1);
            let weights = indicators.iter().map(|indicator| indicator.weight);
            let indicator = &indicators[self.dice.weighted(weights)];
            let note = self.dice.below(indicator.notes.len());
            let worker = workers[self.dice.below(workers.len())];
            let minute = 9 * 60 + i64::try_from(self.dice.below(480)).unwrap_or(0);
            let day = day_of(self.now).plus_days(-days_ago);
            if self.is_full(indicator, day) {
                continue;
            }
            let at = instant_of(day.plus_days(1), minute).min(self.now.plus_minutes(-20));
            let by = (!indicator.system).then(|| worker.to_owned());
            self.record(indicator, note, day, at, by);
            left -= 1;
        }
    }

    fn is_full(&mut self, indicator: &Indicator, day: Date) -> bool {
        let Some(cap) = &indicator.cap else {
            return false;
        };
        let span = match cap.per.as_str() {
            "day" => day.to_string(),
            "month" => calendar::month(day),
            _ => calendar::period_code(day, self.rules.period_months),
        };
        let times = self
            .counts
            .entry((indicator.code.clone(), span))
            .or_default();
        *times += 1;
        *times > cap.times
    }

    /// Records an entry by an indicator; its notice runs, or it waits for a second worker.
    pub(super) fn record(
        &mut self,
        indicator: &Indicator,
        note: usize,
        day: Date,
        at: Timestamp,
        by: Option<String>,
    ) -> usize {
        let second_worker = indicator.kind == "penalty"
            || indicator.standing.max(indicator.spendable) >= self.rules.large_award;
        self.entries.push(Past {
            id: String::new(),
            kind: if indicator.kind == "penalty" {
                "penalty"
            } else {
                "earn"
            },
            standing: indicator.standing,
            spendable: indicator.spendable,
            title: indicator.title.clone(),
            note: indicator.notes.get(note).cloned().unwrap_or_default(),
            indicator: Some((indicator.code.clone(), indicator.version)),
            for_day: day,
            at,
            by,
            second_worker,
            until: (!second_worker).then(|| at.plus_days(self.rules.notice_days)),
            reverses: None,
            outcome: None,
            review: None,
            appeal: None,
            uses: Vec::new(),
        });
        self.entries.len() - 1
    }

    /// A second worker confirms an entry.
    pub(super) fn confirm(&mut self, index: usize, by: &str, at: Timestamp) {
        let entry = &mut self.entries[index];
        entry.review = Some(Review {
            by: by.to_owned(),
            at,
            text: "照片和记录都看过。".to_owned(),
        });
        entry.until = Some(at.plus_days(self.rules.notice_days));
    }

    /// Lives from the first entry to now: entries are posted when their notice ends, once a month something
    /// is exchanged, lots expire.
    pub(super) fn live(&mut self, rewards: &[Reward]) {
        self.entries.sort_by_key(|entry| entry.at);
        for (index, entry) in self.entries.iter_mut().enumerate() {
            entry.id = format!("seed-{}-{:03}", self.household, index + 1);
        }
        let mut ends: Vec<(Timestamp, Option<usize>)> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| !entry.second_worker || entry.review.is_some())
            .filter(|(_, entry)| {
                // An open appeal keeps a pending entry waiting.
                let open = entry.appeal.as_ref().is_some_and(|a| {
                    a.decision.is_none() && entry.until.is_some_and(|until| a.at < until)
                });
                !open
            })
            .filter_map(|(index, entry)| Some((entry.until?, Some(index))))
            .filter(|(until, _)| *until <= self.now)
            .collect();
        // Shopping days: every 30 days, but not lately, so that something is about to expire.
        let first = self.entries.first().map_or(self.now, |entry| entry.at);
        let days = (self.now.0 - first.0) / 86_400_000;
        ends.extend((2..=days / 30).map(|month| {
            let day = day_of(self.now).plus_days(-30 * month);
            (instant_of(day, 16 * 60 + month), None)
        }));
        ends.sort_by_key(|(at, index)| (*at, *index));
        for (at, index) in ends {
            self.expire(day_of(at));
            match index {
                Some(index) => self.post(index, at),
                None => self.shop(rewards, at),
            }
        }
        self.expire(day_of(self.now));
    }

    fn post(&mut self, index: usize, at: Timestamp) {
        let months = self.rules.expiry_months;
        let entry = &mut self.entries[index];
        entry.outcome = Some(Outcome {
            posted: true,
            at,
            reason: Bilingual::default(),
        });
        if entry.spendable > 0 {
            self.lots.push(PastLot {
                id: entry.id.clone(),
                at,
                points: entry.spendable,
                remaining: entry.spendable,
                last_day: calendar::last_day(day_of(at), months),
            });
        }
    }

    /// What can be spent, the first to expire first.
    fn left(&self) -> Vec<Lot> {
        let mut lots: Vec<&PastLot> = self.lots.iter().filter(|lot| lot.remaining > 0).collect();
        lots.sort_by(|one, other| {
            (one.last_day, one.at, &one.id).cmp(&(other.last_day, other.at, &other.id))
        });
        let lot = |lot: &PastLot| Lot {
            id: lot.id.clone(),
            remaining: lot.remaining,
        };
        lots.into_iter().map(lot).collect()
    }

    fn use_up(&mut self, uses: &[Lot]) {
        for used in uses {
            if let Some(lot) = self.lots.iter_mut().find(|lot| lot.id == used.id) {
                lot.remaining -= used.remaining;
            }
        }
    }

    fn expire(&mut self, today: Date) {
        let mut days: Vec<Date> = self
            .lots
            .iter()
            .filter(|lot| lot.remaining > 0 && lot.last_day < today)
            .map(|lot| lot.last_day)
            .collect();
        days.sort_unstable();
        days.dedup();
        for day in days {
            let uses: Vec<Lot> = self
                .lots
                .iter()
                .filter(|lot| lot.remaining > 0 && lot.last_day == day)
                .map(|lot| Lot {
                    id: lot.id.clone(),
                    remaining: lot.remaining,
                })
                .collect();
            let points = uses.iter().map(|lot| lot.remaining).sum();
            self.use_up(&uses);
            let title = Bilingual {
                zh: "积分到期".to_owned(),
                en: "Points expired".to_owned(),
            };
            let at = instant_of(day.plus_days(1), 5);
            let id = self.pay("expire", title, points, at, uses);
            self.end(&id, true, at, Bilingual::default());
            if let Some(entry) = self.entries.last_mut() {
                entry.for_day = day;
                entry.by = None;
                entry.note = Bilingual {
                    zh: format!("最后可用日 {day}"),
                    en: format!("Could be spent until {day}"),
                };
            }
        }
    }

    /// An entry that takes from lots.
    fn pay(
        &mut self,
        kind: &'static str,
        title: Bilingual,
        points: i64,
        at: Timestamp,
        uses: Vec<Lot>,
    ) -> String {
        let id = format!("seed-{}-x{:03}", self.household, self.entries.len() + 1);
        self.entries.push(Past {
            id: id.clone(),
            kind,
            standing: 0,
            spendable: -points,
            title,
            note: Bilingual::default(),
            indicator: None,
            for_day: day_of(at),
            at,
            by: Some(self.person.to_owned()),
            second_worker: false,
            until: None,
            reverses: None,
            outcome: None,
            review: None,
            appeal: None,
            uses,
        });
        id
    }

    fn end(&mut self, id: &str, posted: bool, at: Timestamp, reason: Bilingual) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.id == id) {
            entry.outcome = Some(Outcome { posted, at, reason });
        }
    }

    /// Spends what is about to expire, or now and then a little.
    fn shop(&mut self, rewards: &[Reward], at: Timestamp) {
        let soon = day_of(at).plus_days(45);
        let left = self.left();
        let available: i64 = left.iter().map(|lot| lot.remaining).sum();
        let expiring: i64 = self
            .lots
            .iter()
            .filter(|lot| lot.remaining > 0 && lot.last_day <= soon)
            .map(|lot| lot.remaining)
            .sum();
        let budget = if expiring >= 10 && self.dice.happens(600) {
            expiring
        } else if self.dice.happens(250) {
            available / 4
        } else {
            return;
        };
        let period = calendar::period_code(day_of(at), self.rules.period_months);
        let affordable: Vec<&Reward> = rewards
            .iter()
            .filter(|reward| reward.cost <= budget && reward.until_in_days.is_none())
            .filter(|reward| {
                let taken = self.redemptions.iter().filter(|past| {
                    past.reward == reward.id
                        && calendar::period_code(day_of(past.at), self.rules.period_months)
                            == period
                });
                let taken = i64::try_from(taken.count()).unwrap_or(i64::MAX);
                reward.per_period.is_none_or(|most| taken < most)
            })
            .collect();
        if affordable.is_empty() {
            return;
        }
        let reward = affordable[self.dice.below(affordable.len())];
        self.redeem(reward, at, "done", &Bilingual::default());
    }

    /// A redemption and what became of it: what is handed out a day later, what nobody fetched, what was
    /// given back, what still waits.
    pub(super) fn redeem(
        &mut self,
        reward: &Reward,
        at: Timestamp,
        state: &'static str,
        reason: &Bilingual,
    ) {
        let Some(uses) = lots::take(&self.left(), reward.cost) else {
            return;
        };
        if matches!(state, "held" | "done") {
            self.use_up(&uses);
        }
        let title = Bilingual {
            zh: format!("兑换：{}", reward.title.zh),
            en: format!("Exchanged for: {}", reward.title.en),
        };
        let until = at.plus_minutes(self.rules.pick_up_hours * 60);
        let ended_at = match state {
            "held" => None,
            "lapsed" => Some(until),
            _ => Some(at.plus_minutes(20 * 60)),
        };
        let entry = self.pay("redeem", title, reward.cost, at, uses);
        if let Some(entry) = self.entries.last_mut() {
            entry.until = Some(until);
        }
        if let Some(ended) = ended_at {
            self.end(&entry, state == "done", ended, reason.clone());
        }
        let letters = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        let code = (0..8)
            .map(|_| char::from(letters[self.dice.below(letters.len())]))
            .collect();
        self.redemptions.push(PastRedemption {
            reward: reward.id.clone(),
            entry,
            code,
            cost: reward.cost,
            state,
            at,
            ended_at,
        });
    }

    /// Corrects a posted entry, at once.
    pub(super) fn reverse(&mut self, index: usize, at: Timestamp, by: &str, reason: Bilingual) {
        let wrong = self.entries[index].clone();
        let mut left = self.left();
        left.sort_by_key(|lot| lot.id != wrong.id);
        let available: i64 = left.iter().map(|lot| lot.remaining).sum();
        let points = wrong.spendable.min(available);
        let uses = lots::take(&left, points).unwrap_or_default();
        self.use_up(&uses);
        let title = Bilingual {
            zh: format!("更正：{}", wrong.title.zh),
            en: format!("Correction: {}", wrong.title.en),
        };
        let id = self.pay("reverse", title, points, at, uses);
        if let Some(entry) = self.entries.last_mut() {
            entry.standing = -wrong.standing;
            entry.indicator = wrong.indicator;
            entry.for_day = wrong.for_day;
            entry.by = Some(by.to_owned());
            entry.note = reason;
            entry.reverses = Some(wrong.id);
        }
        self.end(&id, true, at, Bilingual::default());
    }

    /// How many entries the household can see.
    pub(super) fn visible(&self) -> usize {
        self.entries
            .iter()
            .filter(|entry| !entry.second_worker || entry.review.is_some())
            .count()
    }
}
