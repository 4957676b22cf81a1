//! Texts of the feature `guide`.

/// See the feature of the same name.
pub struct Guide {}
