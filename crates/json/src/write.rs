//! Writing JSON.

use std::collections::BTreeMap;

/// A text of JSON being written.
#[derive(Default)]
pub struct Out {
    text: String,
    /// Whether the next field of the object needs no comma before it.
    first: bool,
}

/// What can be written as JSON.
pub trait Write {
    /// Writes it.
    fn write(&self, out: &mut Out);
}

/// The value as a text of JSON.
pub fn to_text<T: Write>(value: &T) -> String {
    let mut out = Out::default();
    value.write(&mut out);
    out.text
}

impl Out {
    /// Begins an object.
    pub fn begin_record(&mut self) {
        self.text.push('{');
        self.first = true;
    }

    /// Ends an object.
    pub fn end_record(&mut self) {
        self.text.push('}');
        self.first = false;
    }

    /// Writes a field of the object that was begun last.
    pub fn field<T: Write>(&mut self, name: &str, value: &T) {
        self.comma();
        self.text(name);
        self.text.push(':');
        value.write(self);
        self.first = false;
    }

    fn comma(&mut self) {
        if !self.first {
            self.text.push(',');
        }
        self.first = false;
    }

    fn list<'a, T: Write + 'a>(&mut self, items: impl Iterator<Item = &'a T>) {
        self.text.push('[');
        self.first = true;
        for item in items {
            self.comma();
            item.write(self);
        }
        self.text.push(']');
        self.first = false;
    }

    /// Writes a text in quotes.
    pub fn text(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                c if c < ' ' => {
                    self.text.push_str("\\u00");
                    for digit in [u32::from(c) >> 4, u32::from(c) & 15] {
                        self.text.push(char::from_digit(digit, 16).unwrap_or('0'));
                    }
                }
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

impl Write for String {
    fn write(&self, out: &mut Out) {
        out.text(self);
    }
}

impl Write for bool {
    fn write(&self, out: &mut Out) {
        out.raw(if *self { "true" } else { "false" });
    }
}

macro_rules! write_int {
    ($($int:ty),*) => {$(
        impl Write for $int {
            fn write(&self, out: &mut Out) {
                out.raw(&self.to_string());
            }
        }
    )*};
}

write_int!(u8, u16, u32, u64, i64);

impl<T: Write> Write for Option<T> {
    fn write(&self, out: &mut Out) {
        match self {
            Some(value) => value.write(out),
            None => out.raw("null"),
        }
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self, out: &mut Out) {
        out.list(self.iter());
    }
}

impl<T: Write> Write for BTreeMap<String, T> {
    fn write(&self, out: &mut Out) {
        out.begin_record();
        for (key, value) in self {
            out.field(key, value);
        }
        out.end_record();
    }
}
