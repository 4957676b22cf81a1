//! Ballot files of Pabulib (`.pb`, <https://pabulib.org/format>): read as they are found, and written.
//!
//! A file is UTF-8 text in three sections, `META` (keys and values), `PROJECTS` (the options) and `VOTES`,
//! each with a header line, all fields between semicolons and perhaps in quotes. The reader takes LF and
//! CRLF, a byte order mark, a missing last line end, blank lines, any further columns, and decimals in
//! money and points, which it keeps exactly. It never panics, and its memory and time grow with the file
//! and no faster.
//!
//! What votes are worth:
//!
//! | `vote_type` | points for an option |
//! | --- | --- |
//! | `approval`, `choose-1` | 1 for each that is named |
//! | `ordinal` | of n named ones the first gets n, the last 1 (Borda, as Pabulib counts it); a `points` column goes first |
//! | `cumulative`, `scoring` | what stands in `points` |
//!
//! A cost of 999999999 that is more than the budget marks an option that was withdrawn after the vote.
//!
//! # Examples
//!
//! ```
//! use linli_tally::{Rule, count, pb};
//!
//! let file = pb::read(
//!     b"META\nkey;value\nbudget;100\nvote_type;approval\nrule;greedy\n\
//!       PROJECTS\nproject_id;cost;name;selected\n7;60;Benches;1\n9;50.5;\"Lamps; bright\";0\n\
//!       VOTES\nvoter_id;vote\n1;7\n2;7,9\n",
//! )
//! .unwrap();
//! assert_eq!(file.rule(), Some(Rule::GREEDY));
//! let outcome = count(&file.election, Rule::GREEDY);
//! assert_eq!(outcome.chosen().collect::<Vec<_>>(), [0]);
//! assert!(file.compare(&outcome).is_some_and(|comparison| comparison.agrees()));
//!
//! let error = pb::read(b"META\nkey;value\nbudget;much\nPROJECTS\n").unwrap_err();
//! assert_eq!(error.line, 3);
//! ```

mod decimal;
mod draft;
mod error;
mod ids;
mod meta;
mod options;
mod records;
mod votes;
mod write;

use crate::course::Outcome;
use crate::election::Election;
use crate::rule::Rule;
pub use decimal::written as decimal_text;
use draft::Draft;
pub use error::{CannotCount, Error, Problem, Section};
use records::Records;
pub use write::write;

/// A ballot file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The keys and values of `META`, in their order.
    pub meta: Vec<(String, String)>,
    /// What is counted.
    pub election: Election,
    /// What the votes say.
    pub vote_type: VoteType,
    /// How many decimals points have: the points of the election are this many powers of ten larger.
    pub point_decimals: u8,
    /// The floor of points below which no option is considered (`min_project_score_threshold`), in the
    /// election's points; 0 for none.
    pub floor: u64,
    /// What the file says was chosen, for each option; nothing without that column.
    pub selected: Option<Vec<Selected>>,
    /// What in the file contradicts its votes. It is counted all the same.
    pub notes: Vec<Note>,
}

/// What the votes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteType {
    /// Which options the voter approves of.
    Approval,
    /// The one option the voter chose.
    ChooseOne,
    /// Options from the best down.
    Ordinal,
    /// Points from a sum that the voter gives out.
    Cumulative,
    /// Points for each option by itself.
    Scoring,
}

impl VoteType {
    const ALL: [Self; 5] = [
        Self::Approval,
        Self::ChooseOne,
        Self::Ordinal,
        Self::Cumulative,
        Self::Scoring,
    ];

    /// The name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::ChooseOne => "choose-1",
            Self::Ordinal => "ordinal",
            Self::Cumulative => "cumulative",
            Self::Scoring => "scoring",
        }
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether a vote is worth one for every option it names, and no points.
    pub fn only_names(self) -> bool {
        matches!(self, Self::Approval | Self::ChooseOne)
    }
}

