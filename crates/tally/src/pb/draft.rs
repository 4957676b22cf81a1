//! A file as far as it was read: what its records mean.

use super::decimal::{Decimal, NotDecimal};
use super::error::{CannotCount, Error, Problem, Section};
use super::ids::Ids;
use super::records::Record;
use super::{File, Note, Selected, VoteType};
use crate::election::{BallotBox, Choice, Election, Invalid, MOST_MONEY, MOST_OPTIONS, Mark};
use std::collections::BTreeSet;

/// With this cost, and less money than that, an option was withdrawn after the vote.
pub(super) const WITHDRAWN: u64 = 999_999_999;

#[derive(Debug)]
pub(super) struct Draft {
    /// The section that is being read, and whether its header was.
    section: Option<Section>,
    header: bool,
    meta: Vec<(String, String)>,
    keys: BTreeSet<String>,
    /// The line of each of `meta`.
    lines: Vec<u64>,
    terms: Terms,
    columns: Columns,
    rows: Vec<Row>,
    ids: Ids,
    options: Vec<Choice>,
    budget: u64,
    decimals: u8,
    ballots: BallotBox,
    point_places: u8,
    /// A hash of each voter's id, with the line.
    voters: Vec<(u64, u64)>,
    marks: Vec<(Mark, u8)>,
}

/// What `META` says about the count.
#[derive(Debug)]
struct Terms {
    budget: Decimal,
    vote_type: VoteType,
    floor: Decimal,
    num_projects: Option<u64>,
    num_votes: Option<u64>,
}

/// Where the columns stand that matter.
#[derive(Debug, Default)]
struct Columns {
    number: usize,
    id: Option<usize>,
    cost: Option<usize>,
    name: Option<usize>,
    points: Option<usize>,
    selected: Option<usize>,
    voter: Option<usize>,
    vote: Option<usize>,
    strength: Option<usize>,
}

/// A line of `PROJECTS`.
#[derive(Debug)]
struct Row {
    id: String,
    name: String,
    cost: Decimal,
    said: Option<Decimal>,
    selected: Selected,
    line: u64,
}

impl Draft {
    pub(super) fn new() -> Self {
        let zero = Decimal::ZERO;
        Self {
            section: None,
            header: false,
            meta: Vec::new(),
            keys: BTreeSet::new(),
            lines: Vec::new(),
            terms: Terms {
                budget: zero,
                vote_type: VoteType::Approval,
                floor: zero,
                num_projects: None,
                num_votes: None,
            },
            columns: Columns::default(),
            rows: Vec::new(),
            ids: Ids::default(),
            options: Vec::new(),
            budget: 0,
            decimals: 0,
            ballots: BallotBox::new(),
            point_places: 0,
            voters: Vec::new(),
            marks: Vec::new(),
        }
    }

