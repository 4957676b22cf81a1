//! What a rule finds.

use std::fmt;

/// A place that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) rule: &'static str,
    pub(crate) place: String,
    pub(crate) sentence: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: [{}] {}", self.place, self.rule, self.sentence)
    }
}

pub(crate) fn fault(
    rule: &'static str,
    path: &str,
    line: usize,
    sentence: impl Into<String>,
) -> Fault {
    Fault {
        rule,
        place: format!("{path}:{line}"),
        sentence: sentence.into(),
    }
}
