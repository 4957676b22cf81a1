//! `VOTES`: what a line gives to which option.

use super::VoteType;
use super::decimal::{Decimal, NotDecimal};
use super::draft::{not_decimal, shortened};
use super::error::{CannotCount, Error, Problem, Section};
use super::ids::Ids;
use super::records::Record;
use crate::election::{BallotBox, Invalid, Mark};
use std::collections::BTreeSet;

/// Where the columns stand that matter.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct VoteColumns {
    pub(super) voter: Option<usize>,
    pub(super) vote: usize,
    pub(super) points: Option<usize>,
    pub(super) strength: Option<usize>,
}

/// The votes read so far.
#[derive(Debug, Default)]
pub(super) struct VoteLines {
    pub(super) ballots: BallotBox,
    /// How many decimals points have, as far as was read.
    pub(super) point_places: u8,
    /// A hash of each voter's id, with the line.
    pub(super) voters: Vec<(u64, u64)>,
    /// The marks of the line that is being read, with the decimals of their points.
    marks: Vec<(Mark, u8)>,
}

impl VoteLines {
    /// Takes a line.
    pub(super) fn take(
        &mut self,
        record: &Record<'_>,
        columns: &VoteColumns,
        vote_type: VoteType,
        ids: &Ids,
    ) -> Result<(), Error> {
        let line = record.line;
        if let Some(strength) = columns.strength
            && !matches!(&*record.field(strength), b"" | b"1")
        {
            return Err(Problem::CannotCount(CannotCount::VoteStrength).at(line));
        }
        let vote = record.field(columns.vote);
        self.marks.clear();
        for id in items(&vote) {
            let Some(option) = ids.place(id) else {
                return Err(Problem::UnknownOption(shortened(id)).at(line));
            };
            self.marks.push((Mark { option, points: 1 }, 0));
        }
        if vote_type == VoteType::ChooseOne && self.marks.len() > 1 {
            return Err(Problem::NotOneChoice.at(line));
        }
        let ordinal = vote_type == VoteType::Ordinal;
        let points = columns.points.map(|at| record.field(at));
        if let Some(points) = points.filter(|points| !(ordinal && points.is_empty())) {
            self.give_points(&points, line)?;
        } else if ordinal {
            let best = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
            for (points, (mark, _)) in (1..=best).rev().zip(&mut self.marks) {
                mark.points = points;
            }
        }
        self.cast(&vote, line)?;
        if let Some(voter) = columns.voter {
            self.voters.push((hash(&record.field(voter)), line));
        }
        Ok(())
    }

    /// The points of the options that a vote names.
    fn give_points(&mut self, points: &[u8], line: u64) -> Result<(), Error> {
        let mut given = items(points);
        for (mark, places) in &mut self.marks {
            let Some(text) = given.next() else {
                return Err(Problem::PointsDiffer.at(line));
            };
            let number = Decimal::read(text).map_err(|wrong| match wrong {
                NotDecimal::Negative => Problem::CannotCount(CannotCount::NegativePoints).at(line),
                wrong => not_decimal(wrong, text, "points", line),
            })?;
            *places = number.places();
            let whole = number.scaled(*places);
            let whole = whole.and_then(|whole| whole.try_into().ok());
            mark.points = whole.ok_or(Problem::TooLarge { field: "points" }.at(line))?;
        }
        if given.next().is_some() {
            return Err(Problem::PointsDiffer.at(line));
        }
        Ok(())
    }

    /// Puts the line's marks into the box, with as many decimals as all others.
    fn cast(&mut self, vote: &[u8], line: u64) -> Result<(), Error> {
        let too_large = || Problem::TooLarge { field: "points" }.at(line);
        let most = self.marks.iter().map(|(_, places)| *places).max();
        if let Some(places) = most
            && places > self.point_places
        {
            // The first vote with more decimals than all before it.
            let factor = 10_u32.pow(u32::from(places - self.point_places));
            self.ballots.scale_points(factor).map_err(|_| too_large())?;
            self.point_places = places;
        }
        for (mark, places) in &mut self.marks {
            let factor = 10_u32.pow(u32::from(self.point_places - *places));
            mark.points = mark.points.checked_mul(factor).ok_or_else(too_large)?;
        }
        let marks = self.marks.iter().map(|(mark, _)| *mark);
        self.ballots.cast(marks).map_err(|invalid| match invalid {
            Invalid::OptionTwice => {
                let mut seen = BTreeSet::new();
                let twice = items(vote).find(|id| !seen.insert(*id));
                Problem::OptionTwice(shortened(twice.unwrap_or_default())).at(line)
            }
            Invalid::TooManyVotes => Problem::TooMany(Section::Votes).at(line),
            _ => too_large(),
        })
    }

    /// The lines, in their order, of votes whose voter's id stood there before.
    pub(super) fn same_voters(&mut self) -> Vec<u64> {
        self.voters.sort_unstable();
        let again = self.voters.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let mut lines: Vec<u64> = again.map(|pair| pair[1].1).collect();
        lines.sort_unstable();
        lines
    }
}

/// The items of a list with commas, without empty ones.
fn items(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|byte| *byte == b',')
        .map(<[u8]>::trim_ascii)
        .filter(|item| !item.is_empty())
}

/// FNV-1a: whether two ids are the same, nearly certainly, in eight bytes. It only leads to a note.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
