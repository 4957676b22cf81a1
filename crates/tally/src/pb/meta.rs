//! `META`: what the ballot is, and what of it the count needs.

use super::VoteType;
use super::decimal::Decimal;
use super::draft::{decimal, shortened};
use super::error::{CannotCount, Error, Problem};
use super::records::Record;
use std::collections::BTreeSet;

/// The keys and values, as they stand there.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub(super) pairs: Vec<(String, String)>,
    keys: BTreeSet<String>,
    /// The line of each of them.
    lines: Vec<u64>,
}

/// What `META` says about the count.
#[derive(Debug)]
pub(super) struct Terms {
    pub(super) budget: Decimal,
    /// The line of the budget.
    pub(super) budget_line: u64,
    pub(super) vote_type: VoteType,
    pub(super) floor: Decimal,
    pub(super) num_projects: Option<u64>,
    pub(super) num_votes: Option<u64>,
}

impl Default for Terms {
    fn default() -> Self {
        Self {
            budget: Decimal::ZERO,
            budget_line: 0,
            vote_type: VoteType::Approval,
            floor: Decimal::ZERO,
            num_projects: None,
            num_votes: None,
        }
    }
}

impl Meta {
    /// Takes a line.
    pub(super) fn take(&mut self, record: &Record<'_>) -> Result<(), Error> {
        let key = record.text(0)?;
        let value = record.text(1)?;
        if key.is_empty() || (self.pairs.is_empty() && key == "key" && value == "value") {
            return Ok(());
        }
        if !self.keys.insert(key.clone()) {
            return Err(Problem::KeyAgain(shortened(key.as_bytes())).at(record.line));
        }
        self.pairs.push((key, value));
        self.lines.push(record.line);
        Ok(())
    }

    /// The value of a key with its line; an empty one is as if it were not there.
    fn value(&self, key: &str) -> Option<(&str, u64)> {
        let mut pairs = self.pairs.iter().zip(&self.lines);
        let ((_, value), line) = pairs.find(|((name, _), _)| name == key)?;
        (!value.is_empty()).then_some((value.as_str(), *line))
    }

    /// What the count needs, when the section has ended in this line.
    pub(super) fn terms(&self, end: u64) -> Result<Terms, Error> {
        let needed = |key| self.value(key).ok_or(Problem::KeyMissing(key).at(end));
        let (budget, budget_line) = needed("budget")?;
        let budget = decimal(budget.as_bytes(), "budget", budget_line)?;
        let (vote_type, line) = needed("vote_type")?;
        let Some(vote_type) = VoteType::from_name(vote_type) else {
            let unknown = CannotCount::VoteType(shortened(vote_type.as_bytes()));
            return Err(Problem::CannotCount(unknown).at(line));
        };
        let floor = match self.value("min_project_score_threshold") {
            Some((floor, line)) => decimal(floor.as_bytes(), "min_project_score_threshold", line)?,
            None => Decimal::ZERO,
        };
        if let Some((value, line)) = self.value("default_score")
            && Decimal::read(value.as_bytes()).map(Decimal::shortened) != Ok(Decimal::ZERO)
        {
            return Err(Problem::CannotCount(CannotCount::DefaultScore).at(line));
        }
        let whole = |key| self.value(key)?.0.parse().ok();
        Ok(Terms {
            budget,
            budget_line,
            vote_type,
            floor: floor.shortened(),
            num_projects: whole("num_projects"),
            num_votes: whole("num_votes"),
        })
    }
}
