//! A checker for exactly the keywords of the contract's portable subset. A keyword that it does not
//! know is an error: that is how the subset is kept.

use linli_contract::{Date, Timestamp};
use regex_lite::Regex;
use serde_json::Value;

use super::document::{Document, object};

/// Keywords that may stand in a schema.
pub(crate) const KEYWORDS: [&str; 16] = [
    "$ref",
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "pattern",
    "format",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "description",
];

/// Our own annotation: the words of an open list.
pub(crate) const KNOWN_VALUES: &str = "x-known-values";

/// What the checker meets on its way.
pub(crate) enum Met<'a> {
    /// A property that a named schema describes, in a value that has it.
    Property { schema: &'a str, property: &'a str },
    /// A text whose schema is an open list of words.
    OpenWord,
    /// An object, and the names of its properties that may be absent.
    Object { optional: Vec<&'a str> },
}

/// Checks a value and returns what is wrong, each with its RFC 6901 pointer. `met` is told of what
/// was found at which pointer.
pub(crate) fn check<'a>(
    document: &'a Document,
    schema: &'a Value,
    value: &Value,
    met: &mut dyn FnMut(&str, Met<'a>),
) -> Vec<String> {
    let mut checker = Checker {
        document,
        met,
        wrong: Vec::new(),
    };
    checker.value(schema, "", value, "");
    checker.wrong
}

struct Checker<'a, 'm> {
    document: &'a Document,
    met: &'m mut dyn FnMut(&str, Met<'a>),
    wrong: Vec<String>,
}

impl<'a> Checker<'a, '_> {
    fn complain(&mut self, at: &str, what: &str) {
        self.wrong.push(format!("{at}: {what}"));
    }

    fn value(&mut self, schema: &'a Value, name: &'a str, value: &Value, at: &str) {
        if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
            let name = reference.rsplit('/').next().unwrap_or_default();
            let target = self.document.resolve(schema);
            return self.value(target, name, value, at);
        }
        for keyword in object(schema).keys() {
            if !KEYWORDS.contains(&keyword.as_str()) && keyword != KNOWN_VALUES {
                self.complain(at, &format!("the keyword {keyword} is outside the subset"));
            }
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array)
            && !words.contains(value)
        {
            self.complain(at, &format!("{value} is not one of the words"));
        }
        match (schema["type"].as_str(), value) {
            (Some("object"), Value::Object(_)) => self.object(schema, name, value, at),
            (Some("array"), Value::Array(items)) => {
                self.bounds(schema, ["minItems", "maxItems"], items.len(), at);
                for (index, item) in items.iter().enumerate() {
                    self.value(&schema["items"], "", item, &format!("{at}/{index}"));
                }
            }
            (Some("string"), Value::String(text)) => self.text(schema, text, at),
            (Some("integer"), Value::Number(number)) => {
                let Some(number) = number.as_i64() else {
                    return self.complain(at, "not a whole number");
                };
                let bound = |keyword: &str| schema.get(keyword).and_then(Value::as_i64);
                if bound("minimum").is_some_and(|least| number < least)
                    || bound("maximum").is_some_and(|most| number > most)
                {
                    self.complain(at, &format!("{number} is out of range"));
                }
            }
            (Some("boolean"), Value::Bool(_)) => {}
            (Some(kind), _) => self.complain(at, &format!("{value} is not of type {kind}")),
            (None, _) => self.complain(at, "its schema has no type"),
        }
    }

    fn object(&mut self, schema: &'a Value, name: &'a str, value: &Value, at: &str) {
        let properties = object(&schema["properties"]);
        let required: Vec<&str> = schema
            .get("required")
            .and_then(Value::as_array)
            .map(|names| names.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        for name in &required {
            if value.get(name).is_none() {
                self.complain(at, &format!("{name} is missing"));
            }
            if !properties.contains_key(*name) {
                self.complain(at, &format!("{name} is required and not described"));
            }
        }
        for (property, inner) in object(value) {
            let at = format!("{at}/{property}");
            // Readers ignore unknown fields; but an example that has one documents nothing.
            let Some((property, schema)) = properties.get_key_value(property) else {
                self.complain(&at, "not described");
                continue;
            };
            (self.met)(
                &at,
                Met::Property {
                    schema: name,
                    property,
                },
            );
            self.value(schema, "", inner, &at);
        }
        let optional = properties.keys().map(String::as_str);
        let optional = optional.filter(|name| !required.contains(name)).collect();
        (self.met)(at, Met::Object { optional });
    }

    fn text(&mut self, schema: &'a Value, text: &str, at: &str) {
        if schema.get(KNOWN_VALUES).is_some() {
            (self.met)(at, Met::OpenWord);
        }
        let length = text.chars().count();
        self.bounds(schema, ["minLength", "maxLength"], length, at);
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && !Regex::new(pattern).unwrap().is_match(text)
        {
            self.complain(at, &format!("{text:?} does not match {pattern}"));
        }
        let fits = match schema.get("format").and_then(Value::as_str) {
            None => true,
            Some("date-time") => text.parse::<Timestamp>().is_ok(),
            Some("date") => text.parse::<Date>().is_ok(),
            Some(_) => false,
        };
        if !fits {
            self.complain(at, &format!("{text:?} does not have its format"));
        }
    }

    fn bounds(&mut self, schema: &Value, keywords: [&str; 2], count: usize, at: &str) {
        let bound = |keyword| schema.get(keyword).and_then(Value::as_u64);
        let count = count as u64;
        if bound(keywords[0]).is_some_and(|least| count < least) {
            self.complain(at, "too short");
        }
        if bound(keywords[1]).is_some_and(|most| count > most) {
            self.complain(at, "too long");
        }
    }
}
