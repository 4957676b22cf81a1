//! Reading JSON text (RFC 8259).

use std::borrow::Cow;

use super::Value;

/// Deeper than this is no answer of ours, and must not exhaust the stack.
const DEEPEST: u32 = 64;

/// The value of a whole text; `None` when it is not JSON.
pub(super) fn value(text: &str) -> Option<Value<'_>> {
    let mut source = Source { text, at: 0 };
    let value = source.value(DEEPEST)?;
    source.spaces();
    (source.at == text.len()).then_some(value)
}

struct Source<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Source<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn word(&mut self, word: &str, value: Value<'a>) -> Option<Value<'a>> {
        let rest = self.text.get(self.at..)?;
        rest.starts_with(word).then(|| {
            self.at += word.len();
            value
        })
    }

    fn value(&mut self, deeper: u32) -> Option<Value<'a>> {
        self.spaces();
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.string().map(Value::Text)
            }
            b'{' => self.record(deeper.checked_sub(1)?),
            b'[' => self.list(deeper.checked_sub(1)?),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            _ => self.number(),
        }
    }

    /// After an item: whether another follows. `None` when neither a comma nor the end does.
    fn more(&mut self, end: u8) -> Option<bool> {
        self.spaces();
        match self.next()? {
            b',' => Some(true),
            byte if byte == end => Some(false),
            _ => None,
        }
    }

    fn list(&mut self, deeper: u32) -> Option<Value<'a>> {
        self.at += 1;
        let mut items = Vec::new();
        self.spaces();
        if self.peek()? == b']' {
            self.at += 1;
            return Some(Value::List(items));
        }
        loop {
            items.push(self.value(deeper)?);
            if !self.more(b']')? {
                return Some(Value::List(items));
            }
        }
    }

    fn record(&mut self, deeper: u32) -> Option<Value<'a>> {
        self.at += 1;
        let mut fields = Vec::new();
        self.spaces();
        if self.peek()? == b'}' {
            self.at += 1;
            return Some(Value::Record(fields));
        }
        loop {
            self.spaces();
            if self.next()? != b'"' {
                return None;
            }
            let key = self.string()?;
            self.spaces();
            if self.next()? != b':' {
                return None;
            }
            fields.push((key, self.value(deeper)?));
            if !self.more(b'}')? {
                return Some(Value::Record(fields));
            }
        }
    }

    fn number(&mut self) -> Option<Value<'a>> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let digits = self.at;
        self.digits();
        if self.at == digits || (self.at > digits + 1 && self.text.as_bytes()[digits] == b'0') {
            return None;
        }
        let whole = self.at;
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits_needed()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits_needed()?;
        }
        let number = self.text.get(start..whole)?.parse();
        Some(
            number
                .ok()
                .filter(|_| self.at == whole)
                .map_or(Value::Other, Value::Int),
        )
    }

    fn digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn digits_needed(&mut self) -> Option<()> {
        let start = self.at;
        self.digits();
        (self.at > start).then_some(())
    }

    /// The text after the opening quote, borrowed where it has no escapes.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let mut start = self.at;
        let mut owned = String::new();
        loop {
            match self.next()? {
                b'"' => {
                    let part = self.text.get(start..self.at - 1)?;
                    return Some(if owned.is_empty() {
                        Cow::Borrowed(part)
                    } else {
                        Cow::Owned(owned + part)
                    });
                }
                b'\\' => {
                    owned.push_str(self.text.get(start..self.at - 1)?);
                    owned.push(self.escape()?);
                    start = self.at;
                }
                byte if byte < b' ' => return None,
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        Some(match self.next()? {
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => return self.unicode(),
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            _ => return None,
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }

    /// One escape, or the two of a pair; half a pair is no character.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hex()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        if self.next()? != b'\\' || self.next()? != b'u' {
            return None;
        }
        let second = self.hex()?;
        if !(0xDC00..0xE000).contains(&second) {
            return None;
        }
        char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::Value as Known;

    use super::*;

    /// The same value as `serde_json` reads it, numbers with fractions aside.
    fn same(ours: &Value<'_>, known: &Known) -> bool {
        match (ours, known) {
            (Value::Null, Known::Null) => true,
            (Value::Bool(a), Known::Bool(b)) => a == b,
            (Value::Int(a), Known::Number(b)) => b.as_i64() == Some(*a) || b.as_f64() == Some(-0.0),
            (Value::Other, Known::Number(b)) => b.as_i64().is_none(),
            (Value::Text(a), Known::String(b)) => a == b,
            (Value::List(a), Known::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
            }
            (Value::Record(a), Known::Object(b)) => a.iter().all(|(key, value)| {
                b.contains_key(key.as_ref())
                    && (a.len() != b.len() || same(value, &b[key.as_ref()]))
            }),
            _ => false,
        }
    }

    #[track_caller]
    fn check(text: &str) {
        match (value(text), serde_json::from_str::<Known>(text)) {
            (Some(ours), Ok(known)) => assert!(same(&ours, &known), "{text:?}: {ours:?}"),
            // `serde_json` refuses numbers beyond a double's range; nobody asks for those here.
            (None | Some(Value::Other), Err(_)) => {}
            (ours, known) => panic!("{text:?}: {ours:?}, serde_json says {known:?}"),
        }
    }

    #[test]
    fn texts_are_read_as_serde_json_reads_them() {
        for text in [
            "",
            " ",
            "{}",
            "[]",
            "null",
            "true",
            "tru",
            "nul",
            "{\"a\":1}",
            "{\"a\":1,}",
            "[1,]",
            "[1 2]",
            "{\"a\" 1}",
            "{a:1}",
            "\"",
            "\"\\\"",
            "\"\\x\"",
            "\"\\u00e9\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\udc00\"",
            "\"\\ud83d\\u0041\"",
            "\"\\u12\"",
            "\"a\nb\"",
            "\"漏水\"",
            "0",
            "-0",
            "00",
            "01",
            "-",
            "1.",
            "1.5",
            "1e5",
            "1E+5",
            "1e",
            ".5",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "1 1",
            "[[[]]]",
            "\u{feff}{}",
            "{\"a\":{\"b\":[null,true,\"c\"]}} ",
            "\"\\/\"",
            "\"\\u+123\"",
        ] {
            check(text);
        }
    }

    #[test]
    fn a_text_cut_anywhere_is_refused_and_never_panics() {
        let text = r#"{"id":"a\u00e9\ud83d\ude00漏","n":[-12,3.5e7,null],"o":{"x":true}}"#;
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(value(&text[..end]), None, "{}", &text[..end]);
        }
        check(text);
    }

    #[test]
    fn bytes_changed_at_random_are_read_as_serde_json_reads_them() {
        let text = r#"{"id":"a\u00e9\ud83d\ude00","n":[-12,3.5e7,null],"o":{"x":true,"y":"\n"}}"#;
        let mut dice = 0x9E37_79B9_7F4A_7C15_u64;
        for _ in 0..50_000 {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..2 {
                dice ^= dice << 13;
                dice ^= dice >> 7;
                dice ^= dice << 17;
                let place = usize::try_from(dice % bytes.len() as u64).unwrap();
                bytes[place] =
                    b"{}[]\",:0129.-eE\\ubtfn \x01a"[usize::try_from((dice >> 32) % 24).unwrap()];
            }
            if let Ok(text) = std::str::from_utf8(&bytes) {
                check(text);
            }
        }
    }

    #[test]
    fn depth_has_an_end() {
        assert_eq!(value(&"[".repeat(100_000)), None);
        assert!(value(&("[".repeat(60) + &"]".repeat(60))).is_some());
    }
}