    pub(super) fn votes(&self) -> usize {
        self.ballots.len()
    }

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
        match (self.section, self.header) {
            (None, _) => Err(Problem::NoBallotFile.at(record.line)),
            (Some(Section::Meta), _) => self.pair(record),
            (Some(section), false) => {
                self.header = true;
                self.read_header(section, record)
            }
            (Some(Section::Projects), true) => self.option(record),
            (Some(Section::Votes), true) => self.vote(record),
        }
    }

    fn begin(&mut self, section: Section, line: u64) -> Result<(), Error> {
        if self.section >= Some(section) {
            return Err(Problem::SectionAgain(section).at(line));
        }
        match (self.section, section) {
            (None, Section::Meta) => {}
            (Some(Section::Meta), Section::Projects) => self.read_terms(line)?,
            (Some(Section::Projects), Section::Votes) => self.close_options(line)?,
            (None, _) => return Err(Problem::SectionMissing(Section::Meta).at(line)),
            (Some(_), _) => return Err(Problem::SectionMissing(Section::Projects).at(line)),
        }
        self.section = Some(section);
        self.header = false;
        Ok(())
    }

    /// A line of `META`.
    fn pair(&mut self, record: &Record<'_>) -> Result<(), Error> {
        let key = record.text(0)?;
        let value = record.text(1)?;
        if key.is_empty() || (self.meta.is_empty() && key == "key" && value == "value") {
            return Ok(());
        }
        if !self.keys.insert(key.clone()) {
            return Err(Problem::KeyAgain(shortened(key.as_bytes())).at(record.line));
        }
        self.meta.push((key, value));
        self.lines.push(record.line);
        Ok(())
    }

    /// The value of a key with its line; an empty one is as if it were not there.
    fn value(&self, key: &str) -> Option<(&str, u64)> {
        let mut pairs = self.meta.iter().zip(&self.lines);
        let ((_, value), line) = pairs.find(|((name, _), _)| name == key)?;
        (!value.is_empty()).then_some((value.as_str(), *line))
    }

    /// What the count needs of `META`, when all of it was read.
    fn read_terms(&mut self, line: u64) -> Result<(), Error> {
        let number = |field: &'static str| match self.value(field) {
            Some((value, line)) => decimal(value.as_bytes(), field, line).map(Some),
            None => Ok(None),
        };
        let Some(budget) = number("budget")? else {
            return Err(Problem::KeyMissing("budget").at(line));
        };
        let Some((vote_type, at)) = self.value("vote_type") else {
            return Err(Problem::KeyMissing("vote_type").at(line));
        };
        let Some(vote_type) = VoteType::from_name(vote_type) else {
            let unknown = CannotCount::VoteType(shortened(vote_type.as_bytes()));
            return Err(Problem::CannotCount(unknown).at(at));
        };
        let floor = number("min_project_score_threshold")?.unwrap_or(Decimal::ZERO);
        let floor = floor.shortened();
        if let Some((value, line)) = self.value("default_score")
            && Decimal::read(value.as_bytes()).map(Decimal::shortened) != Ok(Decimal::ZERO)
        {
            return Err(Problem::CannotCount(CannotCount::DefaultScore).at(line));
        }
        self.point_places = floor.places();
        let whole = |key| self.value(key)?.0.parse().ok();
        self.terms = Terms {
            budget,
            vote_type,
            floor,
            num_projects: whole("num_projects"),
            num_votes: whole("num_votes"),
        };
        Ok(())
    }

    fn read_header(&mut self, section: Section, record: &Record<'_>) -> Result<(), Error> {
        let names: Vec<_> = (0..record.len()).map(|at| record.field(at)).collect();
        let find = |name: &str| {
            names
                .iter()
                .position(|field| field.eq_ignore_ascii_case(name.as_bytes()))
        };
        let need = |column: &'static str| {
            let missing = Problem::ColumnMissing { section, column };
            find(column).map(Some).ok_or(missing.at(record.line))
        };
        let mut columns = Columns {
            number: names.len(),
            ..Columns::default()
        };
        let only_names = self.terms.vote_type.only_names();
        if section == Section::Projects {
            columns.id = need("project_id")?;
            columns.cost = need("cost")?;
            columns.name = find("name");
            columns.selected = find("selected");
            // Beside points, `votes` is how many voters named the option.
            columns.points = find(if only_names { "votes" } else { "score" });
        } else {
            columns.voter = find("voter_id");
            columns.vote = need("vote")?;
            columns.strength = find("vote_strength");
            columns.points = match self.terms.vote_type {
                VoteType::Approval | VoteType::ChooseOne => None,
                VoteType::Ordinal => find("points"),
                VoteType::Cumulative | VoteType::Scoring => need("points")?,
            };
        }
        self.columns = columns;
        Ok(())
    }

    /// A record must not have more fields than its header: which one would be too many?
    fn check_length(&self, record: &Record<'_>) -> Result<(), Error> {
        let more = self.columns.number..record.len();
        if more.into_iter().any(|at| !record.field(at).is_empty()) {
            return Err(Problem::TooManyFields.at(record.line));
        }
        Ok(())
    }

    /// A line of `PROJECTS`.
    fn option(&mut self, record: &Record<'_>) -> Result<(), Error> {
        self.check_length(record)?;
        let line = record.line;
        let columns = &self.columns;
        let text = |column: Option<usize>| column.map_or(Ok(String::new()), |at| record.text(at));
        let id = text(columns.id)?;
        if id.is_empty() {
            return Err(Problem::NoId.at(line));
        }
        // The number of rows is below the limit, and so below 2³².
        let place = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        if self.rows.len() >= MOST_OPTIONS {
            return Err(Problem::TooMany(Section::Projects).at(line));
        }
        if !self.ids.insert(id.as_bytes(), place) {
            return Err(Problem::SameId(shortened(id.as_bytes())).at(line));
        }
        let cost = columns.cost.map(|at| record.field(at)).unwrap_or_default();
        let points = columns.points.map(|at| record.field(at));
        let selected = columns.selected.map(|at| record.field(at));
        self.rows.push(Row {
            id,
            name: text(columns.name)?,
            cost: decimal(&cost, "cost", line)?,
            said: points.and_then(|said| Decimal::read(&said).ok()),
            selected: match selected.as_deref() {
                Some(b"0") => Selected::No,
                Some(b"1") => Selected::Yes,
                Some(b"2" | b"3") => Selected::Otherwise,
                _ => Selected::Unsaid,
            },
            line,
        });
        Ok(())
    }

    /// All options were read: their costs get the same number of decimals.
    fn close_options(&mut self, line: u64) -> Result<(), Error> {
        if !self.header {
            let missing = Problem::ColumnMissing {
                section: Section::Projects,
                column: "project_id",
            };
            return Err(missing.at(line));
        }
        let places = self.rows.iter().map(|row| row.cost.places());
        self.decimals = places.fold(self.terms.budget.places(), u8::max);
        let scaled = |amount: Decimal, field, line| {
            amount
                .scaled(self.decimals)
                .filter(|amount| *amount <= MOST_MONEY)
                .ok_or_else(|| Problem::TooLarge { field }.at(line))
        };
        let budget_line = self.value("budget").map_or(line, |(_, line)| line);
        self.budget = scaled(self.terms.budget, "budget", budget_line)?;
        let unit = 10_u64.pow(u32::from(self.decimals));
        for row in &mut self.rows {
            let cost = scaled(row.cost, "cost", row.line)?;
            self.options.push(Choice {
                id: std::mem::take(&mut row.id),
                name: std::mem::take(&mut row.name),
                cost,
                withdrawn: WITHDRAWN.checked_mul(unit) == Some(cost) && cost > self.budget,
            });
        }
        Ok(())
    }

    /// A line of `VOTES`.
    fn vote(&mut self, record: &Record<'_>) -> Result<(), Error> {
        self.check_length(record)?;
        let line = record.line;
        if let Some(strength) = self.columns.strength
            && !matches!(&*record.field(strength), b"" | b"1")
        {
            return Err(Problem::CannotCount(CannotCount::VoteStrength).at(line));
        }
        let vote = self.columns.vote.map(|at| record.field(at));
        let vote = vote.unwrap_or_default();
        self.marks.clear();
        for id in items(&vote) {
            let Some(option) = self.ids.place(id) else {
                return Err(Problem::UnknownOption(shortened(id)).at(line));
            };
            self.marks.push((Mark { option, points: 1 }, 0));
        }
        if self.terms.vote_type == VoteType::ChooseOne && self.marks.len() > 1 {
            return Err(Problem::NotOneChoice.at(line));
        }
        let points = self.columns.points.map(|at| record.field(at));
        let points =
            points.filter(|points| self.terms.vote_type != VoteType::Ordinal || !points.is_empty());
        if let Some(points) = points {
            self.give_points(&points, line)?;
        } else if self.terms.vote_type == VoteType::Ordinal {
            let best = u32::try_from(self.marks.len()).unwrap_or(u32::MAX);
            for (points, (mark, _)) in (1..=best).rev().zip(&mut self.marks) {
                mark.points = points;
            }
        }
        self.cast(&vote, line)?;
        if let Some(voter) = self.columns.voter {
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
            let whole = number
                .scaled(*places)
                .and_then(|whole| whole.try_into().ok());
            mark.points = whole.ok_or(Problem::TooLarge { field: "points" }.at(line))?;
        }
        if given.next().is_some() {
            return Err(Problem::PointsDiffer.at(line));
        }
        Ok(())
    }

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
                let id = twice.unwrap_or_default();
                Problem::OptionTwice(shortened(id)).at(line)
            }
            Invalid::TooManyVotes => Problem::TooMany(Section::Votes).at(line),
            _ => too_large(),
        })
    }

    /// All was read; `line` is the last one.
    pub(super) fn finish(mut self, line: u64) -> Result<File, Error> {
        let missing = match self.section {
            None => return Err(Problem::NoBallotFile.at(line)),
            Some(Section::Meta) => Some(Section::Projects),
            Some(Section::Projects) => Some(Section::Votes),
            Some(Section::Votes) => None,
        };
        if let Some(missing) = missing {
            return Err(Problem::SectionMissing(missing).at(line));
        }
        if !self.header {
            let missing = Problem::ColumnMissing {
                section: Section::Votes,
                column: "vote",
            };
            return Err(missing.at(line));
        }
        let floor = self.terms.floor.scaled(self.point_places);
        let floor = floor.ok_or(
            Problem::TooLarge {
                field: "min_project_score_threshold",
            }
            .at(line),
        )?;
        let votes = std::mem::take(&mut self.ballots).close();
        let options = std::mem::take(&mut self.options);
        // All that could be refused here was looked at, line by line.
        let election = Election::new(options, self.budget, self.decimals, votes)
            .map_err(|_| Problem::TooLarge { field: "cost" }.at(line))?;
        let notes = self.notes(&election);
        let said = self.rows.iter().map(|row| row.selected);
        let any = self.rows.iter().any(|row| row.selected != Selected::Unsaid);
        Ok(File {
            selected: any.then(|| said.collect()),
            meta: self.meta,
            election,
            vote_type: self.terms.vote_type,
            point_decimals: self.point_places,
            floor,
            notes,
        })
    }

    fn notes(&mut self, election: &Election) -> Vec<Note> {
        let mut notes = Vec::new();
        let numbers = [
            ("num_projects", self.terms.num_projects, self.rows.len()),
            (
                "num_votes",
                self.terms.num_votes,
                election.votes().number() as usize,
            ),
        ];
        for (key, said, found) in numbers {
            let found = found as u64;
            if let Some(said) = said.filter(|said| *said != found) {
                notes.push(Note::NumberDiffers { key, said, found });
            }
        }
        for (option, (row, found)) in self.rows.iter().zip(election.points()).enumerate() {
            let said = row
                .said
                .and_then(|said| said.shortened().scaled(self.point_places));
            if let Some(said) = said.filter(|said| *said != found) {
                notes.push(Note::PointsDiffer {
                    option,
                    said,
                    found,
                });
            }
        }
        self.voters.sort_unstable();
        let again = self.voters.windows(2).filter(|pair| pair[0].0 == pair[1].0);
        let lines: Vec<u64> = again.map(|pair| pair[1].1).collect();
        if let Some(line) = lines.iter().min() {
            notes.push(Note::SameVoter {
                line: *line,
                number: lines.len() as u64,
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

/// The items of a list with commas, without empty ones.
fn items(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|byte| *byte == b',')
        .map(<[u8]>::trim_ascii)
        .filter(|item| !item.is_empty())
}

fn decimal(text: &[u8], field: &'static str, line: u64) -> Result<Decimal, Error> {
    Decimal::read(text).map_err(|wrong| not_decimal(wrong, text, field, line))
}

fn not_decimal(wrong: NotDecimal, text: &[u8], field: &'static str, line: u64) -> Error {
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
fn shortened(text: &[u8]) -> String {
    const MOST: usize = 40;
    let text = String::from_utf8_lossy(&text[..text.len().min(4 * MOST)]);
    text.chars().take(MOST).collect()
}

/// FNV-1a: whether two ids are the same, nearly certainly, in eight bytes. It only leads to a note.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
