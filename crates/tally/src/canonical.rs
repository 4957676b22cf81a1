//! The one text of what is frozen when a ballot opens, so that its hash means something.
//!
//! Server and app write the same text from the same ballot and take the SHA-256 of its UTF-8 bytes; anybody
//! can do so with the text and `sha256sum`. Hashing itself is not done here. Lines end with LF, fields stand
//! between semicolons, and in quotes where they hold a semicolon, a quote (doubled) or a line end, so two
//! different ballots never have the same text.

use crate::election::Choice;
use crate::pb::Writer;

/// What is frozen at the opening.
#[derive(Clone, Debug, Default)]
pub struct Frozen<'a> {
    /// The rules by name, in this order: kind, unit, limit, rule, floor, thresholds, times …
    pub rules: Vec<(&'a str, String)>,
    /// The options in their published order.
    pub options: &'a [Choice],
    /// Of how many: voting units, area in 0.01 m², owners …
    pub denominators: Vec<(&'a str, u64)>,
}

impl Frozen<'_> {
    /// The text.
    ///
    /// # Examples
    ///
    /// ```
    /// use linli_tally::{Choice, canonical::Frozen};
    ///
    /// let options = [Choice::new("p1", "长椅; 两张", 300_00)];
    /// let frozen = Frozen {
    ///     rules: vec![("kind", "budget".into()), ("budget", 1_000_00.to_string())],
    ///     options: &options,
    ///     denominators: vec![("households", 312)],
    /// };
    /// assert_eq!(
    ///     frozen.text(),
    ///     "BALLOT;1\nRULES\nkind;budget\nbudget;100000\nOPTIONS\np1;30000;\"长椅; 两张\"\n\
    ///      DENOMINATORS\nhouseholds;312\n"
    /// );
    /// ```
    pub fn text(&self) -> String {
        let mut out = Writer::new();
        // The number is that of this form: another form of the text gets another.
        out.row(["BALLOT", "1"]);
        out.row(["RULES"]);
        for (name, value) in &self.rules {
            out.row([name, value.as_str()]);
        }
        out.row(["OPTIONS"]);
        for option in self.options {
            out.row([option.id.as_str(), &option.cost.to_string(), &option.name]);
        }
        out.row(["DENOMINATORS"]);
        for (name, number) in &self.denominators {
            out.row([name, number.to_string().as_str()]);
        }
        out.into_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_ballots_have_different_texts() {
        let text = |name: &str, value: &str| {
            let options = [Choice::new("a", name, 5)];
            let frozen = Frozen {
                rules: vec![("rule", value.to_owned())],
                options: &options,
                denominators: Vec::new(),
            };
            frozen.text()
        };
        let mut texts = vec![
            text("b", "greedy"),
            text("", "greedy;b"),
            text("b\"", "greedy"),
            text("\"b\"", "greedy"),
            text("b\nDENOMINATORS", "greedy"),
            text("b", "greedy\nOPTIONS"),
        ];
        texts.sort();
        texts.dedup();
        assert_eq!(texts.len(), 6);
    }
}
