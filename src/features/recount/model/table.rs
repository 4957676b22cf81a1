//! The table of a ballot about matters (`.csv`): a header with the matters, then a line for each vote with
//! yes, no or abstain. Read in pieces, like the other files.

use std::collections::BTreeSet;

use linli_tally::matter::{Answer, Answers};

/// The longest line, in bytes: thousands of matters.
const LONGEST: usize = 1 << 16;

/// A table that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::features::recount) struct Table {
    /// How many votes it has.
    pub(in crate::features::recount) votes: u64,
    /// The id of each matter with its answers, in the order of the header.
    pub(in crate::features::recount) matters: Vec<(String, Answers)>,
}

/// What is wrong with a table, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::recount) struct Error {
    /// The line, from 1.
    pub(in crate::features::recount) line: u64,
    /// What is wrong.
    pub(in crate::features::recount) problem: Problem,
}

/// What can be wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::features::recount) enum Problem {
    /// The table of a ballot about options: it has neither costs nor the rule, which the `.pb` file has.
    OfOptions,
    /// The header names no matter, or one twice.
    Header,
    /// A line has not as many cells as the header.
    Cells,
    /// A cell holds something else than an answer.
    NoAnswer(String),
    /// A line is longer than any real one, or is no text.
    NoText,
}

/// How a table begins.
const BEGINS: &[u8] = b"ballot,";
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether these first bytes of a file are those of a table.
pub(in crate::features::recount) fn begins(bytes: &[u8]) -> bool {
    bytes
        .strip_prefix(MARK)
        .unwrap_or(bytes)
        .starts_with(BEGINS)
}

/// Reads a table in pieces of any size.
#[derive(Debug, Default)]
pub(in crate::features::recount) struct Reader {
    /// The beginning of a line that is not complete.
    rest: Vec<u8>,
    line: u64,
    table: Table,
}

impl Reader {
    /// How many votes were read so far.
    pub(in crate::features::recount) fn votes(&self) -> u64 {
        self.table.votes
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong.
    pub(in crate::features::recount) fn push(&mut self, mut piece: &[u8]) -> Result<(), Error> {
        while let Some(end) = piece.iter().position(|byte| *byte == b'\n') {
            let line = std::mem::take(&mut self.rest);
            self.take(&[&line, &piece[..end]].concat())?;
            piece = &piece[end + 1..];
        }
        self.rest.extend_from_slice(piece);
        if self.rest.len() > LONGEST {
            return Err(self.wrong(Problem::NoText, 1));
        }
        Ok(())
    }

    /// The table, after its last bytes.
    ///
    /// # Errors
    ///
    /// What is wrong.
    pub(in crate::features::recount) fn finish(mut self) -> Result<Table, Error> {
        let last = std::mem::take(&mut self.rest);
        self.take(&last)?;
        if self.table.matters.is_empty() {
            return Err(self.wrong(Problem::Header, 0));
        }
        Ok(self.table)
    }

    /// Takes a line; an empty one is as if it were not there.
    fn take(&mut self, line: &[u8]) -> Result<(), Error> {
        self.line += 1;
        let line = line.strip_prefix(MARK).unwrap_or(line);
        if line.trim_ascii().is_empty() {
            return Ok(());
        }
        let Ok(line) = std::str::from_utf8(line) else {
            return Err(self.wrong(Problem::NoText, 0));
        };
        let mut cells = line.split(',').map(|cell| cell.trim().trim_matches('"'));
        // The first cell is the number of the vote.
        let _ = cells.next();
        if self.table.matters.is_empty() {
            self.header(cells.collect())
        } else {
            self.vote(&cells.collect::<Vec<_>>())
        }
    }

    fn header(&mut self, ids: Vec<&str>) -> Result<(), Error> {
        if ids == ["choices"] {
            return Err(self.wrong(Problem::OfOptions, 0));
        }
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        if ids.is_empty() || distinct.len() < ids.len() || distinct.contains("") {
            return Err(self.wrong(Problem::Header, 0));
        }
        let ids = ids.into_iter().map(str::to_owned);
        self.table.matters = ids.map(|id| (id, Answers::default())).collect();
        Ok(())
    }

    fn vote(&mut self, cells: &[&str]) -> Result<(), Error> {
        if cells.len() != self.table.matters.len() {
            return Err(self.wrong(Problem::Cells, 0));
        }
        let answers: Result<Vec<Option<Answer>>, String> =
            cells.iter().map(|cell| answer(cell)).collect();
        let answers = answers.map_err(|found| self.wrong(Problem::NoAnswer(found), 0))?;
        self.table.votes = self.table.votes.saturating_add(1);
        for ((_, counted), answer) in self.table.matters.iter_mut().zip(answers) {
            let number = match answer {
                Some(Answer::Yes) => &mut counted.yes,
                Some(Answer::No) => &mut counted.no,
                Some(Answer::Abstain) => &mut counted.abstain,
                None => continue,
            };
            *number = number.saturating_add(1);
        }
        Ok(())
    }

    fn wrong(&self, problem: Problem, further: u64) -> Error {
        Error {
            line: self.line + further,
            problem,
        }
    }
}

/// The answer in a cell; an empty cell is a matter that was not answered. What is no answer comes back,
/// shortened.
fn answer(cell: &str) -> Result<Option<Answer>, String> {
    Ok(match cell {
        "yes" => Some(Answer::Yes),
        "no" => Some(Answer::No),
        "abstain" => Some(Answer::Abstain),
        "" => None,
        other => return Err(other.chars().take(40).collect()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8], piece: usize) -> Result<Table, Error> {
        let mut reader = Reader::default();
        for bytes in text.chunks(piece) {
            reader.push(bytes)?;
        }
        reader.finish()
    }

    const TABLE: &str = "\u{feff}ballot,roof,gate\r\n1,yes,no\r\n2,yes,abstain\r\n\r\n3,,\"no\"";

    #[test]
    fn a_table_is_counted_whatever_its_pieces_and_line_ends_are() {
        let counted = |yes, no, abstain| Answers { yes, no, abstain };
        let expected = Table {
            votes: 3,
            matters: vec![
                ("roof".into(), counted(2, 0, 0)),
                ("gate".into(), counted(0, 2, 1)),
            ],
        };
        assert!(begins(TABLE.as_bytes()));
        for piece in 1..TABLE.len() {
            assert_eq!(
                read(TABLE.as_bytes(), piece),
                Ok(expected.clone()),
                "{piece}"
            );
        }
        let plain = TABLE.replace('\r', "");
        assert_eq!(read(plain.as_bytes(), 9), Ok(expected));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let wrong = |line, problem| Err(Error { line, problem });
        for (text, expected) in [
            ("ballot,choices\n1,a b\n", wrong(1, Problem::OfOptions)),
            ("ballot,a,a\n", wrong(1, Problem::Header)),
            ("ballot,\n", wrong(1, Problem::Header)),
            ("\n\n", wrong(3, Problem::Header)),
            ("ballot,a,b\n1,yes,no\n2,yes\n", wrong(3, Problem::Cells)),
            ("ballot,a\n1,yes,no\n", wrong(2, Problem::Cells)),
            (
                "ballot,a\n1,maybe\n",
                wrong(2, Problem::NoAnswer("maybe".into())),
            ),
        ] {
            assert_eq!(read(text.as_bytes(), 7), expected, "{text}");
        }
        assert_eq!(read(b"ballot,a\n1,\xff\n", 64), wrong(2, Problem::NoText));
        let endless = vec![b'x'; 3 * LONGEST];
        assert_eq!(read(&endless, 1000), wrong(1, Problem::NoText));
    }
}
