//! Records of a file whose fields stand between semicolons, taken in pieces of any size.
//!
//! A field may stand in quotes; a quote in it is doubled, and semicolons and line ends in it belong to it.
//! Every byte is looked at once, whatever the pieces are, and a record has a largest length, so that no
//! file can make the reader slow or large.

use super::error::{Error, Problem};
use std::borrow::Cow;

/// The longest record, in bytes. The longest real ones have some thousands.
const LONGEST: usize = 1 << 20;

/// Where in a field the next byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At its first byte.
    Start,
    /// In a field without quotes.
    Plain,
    /// Between the quotes.
    Quoted,
    /// After a quote between quotes: the end of the quoted part, or the first of two.
    Quote,
}

/// Cuts pieces of a file into records.
#[derive(Debug)]
pub(super) struct Records {
    /// What is not yet used up, from the beginning of a record.
    bytes: Vec<u8>,
    /// How far it was looked at.
    seen: usize,
    place: Place,
    /// The field that is being looked at began here, and had quotes.
    start: usize,
    quoted: bool,
    fields: Vec<Field>,
    /// The line in which the record begins, and the one that is being looked at, from 1.
    first_line: u64,
    line: u64,
}

#[derive(Clone, Copy, Debug)]
struct Field {
    start: usize,
    end: usize,
    quoted: bool,
}

/// A record with the line in which it begins.
pub(super) struct Record<'a> {
    bytes: &'a [u8],
    fields: &'a [Field],
    pub(super) line: u64,
}

impl<'a> Record<'a> {
    /// How many fields it has, at least one.
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// A field without the spaces around it; beyond the last one, fields are empty.
    pub(super) fn field(&self, at: usize) -> Cow<'a, [u8]> {
        let Some(field) = self.fields.get(at) else {
            return Cow::Borrowed(&[]);
        };
        let bytes = &self.bytes[field.start..field.end];
        if field.quoted {
            Cow::Owned(unquoted(bytes).trim_ascii().to_vec())
        } else {
            Cow::Borrowed(bytes.trim_ascii())
        }
    }

    /// The same as text.
    pub(super) fn text(&self, at: usize) -> Result<String, Error> {
        String::from_utf8(self.field(at).into_owned()).map_err(|_| Problem::NotText.at(self.line))
    }

    pub(super) fn is_blank(&self) -> bool {
        (0..self.len()).all(|at| self.field(at).is_empty())
    }
}

/// What stands in a field with quotes.
fn unquoted(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    let mut place = Place::Start;
    for byte in bytes {
        let next = match (place, byte) {
            (Place::Start, b'"') => Place::Quoted,
            (Place::Quoted, b'"') => Place::Quote,
            // The second of two quotes stands for one; others stand for themselves.
            (Place::Quote, b'"') | (Place::Quoted, _) => {
                text.push(*byte);
                Place::Quoted
            }
            _ => {
                text.push(*byte);
                Place::Plain
            }
        };
        place = next;
    }
    text
}

impl Records {
    pub(super) fn new() -> Self {
        Self {
            bytes: Vec::new(),
            seen: 0,
            place: Place::Start,
            start: 0,
            quoted: false,
            fields: Vec::new(),
            first_line: 1,
            line: 1,
        }
    }

