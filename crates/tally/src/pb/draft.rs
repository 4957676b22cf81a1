//! A file as far as it was read: which section its records belong to.

use super::decimal::{Decimal, NotDecimal};
use super::error::{Error, Problem, Section};
use super::meta::{Meta, Terms};
use super::options::{OptionColumns, OptionLines, Priced};
use super::records::Record;
use super::votes::{VoteColumns, VoteLines};
use super::{File, Note, VoteType};
use crate::election::Election;

#[derive(Debug, Default)]
pub(super) struct Draft {
    at: Part,
    /// How many columns the section's header has.
    columns: usize,
    meta: Meta,
    terms: Terms,
    options: OptionLines,
    priced: Priced,
    votes: VoteLines,
}

/// What the next record is.
#[derive(Clone, Copy, Debug, Default)]
enum Part {
    #[default]
    Nothing,
    Meta,
    OptionHeader,
    Options(OptionColumns),
    VoteHeader,
    Votes(VoteColumns),
}

impl Part {
    fn section(self) -> Option<Section> {
        match self {
            Self::Nothing => None,
            Self::Meta => Some(Section::Meta),
            Self::OptionHeader | Self::Options(_) => Some(Section::Projects),
            Self::VoteHeader | Self::Votes(_) => Some(Section::Votes),
        }
    }
}

impl Draft {
    /// How many votes were read.
    pub(super) fn votes(&self) -> usize {
        self.votes.ballots.len()
    }

    /// How many votes `META` says there are.
    pub(super) fn votes_said(&self) -> Option<u64> {
        self.terms.num_votes
    }

    /// Takes the next record.
    pub(super) fn take(&mut self, record: &Record<'_>) -> Result<(), Error> {
        if record.is_blank() {
            return Ok(());
        }
        if let Some(section) = begins(record) {
            return self.begin(section, record.line);
        }
        match self.at {
            Part::Nothing => Err(Problem::NoBallotFile.at(record.line)),
            Part::Meta => self.meta.take(record),
            Part::OptionHeader => {
                self.at = Part::Options(self.option_header(record)?);
                Ok(())
            }
            Part::VoteHeader => {
                self.at = Part::Votes(self.vote_header(record)?);
                Ok(())
            }
            Part::Options(columns) => {
                self.check_length(record)?;
                self.options.take(record, &columns)
            }
            Part::Votes(columns) => {
                self.check_length(record)?;
                let (kind, ids) = (self.terms.vote_type, &self.options.ids);
                self.votes.take(record, &columns, kind, ids)
            }
        }
    }

    fn begin(&mut self, section: Section, line: u64) -> Result<(), Error> {
        let before = self.at.section();
        if before >= Some(section) {
            return Err(Problem::SectionAgain(section).at(line));
        }
        self.at = match (self.at, section) {
            (Part::Nothing, Section::Meta) => Part::Meta,
            (Part::Meta, Section::Projects) => {
                self.terms = self.meta.terms(line)?;
                self.votes.point_places = self.terms.floor.places();
                Part::OptionHeader
            }
            (Part::Options(_), Section::Votes) => {
                self.priced = self.options.priced(&self.terms)?;
                Part::VoteHeader
            }
            (Part::OptionHeader, _) => {
                let column = "project_id";
                return Err(missing(Section::Projects, column).at(line));
            }
            (Part::Nothing, _) => return Err(Problem::SectionMissing(Section::Meta).at(line)),
            _ => return Err(Problem::SectionMissing(Section::Projects).at(line)),
        };
        Ok(())
    }

    fn option_header(&mut self, record: &Record<'_>) -> Result<OptionColumns, Error> {
        self.columns = record.len();
        let need = |column| need(record, Section::Projects, column);
        // Beside points, `votes` is how many voters named the option.
        let only_names = self.terms.vote_type.only_names();
        let points = if only_names { "votes" } else { "score" };
        Ok(OptionColumns {
            id: need("project_id")?,
            cost: need("cost")?,
            name: find(record, "name"),
            points: find(record, points),
            selected: find(record, "selected"),
        })
    }

    fn vote_header(&mut self, record: &Record<'_>) -> Result<VoteColumns, Error> {
        self.columns = record.len();
        let need = |column| need(record, Section::Votes, column);
        Ok(VoteColumns {
            voter: find(record, "voter_id"),
            vote: need("vote")?,
            points: match self.terms.vote_type {
                VoteType::Approval | VoteType::ChooseOne => None,
                VoteType::Ordinal => find(record, "points"),
                VoteType::Cumulative | VoteType::Scoring => Some(need("points")?),
            },
            strength: find(record, "vote_strength"),
        })
    }

