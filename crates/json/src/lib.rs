//! JSON for the app: enough for the contract, and no more, because every byte is downloaded.
//!
//! serde's derived code is made anew for every type and every reader; here a type's code is a
//! list of field names, and everything else exists once. Numbers are integers, as the contract
//! has them; a fraction is kept as [`Value::Other`], so that an unknown field may hold one.
//!
//! ```
//! #[derive(Debug, PartialEq, linli_json::Json)]
//! struct Slot { id: String, left: u32, note: Option<String> }
//!
//! let slot: Slot = linli_json::from_text(r#"{"id":"s1","left":2,"new":[1.5]}"#).unwrap();
//! assert_eq!(slot, Slot { id: "s1".into(), left: 2, note: None });
//! assert_eq!(linli_json::to_text(&slot), r#"{"id":"s1","left":2,"note":null}"#);
//! ```

extern crate self as linli_json;

mod parse;
mod write;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use linli_json_derive::Json;
pub use write::{Out, Write, to_text};

/// A JSON value, whose texts are borrowed from the source where they have no escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number of 64 bits.
    Int(i64),
    /// Any other number; nobody asks for it.
    Other,
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Value<'a>>),
    /// An object, in the order of the source.
    Record(Vec<(Cow<'a, str>, Value<'a>)>),
}

impl<'a> Value<'a> {
    /// The fields of an object.
    pub fn fields(self, wrong: &mut bool) -> Fields<'a> {
        if let Self::Record(fields) = self {
            Fields(fields)
        } else {
            *wrong = true;
            Fields(Vec::new())
        }
    }

    /// The text.
    pub fn text(self, wrong: &mut bool) -> Cow<'a, str> {
        if let Self::Text(text) = self {
            text
        } else {
            *wrong = true;
            Cow::Borrowed("")
        }
    }

    /// The whole number.
    pub fn int(self, wrong: &mut bool) -> i64 {
        if let Self::Int(number) = self {
            number
        } else {
            *wrong = true;
            0
        }
    }
}

/// The fields of an object, taken out by name; what is left over is ignored.
pub struct Fields<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Fields<'a> {
    fn find(&mut self, name: &str) -> Option<Value<'a>> {
        let place = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.swap_remove(place).1)
    }

    /// The field. One that is absent is read as `null`, which only an `Option` is.
    pub fn take<T: Read>(&mut self, name: &str, wrong: &mut bool) -> T {
        T::read(self.find(name).unwrap_or(Value::Null), wrong)
    }

    /// The field, or a default when it is absent.
    pub fn take_or<T: Read>(
        &mut self,
        name: &str,
        wrong: &mut bool,
        default: impl FnOnce() -> T,
    ) -> T {
        match self.find(name) {
            Some(value) => T::read(value, wrong),
            None => default(),
        }
    }
}

/// What can be read from JSON.
///
/// Reading goes on after a mistake, and all that was read is refused at the end. Stopping at once would
/// need code at every field to drop the fields before it, and be most of the code there is.
pub trait Read: Sized {
    /// Reads a value. When it is not of this type, it says so in `wrong`, and gives anything.
    fn read(value: Value<'_>, wrong: &mut bool) -> Self;
}

/// Reads a text of JSON; `None` when it is not JSON, or not of this type.
pub fn from_text<T: Read>(text: &str) -> Option<T> {
    let mut wrong = false;
    let read = T::read(parse::value(text)?, &mut wrong);
    (!wrong).then_some(read)
}

/// Whether a text is JSON at all, whole to its end.
pub fn is_json(text: &str) -> bool {
    parse::value(text).is_some()
}

impl Read for String {
    fn read(value: Value<'_>, wrong: &mut bool) -> Self {
        value.text(wrong).into_owned()
    }
}

impl Read for bool {
    fn read(value: Value<'_>, wrong: &mut bool) -> Self {
        if let Value::Bool(truth) = value {
            return truth;
        }
        *wrong = true;
        false
    }
}

impl Read for i64 {
    fn read(value: Value<'_>, wrong: &mut bool) -> Self {
        value.int(wrong)
    }
}

macro_rules! read_int {
    ($($int:ty),*) => {$(
        impl Read for $int {
            fn read(value: Value<'_>, wrong: &mut bool) -> Self {
                value.int(wrong).try_into().unwrap_or_else(|_| {
                    *wrong = true;
                    0
                })
            }
        }
    )*};
}

read_int!(u8, u16, u32, u64);

impl<T: Read> Read for Option<T> {
    fn read(value: Value<'_>, wrong: &mut bool) -> Self {
        match value {
            Value::Null => None,
            value => Some(T::read(value, wrong)),
        }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: Value<'_>, wrong: &mut bool) -> Self {
        let Value::List(items) = value else {
            *wrong = true;
            return Self::new();
        };
        // A plain loop: collecting would bring code of its own for every type, in place and all.
        let mut all = Self::with_capacity(items.len());
        for item in items {
            all.push(T::read(item, wrong));
        }
        all
    }
}

impl<T: Read> Read for BTreeMap<String, T> {
    fn read(value: Value<'_>, wrong: &mut bool) -> Self {
        let fields = value.fields(wrong).0;
        fields
            .into_iter()
            .map(|(key, value)| (key.into_owned(), T::read(value, wrong)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Json)]
    struct Everything {
        text: String,
        #[serde(rename = "type", default)]
        kind: String,
        count: u8,
        list: Vec<Inner>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        more: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        maybe: Option<i64>,
        #[serde(skip)]
        ours: Option<i64>,
        map: BTreeMap<String, Vec<String>>,
        #[serde(default = "word")]
        word: Word,
    }

    #[derive(Debug, PartialEq, Json)]
    struct Inner(bool);

    #[derive(Debug, Default, PartialEq, Json)]
    enum Word {
        #[default]
        One,
        TwoWords,
    }

    fn word() -> Word {
        Word::TwoWords
    }

    #[test]
    fn a_struct_is_written_as_it_is_read() {
        let text = r#"{"text":"漏水\n\"😀\"","type":"x","count":7,"list":[true,false],"maybe":-5,"map":{"a":["b"]},"word":"one"}"#;
        let read: Everything = from_text(text).unwrap_or_default();
        assert_eq!(
            (read.text.as_str(), read.count, read.maybe),
            ("漏水\n\"😀\"", 7, Some(-5))
        );
        assert_eq!(to_text(&read), text);
    }

    #[test]
    fn what_may_be_absent_is_absent_and_what_must_not_fails() {
        let least = r#"{"text":"","count":0,"list":[],"map":{}}"#;
        let read: Option<Everything> = from_text(least);
        assert_eq!(
            read.map(|r| (r.kind, r.word, r.maybe)),
            Some((String::new(), Word::TwoWords, None))
        );
        for missing in ["text", "count", "list", "map"] {
            let without = least.replacen(missing, "else", 1);
            assert_eq!(from_text::<Everything>(&without), None, "{missing}");
        }
    }

    #[test]
    fn a_wrong_type_or_a_number_out_of_range_fails() {
        for (good, bad) in [
            ("\"count\":0", "\"count\":256"),
            ("\"count\":0", "\"count\":-1"),
            ("\"count\":0", "\"count\":1.5"),
            ("\"text\":\"\"", "\"text\":null"),
            ("\"list\":[]", "\"list\":{}"),
        ] {
            let least = r#"{"text":"","count":0,"list":[],"map":{}}"#;
            assert_eq!(
                from_text::<Everything>(&least.replace(good, bad)),
                None,
                "{bad}"
            );
        }
    }
}