    /// The line that is being looked at.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Takes a piece and hands on every record that is complete.
    pub(super) fn push(
        &mut self,
        piece: &[u8],
        mut each: impl FnMut(&Record<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.bytes.extend_from_slice(piece);
        let mut used = 0;
        while let Some(byte) = self.bytes.get(self.seen).copied() {
            if self.seen - used > LONGEST {
                return Err(self.too_long());
            }
            let ends = self.look(byte);
            self.seen += 1;
            if ends {
                self.hand_on(self.seen - 1, &mut each)?;
                used = self.seen;
                self.start = used;
            }
        }
        if used == 0 {
            return Ok(());
        }
        self.bytes.drain(..used);
        self.seen -= used;
        // Only a record that is not complete has something left.
        self.start -= used;
        for field in &mut self.fields {
            field.start -= used;
            field.end -= used;
        }
        Ok(())
    }

    /// Hands on the last record, which may lack a line end.
    pub(super) fn finish(
        &mut self,
        mut each: impl FnMut(&Record<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if self.place == Place::Quoted {
            return Err(Problem::OpenQuote.at(self.first_line));
        }
        if self.bytes.is_empty() {
            return Ok(());
        }
        self.hand_on(self.bytes.len(), &mut each)
    }

    /// Looks at one byte; whether a record ends with it.
    fn look(&mut self, byte: u8) -> bool {
        if byte == b'\n' {
            self.line += 1;
        }
        self.place = match (self.place, byte) {
            (Place::Quoted, b'"') => Place::Quote,
            (Place::Quoted, _) | (Place::Quote, b'"') => Place::Quoted,
            (Place::Start, b'"') => {
                self.quoted = true;
                Place::Quoted
            }
            (_, b'\n') => return true,
            (_, b';') => {
                self.end_field(self.seen);
                self.start = self.seen + 1;
                Place::Start
            }
            _ => Place::Plain,
        };
        false
    }

    fn end_field(&mut self, end: usize) {
        self.fields.push(Field {
            start: self.start,
            end,
            quoted: self.quoted,
        });
        self.quoted = false;
    }

    fn hand_on(
        &mut self,
        end: usize,
        each: &mut impl FnMut(&Record<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.end_field(end);
        let record = Record {
            bytes: &self.bytes,
            fields: &self.fields,
            line: self.first_line,
        };
        each(&record)?;
        self.fields.clear();
        self.place = Place::Start;
        self.first_line = self.line;
        Ok(())
    }

    fn too_long(&self) -> Error {
        let problem = if self.place == Place::Quoted {
            Problem::OpenQuote
        } else {
            Problem::LineTooLong
        };
        problem.at(self.first_line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(pieces: &[&str]) -> Result<Vec<(u64, Vec<String>)>, Error> {
        let mut all = Vec::new();
        let mut records = Records::new();
        let mut keep = |record: &Record<'_>| {
            let fields = (0..record.len()).map(|at| record.text(at));
            all.push((record.line, fields.collect::<Result<_, _>>()?));
            Ok(())
        };
        for piece in pieces {
            records.push(piece.as_bytes(), &mut keep)?;
        }
        records.finish(&mut keep)?;
        Ok(all)
    }

    #[test]
    fn quotes_hold_semicolons_line_ends_and_quotes() {
        let text = "a;\"b;\"\"c\"\"\r\nd\";\r\n\ne f ; \"g\";5\" pipe;\"x\"y";
        let read = records(&[text]).unwrap();
        assert_eq!(
            read,
            [
                (1, vec!["a".into(), "b;\"c\"\r\nd".into(), String::new()]),
                (3, vec![String::new()]),
                (
                    4,
                    vec!["e f".into(), "\"g\"".into(), "5\" pipe".into(), "xy".into()]
                ),
            ]
        );
    }

    #[test]
    fn pieces_of_any_size_give_the_same_records() {
        let text = "META\r\nk;\"a\"\"\nb\"\r\n\r\nlast;1";
        let whole = records(&[text]).unwrap();
        for size in 1..text.len() {
            let bytes = text.as_bytes().chunks(size);
            let pieces: Vec<&str> = bytes
                .map(|piece| std::str::from_utf8(piece).unwrap())
                .collect();
            assert_eq!(records(&pieces).unwrap(), whole, "pieces of {size}");
        }
    }

    #[test]
    fn an_open_quote_is_reported_where_it_opens() {
        assert_eq!(
            records(&["a\n\"b\nc\nd"]).unwrap_err(),
            Problem::OpenQuote.at(2)
        );
        let endless = format!("a\n\"{}", "x".repeat(LONGEST + 2));
        assert_eq!(records(&[&endless]).unwrap_err(), Problem::OpenQuote.at(2));
        let long = "x".repeat(LONGEST + 2);
        assert_eq!(
            records(&["\n", &long]).unwrap_err(),
            Problem::LineTooLong.at(2)
        );
    }
}