    /// A record must not have more fields than its header: which one would be too many?
    fn check_length(&self, record: &Record<'_>) -> Result<(), Error> {
        let mut more = self.columns..record.len();
        if more.any(|at| !record.field(at).is_empty()) {
            return Err(Problem::TooManyFields.at(record.line));
        }
        Ok(())
    }

    /// All was read; `line` is the last one.
    pub(super) fn finish(mut self, line: u64) -> Result<File, Error> {
        let missing = match self.at {
            Part::Nothing => Problem::NoBallotFile,
            Part::Meta => Problem::SectionMissing(Section::Projects),
            Part::OptionHeader | Part::Options(_) => Problem::SectionMissing(Section::Votes),
            Part::VoteHeader => missing(Section::Votes, "vote"),
            Part::Votes(_) => return self.file(line),
        };
        Err(missing.at(line))
    }

    fn file(&mut self, line: u64) -> Result<File, Error> {
        let point_decimals = self.votes.point_places;
        let field = "min_project_score_threshold";
        let floor = self.terms.floor.scaled(point_decimals);
        let floor = floor.ok_or(Problem::TooLarge { field }.at(line))?;
        let Priced {
            options,
            budget,
            decimals,
        } = std::mem::take(&mut self.priced);
        let votes = std::mem::take(&mut self.votes.ballots).close();
        // All that could be refused here was looked at, line by line.
        let election = Election::new(options, budget, decimals, votes)
            .map_err(|_| Problem::TooLarge { field: "cost" }.at(line))?;
        Ok(File {
            notes: self.notes(&election),
            meta: std::mem::take(&mut self.meta.pairs),
            election,
            vote_type: self.terms.vote_type,
            point_decimals,
            floor,
            selected: self.options.selected(),
        })
    }

    /// What in the file contradicts its votes.
    fn notes(&mut self, election: &Election) -> Vec<Note> {
        let mut notes = Vec::new();
        let options = election.options().len() as u64;
        let votes = u64::from(election.votes().number());
        for (key, said, found) in [
            ("num_projects", self.terms.num_projects, options),
            ("num_votes", self.terms.num_votes, votes),
        ] {
            if let Some(said) = said.filter(|said| *said != found) {
                notes.push(Note::NumberDiffers { key, said, found });
            }
        }
        let rows = self.options.rows.iter().zip(election.points());
        for (option, (row, found)) in rows.enumerate() {
            let said = row.said.map(Decimal::shortened);
            let said = said.and_then(|said| said.scaled(self.votes.point_places));
            if let Some(said) = said.filter(|said| *said != found) {
                notes.push(Note::PointsDiffer {
                    option,
                    said,
                    found,
                });
            }
        }
        let again = self.votes.same_voters();
        if let Some(line) = again.first() {
            notes.push(Note::SameVoter {
                line: *line,
                number: again.len() as u64,
            });
        }
        notes
    }
}

/// The section that a record begins: its name, and nothing else.
fn begins(record: &Record<'_>) -> Option<Section> {
    let first = record.field(0);
    // A byte order mark belongs to the file, not to its first word.
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first);
    [Section::Meta, Section::Projects, Section::Votes]
        .into_iter()
        .find(|section| first.eq_ignore_ascii_case(section.name().as_bytes()))
        .filter(|_| (1..record.len()).all(|at| record.field(at).is_empty()))
}

/// Where a column stands in a header.
fn find(header: &Record<'_>, name: &str) -> Option<usize> {
    (0..header.len()).find(|at| header.field(*at).eq_ignore_ascii_case(name.as_bytes()))
}

fn need(header: &Record<'_>, section: Section, column: &'static str) -> Result<usize, Error> {
    find(header, column).ok_or(missing(section, column).at(header.line))
}

fn missing(section: Section, column: &'static str) -> Problem {
    Problem::ColumnMissing { section, column }
}

pub(super) fn decimal(text: &[u8], field: &'static str, line: u64) -> Result<Decimal, Error> {
    Decimal::read(text).map_err(|wrong| not_decimal(wrong, text, field, line))
}

pub(super) fn not_decimal(wrong: NotDecimal, text: &[u8], field: &'static str, line: u64) -> Error {
    let problem = match wrong {
        NotDecimal::NoNumber => Problem::NotANumber {
            field,
            found: shortened(text),
        },
        NotDecimal::Negative => Problem::Negative { field },
        NotDecimal::TooLong => Problem::TooLarge { field },
    };
    problem.at(line)
}

/// The beginning of a text, as far as a message shows it.
pub(super) fn shortened(text: &[u8]) -> String {
    const MOST: usize = 40;
    let text = String::from_utf8_lossy(&text[..text.len().min(4 * MOST)]);
    text.chars().take(MOST).collect()
}
