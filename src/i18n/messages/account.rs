//! Texts of the feature `account`.

/// See the feature of the same name.
pub struct Account {}
