//! A file that was read, of either kind, and what came out of counting it.

use std::sync::Arc;

use linli_contract::{BallotId, Timestamp};
use linli_tally::{Outcome, Rule, pb};

use super::table::{self, Table};

/// Files above this are refused before anything of them is read: a phone runs out of memory.
pub(in crate::features::recount) const LARGEST: u64 = 64 << 20;

/// What a file holds.
#[derive(Debug)]
pub(in crate::features::recount) enum Content {
    /// Options with costs, and votes for them.
    Options(pb::File),
    /// Answers to matters.
    Matters(Table),
}

/// Where a file came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::features::recount) enum Origin {
    /// It was chosen on this device.
    Device,
    /// The community's server publishes it.
    Server {
        /// When it was fetched, where this is the kept copy.
        since: Option<Timestamp>,
    },
}

/// A file that was read.
#[derive(Debug)]
pub(in crate::features::recount) struct Kept {
    /// Its name.
    pub(in crate::features::recount) name: String,
    /// What it holds.
    pub(in crate::features::recount) content: Content,
    /// Where it came from.
    pub(in crate::features::recount) origin: Origin,
    /// How many milliseconds reading it took.
    pub(in crate::features::recount) read_ms: u64,
}

impl Kept {
    /// Whether it holds the votes of this ballot: fetched for it, or downloaded before and chosen now.
    pub(in crate::features::recount) fn is_of(&self, ballot: &BallotId) -> bool {
        self.origin != Origin::Device
            || match &self.content {
                Content::Options(file) => file.value("instance") == Some(ballot.as_str()),
                Content::Matters(_) => false,
            }
    }

    /// How many votes it holds.
    pub(in crate::features::recount) fn votes(&self) -> u64 {
        match &self.content {
            Content::Options(file) => file.election.votes().number().into(),
            Content::Matters(table) => table.votes,
        }
    }
}

/// A count that is done.
#[derive(Debug)]
pub(in crate::features::recount) struct Counted {
    /// The file.
    pub(in crate::features::recount) kept: Arc<Kept>,
    /// What came out; for matters the table already has it.
    pub(in crate::features::recount) outcome: Option<(Rule, Outcome)>,
    /// How many milliseconds counting took.
    pub(in crate::features::recount) count_ms: u64,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::features::recount) enum Wrong {
    /// With a ballot file.
    File(pb::Error),
    /// With a table.
    Table(table::Error),
}

/// Reads a file of either kind; its first bytes tell which.
#[derive(Debug)]
pub(in crate::features::recount) enum Reader {
    /// A ballot file.
    File(Box<pb::Reader>),
    /// A table.
    Table(table::Reader),
}

impl Reader {
    /// The reader for a file that begins so.
    pub(in crate::features::recount) fn of(first: &[u8]) -> Self {
        if table::begins(first) {
            Self::Table(table::Reader::default())
        } else {
            Self::File(Box::default())
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub(in crate::features::recount) fn push(&mut self, piece: &[u8]) -> Result<(), Wrong> {
        match self {
            Self::File(reader) => reader.push(piece).map_err(Wrong::File),
            Self::Table(reader) => reader.push(piece).map_err(Wrong::Table),
        }
    }

    /// How many votes were read so far.
    pub(in crate::features::recount) fn votes(&self) -> u64 {
        match self {
            Self::File(reader) => reader.votes() as u64,
            Self::Table(reader) => reader.votes(),
        }
    }

    /// What the file holds, after its last bytes.
    ///
    /// # Errors
    ///
    /// What is wrong, also when something is missing.
    pub(in crate::features::recount) fn finish(self) -> Result<Content, Wrong> {
        match self {
            Self::File(reader) => reader.finish().map(Content::Options).map_err(Wrong::File),
            Self::Table(reader) => reader.finish().map(Content::Matters).map_err(Wrong::Table),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Content, Wrong> {
        let mut reader = Reader::of(bytes);
        reader.push(bytes)?;
        reader.finish()
    }

    #[test]
    fn the_first_bytes_tell_the_kind_of_a_file() {
        assert!(matches!(read(b"ballot,a\n1,yes"), Ok(Content::Matters(_))));
        let file = "\u{feff}META\r\nkey;value\r\nbudget;1\r\nvote_type;approval\r\nPROJECTS\r\nproject_id;cost\r\na;1\r\nVOTES\r\nvoter_id;vote\r\n1;a";
        assert!(matches!(read(file.as_bytes()), Ok(Content::Options(_))));
        for nothing in [
            &b""[..],
            b"\n",
            b"PK\x03\x04",
            b"<!doctype html>\n",
            &[0; 99],
        ] {
            let told = read(nothing);
            let problem = pb::Problem::NoBallotFile;
            assert!(
                matches!(&told, Err(Wrong::File(error)) if error.problem == problem),
                "{told:?}"
            );
        }
    }

    #[test]
    fn bytes_at_random_are_refused_and_break_nothing() {
        // Numbers that look random and are the same every time, between pieces of real files.
        let mut state = 7_u64;
        let mut next = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let pieces = [
            "META\n",
            "key;value\n",
            "budget;",
            "vote_type;cumulative\n",
            "PROJECTS\n",
            "VOTES\n",
            "project_id;cost\n",
            "voter_id;vote;points\n",
            "1;2;3\n",
            "\"",
            ",",
            ";",
            "\r\n",
            "-1",
            "9999999999999999999",
            "ballot,",
            "yes",
            "no",
            "\u{feff}",
            "0.0000000001",
        ];
        for _ in 0..20_000 {
            let mut bytes = Vec::new();
            for _ in 0..next() % 12 {
                if next() % 5 == 0 {
                    bytes.extend_from_slice(&next().to_le_bytes());
                } else {
                    let piece = pieces[usize::try_from(next() % 20).unwrap_or(0)];
                    bytes.extend_from_slice(piece.as_bytes());
                }
            }
            if let Err(Wrong::File(pb::Error { line, .. })) = read(&bytes) {
                assert!(line > 0);
            }
        }
    }
}