/// What a file says about an option's success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selected {
    /// `0`: not chosen.
    No,
    /// `1`: chosen by the rule.
    Yes,
    /// `2` or `3`: something else, which the file's comment explains; often paid from elsewhere.
    Otherwise,
    /// Nothing, or what nobody knows.
    Unsaid,
}

/// What in a file contradicts its own votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// `num_projects` or `num_votes` is another number than the file has.
    NumberDiffers {
        /// The key.
        key: &'static str,
        /// What it says.
        said: u64,
        /// How many there are.
        found: u64,
    },
    /// The votes or the score in an option's line are not those of the votes.
    PointsDiffer {
        /// The option's place.
        option: usize,
        /// What its line says, in the election's points.
        said: u64,
        /// What the votes give.
        found: u64,
    },
    /// Votes with the same `voter_id`.
    SameVoter {
        /// The line of the first vote whose id stood there before.
        line: u64,
        /// How many such votes there are.
        number: u64,
    },
}

impl File {
    /// The value of a key in `META`.
    pub fn value(&self, key: &str) -> Option<&str> {
        let mut pairs = self.meta.iter();
        pairs
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    /// The rule that the file names, when it is one we have.
    pub fn rule(&self) -> Option<Rule> {
        Rule::from_name(self.value("rule")?, self.floor)
    }

    /// What came out here against what the file says; nothing when it says nothing.
    pub fn compare(&self, outcome: &Outcome) -> Option<Comparison> {
        let selected = self.selected.as_ref()?;
        let mut comparison = Comparison::default();
        let mut ours = vec![false; selected.len()];
        for option in outcome.chosen() {
            ours[option] = true;
        }
        for (option, (ours, theirs)) in ours.into_iter().zip(selected).enumerate() {
            match (ours, theirs) {
                (true, Selected::Yes) => comparison.both.push(option),
                (true, Selected::No) => comparison.only_here.push(option),
                (false, Selected::Yes) => comparison.only_there.push(option),
                (_, Selected::Otherwise | Selected::Unsaid) => comparison.undecided.push(option),
                (false, Selected::No) => {}
            }
        }
        Some(comparison)
    }
}

/// A count against what the file says was chosen. Options are named by their place, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Chosen here and there.
    pub both: Vec<usize>,
    /// Chosen here alone.
    pub only_here: Vec<usize>,
    /// Chosen there alone.
    pub only_there: Vec<usize>,
    /// Options about which the file says neither yes nor no.
    pub undecided: Vec<usize>,
}

impl Comparison {
    /// Whether nothing was chosen here or there alone.
    pub fn agrees(&self) -> bool {
        self.only_here.is_empty() && self.only_there.is_empty()
    }
}

/// Reads a file in pieces of any size, so that a page stays alive meanwhile and a large file is never
/// whole in memory.
#[derive(Debug)]
pub struct Reader {
    records: Records,
    draft: Draft,
    failed: Option<Error>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// Begins a file.
    pub fn new() -> Self {
        Self {
            records: Records::new(),
            draft: Draft::default(),
            failed: None,
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong; from then on always the same.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let draft = &mut self.draft;
        let read = self.records.push(piece, |record| draft.take(record));
        self.failed = read.clone().err();
        read
    }

    /// How many votes were read so far.
    pub fn votes(&self) -> usize {
        self.draft.votes()
    }

    /// How many votes the file says it has, once its first section was read.
    pub fn votes_said(&self) -> Option<u64> {
        self.draft.votes_said()
    }

    /// The file, after its last bytes.
    ///
    /// # Errors
    ///
    /// What is wrong, also when something is missing.
    pub fn finish(mut self) -> Result<File, Error> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let draft = &mut self.draft;
        self.records.finish(|record| draft.take(record))?;
        self.draft.finish(self.records.line())
    }
}

/// Reads a whole file.
///
/// # Errors
///
/// The first thing that is wrong with it.
pub fn read(bytes: &[u8]) -> Result<File, Error> {
    let mut reader = Reader::new();
    for piece in bytes.chunks(1 << 16) {
        reader.push(piece)?;
    }
    reader.finish()
}
