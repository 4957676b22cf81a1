//! Texts of the feature `wishes`.

/// See the feature of the same name.
pub struct Wishes {}
