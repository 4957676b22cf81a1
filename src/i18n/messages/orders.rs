//! Texts of the feature `orders`.

/// See the feature of the same name.
pub struct Orders {}
