//! What can be wrong with a file, as data from which a page makes a sentence.

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The line, from 1, in which the record begins that is wrong. For what is missing in the whole file,
    /// the last line.
    pub line: u64,
    /// What is wrong.
    pub problem: Problem,
}

/// The parts of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// `META`: what the ballot is.
    Meta,
    /// `PROJECTS`: the options.
    Projects,
    /// `VOTES`: the votes.
    Votes,
}

impl Section {
    /// The name that stands in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "META",
            Self::Projects => "PROJECTS",
            Self::Votes => "VOTES",
        }
    }
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file does not begin with `META`: it is not a ballot file at all.
    NoBallotFile,
    /// A section is not there, or not in its place.
    SectionMissing(Section),
    /// A section stands there twice, or after a later one.
    SectionAgain(Section),
    /// The header of a section lacks this column.
    ColumnMissing {
        /// The section.
        section: Section,
        /// The column.
        column: &'static str,
    },
    /// `META` lacks this key.
    KeyMissing(&'static str),
    /// `META` has this key twice.
    KeyAgain(String),
    /// A record has more fields than its header: often a semicolon in a name that is not in quotes.
    TooManyFields,
    /// A quote that is opened is never closed.
    OpenQuote,
    /// A record is longer than any real one.
    LineTooLong,
    /// The text is not UTF-8.
    NotText,
    /// A field has no number where there must be one.
    NotANumber {
        /// The key or column.
        field: &'static str,
        /// What stands there, shortened.
        found: String,
    },
    /// A number is too large, or has too many decimals.
    TooLarge {
        /// The key or column.
        field: &'static str,
    },
    /// A number is below zero.
    Negative {
        /// The key or column.
        field: &'static str,
    },
    /// An option has no id.
    NoId,
    /// Two options have the same id.
    SameId(String),
    /// A vote names an option that is not there.
    UnknownOption(String),
    /// A vote names an option twice.
    OptionTwice(String),
    /// A vote of one choice names several options.
    NotOneChoice,
    /// A vote has not as many points as options.
    PointsDiffer,
    /// More options or votes than can be counted.
    TooMany(Section),
    /// The file is in order, and cannot be counted here.
    CannotCount(CannotCount),
}

/// Why a file in good order cannot be counted here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CannotCount {
    /// A `vote_type` that is not known, shortened.
    VoteType(String),
    /// Points below zero.
    NegativePoints,
    /// Options that a vote does not name get points too (`default_score`).
    DefaultScore,
    /// Votes do not weigh alike (`vote_strength`).
    VoteStrength,
}

impl Problem {
    /// This problem in this line.
    pub(super) fn at(self, line: u64) -> Error {
        Error {
            line,
            problem: self,
        }
    }
}
