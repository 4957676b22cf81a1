//! Texts of the feature `votes`.

/// See the feature of the same name.
pub struct Votes {
    pub ballot: &'static str,
    pub result: &'static str,
    pub receipt: &'static str,
}
