//! Texts of the feature `desk`.

/// See the feature of the same name.
pub struct Desk {}
