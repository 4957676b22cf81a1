//! Writes the books of the seed into the tables.

use super::points_book::{Appeal, Book, Outcome, Past, Review};
use crate::clock::day_of;
use crate::config::Points;
use crate::db::Tx;
use crate::db::bulk::{self, Cell};
use crate::error::Result;
use crate::points::model::calendar;

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

/// Writes the books of all households.
pub(super) async fn insert(books: &[Book<'_>], rules: &Points, tx: &mut Tx) -> Result<()> {
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
