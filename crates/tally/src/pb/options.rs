//! `PROJECTS`: the options.

use super::Selected;
use super::decimal::Decimal;
use super::draft::{decimal, shortened};
use super::error::{Error, Problem, Section};
use super::ids::Ids;
use super::meta::Terms;
use super::records::Record;
use crate::election::{Choice, MOST_MONEY, MOST_OPTIONS};

/// With this cost, and less money than that, an option was withdrawn after the vote.
pub(super) const WITHDRAWN: u64 = 999_999_999;

/// Where the columns stand that matter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OptionColumns {
    pub(super) id: usize,
    pub(super) cost: usize,
    pub(super) name: Option<usize>,
    pub(super) points: Option<usize>,
    pub(super) selected: Option<usize>,
}

/// The options read so far.
#[derive(Debug, Default)]
pub(super) struct OptionLines {
    pub(super) ids: Ids,
    pub(super) rows: Vec<Row>,
}

/// A line.
#[derive(Debug)]
pub(super) struct Row {
    id: String,
    name: String,
    cost: Decimal,
    line: u64,
    /// The votes or points that stand there.
    pub(super) said: Option<Decimal>,
    pub(super) selected: Selected,
}

/// The options with the money, in the same minor units.
#[derive(Debug, Default)]
pub(super) struct Priced {
    pub(super) options: Vec<Choice>,
    pub(super) budget: u64,
    pub(super) decimals: u8,
}

impl OptionLines {
    /// Takes a line.
    pub(super) fn take(
        &mut self,
        record: &Record<'_>,
        columns: &OptionColumns,
    ) -> Result<(), Error> {
        let line = record.line;
        let id = record.text(columns.id)?;
        if id.is_empty() {
            return Err(Problem::NoId.at(line));
        }
        let place = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        if self.rows.len() >= MOST_OPTIONS {
            return Err(Problem::TooMany(Section::Projects).at(line));
        }
        if !self.ids.insert(id.as_bytes(), place) {
            return Err(Problem::SameId(shortened(id.as_bytes())).at(line));
        }
        let points = columns.points.map(|at| record.field(at));
        let selected = columns.selected.map(|at| record.field(at));
        let name = columns.name.map(|at| record.text(at));
        self.rows.push(Row {
            id,
            name: name.transpose()?.unwrap_or_default(),
            cost: decimal(&record.field(columns.cost), "cost", line)?,
            line,
            said: points.and_then(|said| Decimal::read(&said).ok()),
            selected: match selected.as_deref() {
                Some(b"0") => Selected::No,
                Some(b"1") => Selected::Yes,
                Some(b"2" | b"3") => Selected::Otherwise,
                _ => Selected::Unsaid,
            },
        });
        Ok(())
    }

    /// All costs and the budget with the same number of decimals.
    pub(super) fn priced(&mut self, terms: &Terms) -> Result<Priced, Error> {
        let places = self.rows.iter().map(|row| row.cost.places());
        let decimals = places.fold(terms.budget.places(), u8::max);
        let scaled = |amount: Decimal, field, line| {
            amount
                .scaled(decimals)
                .filter(|amount| *amount <= MOST_MONEY)
                .ok_or_else(|| Problem::TooLarge { field }.at(line))
        };
        let budget = scaled(terms.budget, "budget", terms.budget_line)?;
        let unit = 10_u64.pow(u32::from(decimals));
        let mut options = Vec::with_capacity(self.rows.len());
        for row in &mut self.rows {
            let cost = scaled(row.cost, "cost", row.line)?;
            options.push(Choice {
                id: std::mem::take(&mut row.id),
                name: std::mem::take(&mut row.name),
                cost,
                withdrawn: WITHDRAWN.checked_mul(unit) == Some(cost) && cost > budget,
            });
        }
        Ok(Priced {
            options,
            budget,
            decimals,
        })
    }

    /// What the lines say was chosen; nothing when none says anything.
    pub(super) fn selected(&self) -> Option<Vec<Selected>> {
        let mut said = self.rows.iter().map(|row| row.selected);
        let any = said.clone().any(|selected| selected != Selected::Unsaid);
        any.then(|| said.by_ref().collect())
    }
}
